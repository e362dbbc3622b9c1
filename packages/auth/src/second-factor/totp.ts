import { randomBytes } from 'node:crypto'
import { withoutTenant, type Tx } from '@cmr/db'
import { totpSecrets } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { and, eq, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import type { Origin } from '../acting.ts'
import type { AuthDeps } from '../auth-deps.ts'
import { giveChallenge, peekChallenge, takeChallenge } from '../challenges/challenges.ts'
import { recordAct } from '../events/record-act.ts'
import { seal, unseal } from '../seal/seal.ts'
import { raiseSession } from '../sessions/open-session.ts'
import { countFactorTry } from '../sign-in/throttle.ts'
import { confirmSession, enrolingHolder, holderOf } from './confirm-session.ts'
import { ensureRecoveryCodes } from './recovery-codes.ts'
import { enrolmentOf, stepOfCode } from './totp-code.ts'

/** So many wrong codes in the life of a secret; then it accepts none and must be set up again. */
export const MOST_FAILURES = 100
const SECRET_BYTES = 20
const ENROL_MS = 15 * 60_000

const about = (userId: string) => `totp:${userId}`

export interface TotpEnrolment {
  /** Comes back with the first code. Good for 15 minutes. */
  readonly challenge: string
  /** Base32, to be typed into the app. Shown once. */
  readonly secret: string
  /** otpauth:// address, for a QR code. */
  readonly uri: string
}

/**
 * Begins to set up an authenticator app. The secret in use, if any, stays in use until `finishTotp`. Throws FORBIDDEN
 * `step-up` for somebody who has a factor and has not shown one in the last 20 minutes.
 */
export async function beginTotp(deps: AuthDeps, token: string, origin: Origin): Promise<TotpEnrolment> {
  const { signedIn } = await enrolingHolder(deps, token, origin)
  const secret = randomBytes(SECRET_BYTES)
  const { userId } = signedIn
  const challenge = await withoutTenant(deps.db, (tx) =>
    giveChallenge(tx, {
      kind: 'totp',
      userId,
      value: { sealed: seal(deps.sealKey, secret, about(userId)).toString('base64') },
      expiresAt: new Date(deps.clock.now().getTime() + ENROL_MS),
    }),
  )
  return { challenge, ...enrolmentOf(secret, signedIn.email) }
}

/** A session that has shown a factor just set up, and the recovery codes when it was the first. */
export interface Enrolled {
  readonly token: string
  /** Shown once; undefined when the person has codes already. */
  readonly recoveryCodes?: readonly string[]
}

/**
 * Sets up an authenticator app with its first code, in the place of an earlier one. Throws FORBIDDEN `wrong-factor`
 * for a wrong code, which may be tried again, and `challenge-over` when it was begun too long ago.
 */
export async function finishTotp(
  deps: AuthDeps,
  token: string,
  { challenge, code }: { challenge: string; code: string },
  origin: Origin,
): Promise<Enrolled> {
  const { by } = await enrolingHolder(deps, token, origin)
  const { userId } = by
  await countFactorTry(deps, userId)
  const now = deps.clock.now()
  return withoutTenant(deps.db, async (tx) => {
    const taking = { kind: 'totp', token: challenge, userId, now } as const
    const { value } = await peekChallenge(tx, taking)
    const sealed = Buffer.from(value['sealed'] ?? '', 'base64')
    const step = stepOfCode(unseal(deps.sealKey, sealed, about(userId)), code, now)
    if (step === undefined) throw wrongCode()
    await takeChallenge(tx, taking)
    await keepSecret(tx, userId, sealed, step, now)
    const raised = await raiseSession(tx, token, 'totp', now)
    await recordAct(tx, { action: 'factor.confirm', userId, by })
    const recoveryCodes = await ensureRecoveryCodes(tx, userId)
    return { token: raised, ...(recoveryCodes !== undefined && { recoveryCodes }) }
  })
}

async function keepSecret(tx: Tx, userId: string, sealedSecret: Buffer, lastStep: number | null, now: Date) {
  const kept = { sealedSecret, lastStep, failures: 0, confirmedAt: now }
  await tx
    .insert(totpSecrets)
    .values({ userId, ...kept })
    .onConflictDoUpdate({ target: totpSecrets.userId, set: kept })
}

/**
 * Confirms with a code of the authenticator app and gives the raised session's token. Each code is good once, however
 * many try it at once. Throws FORBIDDEN `wrong-factor`; LIMIT beyond 10 tries a minute.
 */
export async function confirmWithTotp(deps: AuthDeps, token: string, code: string, origin: Origin): Promise<string> {
  const holder = await holderOf(deps, token, origin)
  return confirmSession(deps, holder, 'totp', (tx) => acceptCode(tx, deps, holder.signedIn.userId, code))
}

async function acceptCode(tx: Tx, deps: AuthDeps, userId: string, code: string): Promise<boolean> {
  // Counted as a failure first, so that tries at once cannot pass the limit; taken back below when it was right.
  const [found] = await tx
    .update(totpSecrets)
    .set({ failures: sql`${totpSecrets.failures} + 1` })
    .where(
      and(eq(totpSecrets.userId, userId), isNotNull(totpSecrets.confirmedAt), lt(totpSecrets.failures, MOST_FAILURES)),
    )
    .returning({ sealed: totpSecrets.sealedSecret })
  if (found === undefined) return false
  const step = stepOfCode(unseal(deps.sealKey, found.sealed, about(userId)), code, deps.clock.now())
  if (step === undefined) return false
  const accepted = await tx
    .update(totpSecrets)
    .set({ lastStep: step, failures: sql`${totpSecrets.failures} - 1` })
    .where(and(eq(totpSecrets.userId, userId), or(isNull(totpSecrets.lastStep), lt(totpSecrets.lastStep, step))))
    .returning({ userId: totpSecrets.userId })
  return accepted.length > 0
}

/** Sets up an authenticator app without asking for a code: for people made by a program (demonstration, tests). */
export async function seedTotp(deps: AuthDeps, userId: string, secret: Uint8Array): Promise<void> {
  const sealed = seal(deps.sealKey, secret, about(userId))
  await withoutTenant(deps.db, (tx) => keepSecret(tx, userId, sealed, null, deps.clock.now()))
}

function wrongCode(): AppError {
  return new AppError('FORBIDDEN', 'The code is not right. Check the clock of the device and try the next one.', {
    details: { reason: 'wrong-factor' },
  })
}
