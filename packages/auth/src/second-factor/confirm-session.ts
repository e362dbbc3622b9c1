import { withoutTenant, type Tx } from '@cmr/db'
import type { SecondFactor } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { belongsElsewhere } from '../accounts/office-people.ts'
import type { By, Origin } from '../acting.ts'
import type { AuthDeps } from '../auth-deps.ts'
import { recordAct } from '../events/record-act.ts'
import { idOf, raiseSession } from '../sessions/open-session.ts'
import { readSession, requireRecentSecondFactor, type SignedIn } from '../sessions/sessions.ts'
import { countFactorTry } from '../sign-in/throttle.ts'

/** Somebody who has a session, with its token: what it takes to raise it. */
export interface Holder {
  readonly token: string
  readonly signedIn: SignedIn
  readonly by: By
}

/** Who holds a token. Throws FORBIDDEN `session-over` when nobody does. */
export async function holderOf(deps: AuthDeps, token: string, origin: Origin): Promise<Holder> {
  const signedIn = await readSession(deps, token, { activity: true })
  if (signedIn === undefined) {
    throw new AppError('FORBIDDEN', 'You were signed out. Sign in again.', { details: { reason: 'session-over' } })
  }
  const { userId, sessionId } = signedIn
  return { token, signedIn, by: { ...origin, userId, sessionId } }
}

/**
 * Who holds a token and may add a factor: anybody who has none yet, else whoever has shown one in the last 20 minutes.
 * A password alone adds nothing to an account that has more. Throws FORBIDDEN `member-elsewhere` as `changingHolder`.
 */
export async function enrolingHolder(deps: AuthDeps, token: string, origin: Origin): Promise<Holder> {
  const holder = await holderOf(deps, token, origin)
  await requireWholeAccount(deps, holder.signedIn)
  if (!holder.signedIn.mustEnrol) requireRecentSecondFactor(holder.signedIn, deps.clock.now())
  return holder
}

/**
 * Who holds a token and may take factors or codes away or make them anew: whoever has shown one in the last 20 minutes.
 * Throws FORBIDDEN `step-up`, and `member-elsewhere` for a session that is good in one office only of somebody who
 * belongs to another one too, or to Code for America.
 */
export async function changingHolder(deps: AuthDeps, token: string, origin: Origin): Promise<Holder> {
  const holder = await holderOf(deps, token, origin)
  await requireWholeAccount(deps, holder.signedIn)
  requireRecentSecondFactor(holder.signedIn, deps.clock.now())
  return holder
}

/** An office's own provider vouches for its people in that office: what opens an account elsewhere it does not change. */
async function requireWholeAccount(deps: AuthDeps, { userId, tenantId, staff }: SignedIn): Promise<void> {
  if (tenantId === null) return
  const isElsewhere = staff !== null || (await withoutTenant(deps.db, (tx) => belongsElsewhere(tx, tenantId, userId)))
  if (!isElsewhere) return
  throw new AppError(
    'FORBIDDEN',
    'Your account is not of this office alone. Sign in with your password to change how you confirm, or ask the support desk.',
    { details: { reason: 'member-elsewhere' } },
  )
}

/**
 * Shows a second factor: `accepts` says within one transaction whether what was brought is right. If so the session is
 * raised and gets a new token; if not the failure stays counted, is in the log, and FORBIDDEN `wrong-factor` is thrown.
 */
export async function confirmSession(
  deps: AuthDeps,
  holder: Holder,
  factor: SecondFactor,
  accepts: (tx: Tx) => Promise<boolean>,
): Promise<string> {
  await countFactorTry(deps, holder.by.userId)
  const raised = await withoutTenant(deps.db, async (tx) => {
    const { by } = holder
    if (!(await accepts(tx))) {
      await recordAct(tx, { action: 'factor.refuse', userId: by.userId, by })
      return undefined
    }
    const token = await raiseSession(tx, holder.token, factor, deps.clock.now())
    const confirmed = { ...by, sessionId: idOf(token) }
    await recordAct(tx, { action: 'session.confirm', userId: by.userId, by: confirmed })
    return token
  })
  if (raised !== undefined) return raised
  throw new AppError('FORBIDDEN', 'This is not right, or was used already. Try the next one.', {
    details: { reason: 'wrong-factor' },
  })
}
