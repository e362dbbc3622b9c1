import { setTimeout as wait } from 'node:timers/promises'
import { newId, withoutTenant, type Tx } from '@cmr/db'
import { memberships, sessions, users, type SecondFactor } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { and, eq, isNull } from 'drizzle-orm'
import { maySignIn } from '../accounts/account-state.ts'
import type { By, Origin } from '../acting.ts'
import type { AuthDeps } from '../auth-deps.ts'
import { recordAct } from '../events/record-act.ts'
import { isPasswordTooOld } from '../passwords/password-age.ts'
import { verifyPassword } from '../passwords/password-hash.ts'
import { idOf, openSession } from '../sessions/open-session.ts'
import { strictestSettings } from '../settings/sign-in-settings.ts'
import { countAttempt, forgetAttempts } from './throttle.ts'
import { claimVerification, forgetVerifications, lockWhenUsedUp } from './verifications.ts'

// A refusal takes this long whatever it did, so that its time says nothing of the account.
const REFUSAL_MS = 250

export interface SignInInput {
  readonly email: string
  readonly password: string
  /** Network address the attempt comes from, as the trusted proxy gives it. */
  readonly address: string
  /** Token of a session that is still open in the same browser; it ends. */
  readonly previousToken?: string
  /** Names the request in the log. */
  readonly requestId?: string
}

type Account = typeof users.$inferSelect

/**
 * Signs somebody in with a password and gives the token of the new session, which has shown no second factor yet.
 * Throws FORBIDDEN with one and the same message for an unknown address, a wrong password and an account that is
 * locked or off, after the same time; LIMIT for too many attempts. Five wrong passwords in a row lock an account until
 * an administrator releases it.
 */
export async function signIn(deps: AuthDeps, input: SignInInput): Promise<{ token: string; userId: string }> {
  const begun = performance.now()
  const email = input.email.trim().toLowerCase()
  const origin = { requestId: input.requestId ?? newId(), address: input.address }
  await countAttempt(deps, email, input.address)
  const mayVerify = await claimVerification(deps, email)
  const account = await findAccount(deps, email)
  const known = account && maySignIn(account, deps.clock.now()) ? account.passwordHash : undefined
  const matches = mayVerify && (await verifyPassword(known, input.password))
  if (account !== undefined && matches) {
    const token = await withoutTenant(deps.db, async (tx) => {
      await forgetAttempts(tx, email, input.address)
      await forgetVerifications(tx, email)
      return beginSession(tx, deps, account, {
        origin,
        ...(input.previousToken !== undefined && { previousToken: input.previousToken }),
      })
    })
    return { token, userId: account.id }
  }
  if (mayVerify) await noteRefusal(deps, email, account, origin)
  await wait(Math.max(0, REFUSAL_MS - (performance.now() - begun)))
  throw new AppError('FORBIDDEN', 'The e-mail address or the password is not right.', {
    details: { reason: 'wrong-credentials' },
  })
}

async function findAccount(deps: AuthDeps, email: string): Promise<Account | undefined> {
  const [account] = await withoutTenant(deps.db, (tx) => tx.select().from(users).where(eq(users.email, email)))
  return account
}

async function noteRefusal(deps: AuthDeps, email: string, account: Account | undefined, origin: Origin): Promise<void> {
  await withoutTenant(deps.db, async (tx) => {
    const userId = account?.id ?? null
    await recordAct(tx, { action: 'session.refuse', userId, by: origin })
    if (account === undefined) return
    const locked = await lockWhenUsedUp(tx, account.id, email, deps.clock.now())
    if (locked) await recordAct(tx, { action: 'account.lock', userId, by: 'system' })
  })
}

interface BeginOptions {
  readonly origin: Origin
  /** Token of a session of the same browser; it ends. */
  readonly previousToken?: string
  /** The only office the new session is good in. */
  readonly tenantId?: string
  readonly secondFactor?: SecondFactor
}

/** Begins a session of somebody who has shown who they are, under the strictest rules of their offices. */
export async function beginSession(
  tx: Tx,
  deps: AuthDeps,
  account: Pick<Account, 'id' | 'passwordChangedAt' | 'passwordHash'>,
  { origin, previousToken, tenantId, secondFactor }: BeginOptions,
): Promise<string> {
  const now = deps.clock.now()
  const userId = account.id
  if (previousToken !== undefined) await tx.delete(sessions).where(eq(sessions.id, idOf(previousToken)))
  const settings = await strictestSettings(tx, tenantId === undefined ? await officesOf(tx, userId) : [tenantId])
  const hasOldPassword =
    account.passwordHash !== null && isPasswordTooOld(account.passwordChangedAt, settings.passwordMaxAgeDays, now)
  const token = await openSession(tx, {
    userId,
    now,
    idleMinutes: settings.idleMinutes,
    mustChangePassword: tenantId === undefined && hasOldPassword,
    ...(tenantId !== undefined && { tenantId }),
    ...(secondFactor !== undefined && { secondFactor }),
  })
  await tx.update(users).set({ lastSignInAt: now }).where(eq(users.id, userId))
  const by: By = { ...origin, userId, sessionId: idOf(token) }
  await recordAct(tx, { action: 'session.begin', userId, by, ...(tenantId !== undefined && { tenantId }) })
  return token
}

/** The offices somebody belongs to now, in the order their logs are written. */
export async function officesOf(tx: Tx, userId: string): Promise<string[]> {
  const rows = await tx
    .select({ tenantId: memberships.tenantId })
    .from(memberships)
    .where(and(eq(memberships.userId, userId), isNull(memberships.disabledAt)))
    .orderBy(memberships.tenantId)
  return rows.map(({ tenantId }) => tenantId)
}
