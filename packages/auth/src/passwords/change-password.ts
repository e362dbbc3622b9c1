import { withoutTenant, type Tx } from '@cmr/db'
import { memberships, tenants, users } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { eq } from 'drizzle-orm'
import { requireOfficePerson, requireOnlyHere } from '../accounts/office-people.ts'
import { personOf, type OfficeContext, type Origin } from '../acting.ts'
import type { AuthDeps } from '../auth-deps.ts'
import { dropChallenges, giveChallenge, peekChallenge, takeChallenge } from '../challenges/challenges.ts'
import { recordAct } from '../events/record-act.ts'
import { requirePermission } from '../permissions/permissions.ts'
import { holderOf } from '../second-factor/confirm-session.ts'
import { endSessionsOf } from '../sessions/open-session.ts'
import { requireSecondFactor } from '../sessions/sessions.ts'
import { claimVerification, forgetVerifications, lockWhenUsedUp } from '../sign-in/verifications.ts'
import { checkPassword, type PasswordOwner } from './check-password.ts'
import { hashPassword, verifyPassword } from './password-hash.ts'

const RESET_MS = 24 * 3_600_000

/** What an account's password may not be: its e-mail address, the names of its offices. */
async function ownerOf(tx: Tx, userId: string): Promise<PasswordOwner> {
  const [account] = await tx.select({ email: users.email }).from(users).where(eq(users.id, userId))
  const offices = await tx
    .select({ name: tenants.name })
    .from(memberships)
    .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
    .where(eq(memberships.userId, userId))
  return { email: account?.email ?? '', officeNames: offices.map(({ name }) => name) }
}

async function keepPassword(tx: Tx, userId: string, passwordHash: string, now: Date): Promise<void> {
  await tx.update(users).set({ passwordHash, passwordChangedAt: now }).where(eq(users.id, userId))
  await endSessionsOf(tx, userId)
  // A second link of the same day would set the password once more.
  await dropChallenges(tx, 'password-reset', userId)
}

/**
 * Changes the password of whoever holds a session that has shown a second factor. All their sessions end, this one
 * too: they sign in again. Throws FORBIDDEN `wrong-credentials` when the present password is wrong, which counts
 * towards the lock like a failed sign-in; VALIDATION when the new one may not be used or is the present one.
 */
export async function changePassword(
  deps: AuthDeps,
  token: string,
  { current, next }: { current: string; next: string },
  origin: Origin,
): Promise<void> {
  const { signedIn, by } = await holderOf(deps, token, origin)
  requireSecondFactor(signedIn)
  const { userId, email } = signedIn
  await requirePassword(deps, userId, email, current, by)
  await checkPassword(next, await withoutTenant(deps.db, (tx) => ownerOf(tx, userId)))
  if (next.normalize('NFC') === current.normalize('NFC')) {
    throw new AppError('VALIDATION', 'Choose a password that is not the present one.', {
      details: { reason: 'password-same' },
    })
  }
  const passwordHash = await hashPassword(next)
  await withoutTenant(deps.db, async (tx) => {
    await keepPassword(tx, userId, passwordHash, deps.clock.now())
    await recordAct(tx, { action: 'password.change', userId, by })
  })
}

async function requirePassword(
  deps: AuthDeps,
  userId: string,
  email: string,
  password: string,
  by: Origin & { userId: string },
): Promise<void> {
  const mayVerify = await claimVerification(deps, email)
  const [account] = await withoutTenant(deps.db, (tx) => tx.select().from(users).where(eq(users.id, userId)))
  const matches = mayVerify && (await verifyPassword(account?.passwordHash, password))
  await withoutTenant(deps.db, async (tx) => {
    if (matches) return forgetVerifications(tx, email)
    await recordAct(tx, { action: 'password.refuse', userId, by })
    const locked = await lockWhenUsedUp(tx, userId, email, deps.clock.now())
    if (locked) await recordAct(tx, { action: 'account.lock', userId, by: 'system' })
  })
  if (matches) return
  throw new AppError('FORBIDDEN', 'The present password is not right.', { details: { reason: 'wrong-credentials' } })
}

/**
 * Gives an administrator the token of a link with which somebody of the office chooses a new password; good for 24
 * hours, once. It is handed over by the administrator: the service sends no mail. Needs `user:manage`. Throws
 * NOT_FOUND for somebody of another office, FORBIDDEN `member-elsewhere` for somebody of two.
 */
export async function offerPasswordReset(deps: AuthDeps, ctx: OfficeContext, userId: string): Promise<string> {
  requirePermission(ctx, 'user:manage')
  return withoutTenant(deps.db, async (tx) => {
    await requireOfficePerson(tx, ctx, userId)
    await requireOnlyHere(tx, ctx, userId)
    await recordAct(tx, { action: 'account.reset', userId, by: personOf(ctx) ?? 'system' })
    return givePasswordReset(tx, deps, userId)
  })
}

/** The token of a link with which the owner of an account chooses a new password. Whoever calls has recorded the act. */
export async function givePasswordReset(tx: Tx, { clock }: Pick<AuthDeps, 'clock'>, userId: string): Promise<string> {
  const expiresAt = new Date(clock.now().getTime() + RESET_MS)
  return giveChallenge(tx, { kind: 'password-reset', userId, value: {}, expiresAt })
}

/**
 * Sets a new password with such a link and releases a locked account; its sessions end, its second factors stay.
 * Throws FORBIDDEN `challenge-over` for a link that is used or too old; VALIDATION leaves the link good.
 */
export async function resetPassword(
  deps: AuthDeps,
  { link, password }: { link: string; password: string },
  origin: Origin,
): Promise<void> {
  const now = deps.clock.now()
  const taking = { kind: 'password-reset', token: link, now } as const
  const owner = await withoutTenant(deps.db, async (tx) => {
    const { userId } = await peekChallenge(tx, taking)
    return ownerOf(tx, userId ?? '')
  })
  await checkPassword(password, owner)
  const passwordHash = await hashPassword(password)
  await withoutTenant(deps.db, async (tx) => {
    const userId = (await takeChallenge(tx, taking)).userId ?? ''
    await keepPassword(tx, userId, passwordHash, now)
    await tx.update(users).set({ lockedAt: null }).where(eq(users.id, userId))
    await forgetVerifications(tx, owner.email)
    await recordAct(tx, { action: 'password.change', userId, by: { ...origin, userId } })
  })
}
