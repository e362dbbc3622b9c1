import { withoutTenant, type Tx } from '@cmr/db'
import { memberships, passkeys, recoveryCodes, totpSecrets, users, type Role } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { and, eq, isNull } from 'drizzle-orm'
import type { OfficeContext } from '../acting.ts'
import type { AuthDeps } from '../auth-deps.ts'
import { recordAct } from '../events/record-act.ts'
import { requirePermission } from '../permissions/permissions.ts'
import { endSessionsOf } from '../sessions/open-session.ts'
import { forgetVerifications } from '../sign-in/verifications.ts'
import type { PersonnelDates } from './memberships.ts'
import { actOn, requireOfficePerson, requireOnlyHere, requireOtherAdmin } from './office-people.ts'

const membershipOf = (ctx: OfficeContext, userId: string) =>
  and(eq(memberships.tenantId, ctx.tenant.id), eq(memberships.userId, userId))

function asManager<T>(deps: AuthDeps, ctx: OfficeContext, work: (tx: Tx) => Promise<T>): Promise<T> {
  requirePermission(ctx, 'user:manage')
  return withoutTenant(deps.db, work)
}

function requireRoles(roles: readonly Role[]): void {
  if (roles.length > 0) return
  throw new AppError('VALIDATION', 'Choose at least one role.', { details: { reason: 'no-role' } })
}

/**
 * Changes what somebody is in the office; their sessions end. Needs `user:manage`. Throws NOT_FOUND for somebody of
 * another office, CONFLICT `last-admin`, VALIDATION without a role.
 */
export async function changeRoles(
  deps: AuthDeps,
  ctx: OfficeContext,
  userId: string,
  roles: readonly Role[],
): Promise<void> {
  await asManager(deps, ctx, async (tx) => {
    requireRoles(roles)
    if (!roles.includes('admin')) await requireOtherAdmin(tx, ctx, userId)
    await requireOfficePerson(tx, ctx, userId)
    await tx
      .update(memberships)
      .set({ roles: [...roles] })
      .where(membershipOf(ctx, userId))
    await endSessionsOf(tx, userId)
    await recordAct(tx, { ...actOn(ctx, userId, 'member.change'), tenantId: ctx.tenant.id })
  })
}

/** Records training, addendum and last day of somebody of the office. Needs `user:manage`. NOT_FOUND as above. */
export async function setPersonnelDates(
  deps: AuthDeps,
  ctx: OfficeContext,
  userId: string,
  dates: PersonnelDates,
): Promise<void> {
  await asManager(deps, ctx, async (tx) => {
    await requireOfficePerson(tx, ctx, userId)
    const { trainingOn, agreementOn, endsOn } = dates
    await tx.update(memberships).set({ trainingOn, agreementOn, endsOn }).where(membershipOf(ctx, userId))
    await recordAct(tx, { ...actOn(ctx, userId, 'member.date'), tenantId: ctx.tenant.id })
  })
}

/** Confirms, once a year, that somebody still needs what they may do. Needs `user:manage`. NOT_FOUND as above. */
export async function confirmAccess(deps: AuthDeps, ctx: OfficeContext, userId: string): Promise<void> {
  await asManager(deps, ctx, async (tx) => {
    await requireOfficePerson(tx, ctx, userId)
    const reviewedBy = ctx.actor.kind === 'system' ? null : ctx.actor.userId
    await tx.update(memberships).set({ reviewedAt: deps.clock.now(), reviewedBy }).where(membershipOf(ctx, userId))
    await recordAct(tx, { ...actOn(ctx, userId, 'member.review'), tenantId: ctx.tenant.id })
  })
}

/**
 * Switches somebody off in the office, and the whole account when it belongs to no other; their sessions end within a
 * second. The login is never given to somebody else. Needs `user:manage`. NOT_FOUND and `last-admin` as above.
 */
export async function disablePerson(deps: AuthDeps, ctx: OfficeContext, userId: string): Promise<void> {
  await asManager(deps, ctx, async (tx) => {
    await requireOtherAdmin(tx, ctx, userId)
    await requireOfficePerson(tx, ctx, userId)
    const disabledAt = deps.clock.now()
    await tx.update(memberships).set({ disabledAt }).where(membershipOf(ctx, userId))
    const left = await tx
      .select({ tenantId: memberships.tenantId })
      .from(memberships)
      .where(and(eq(memberships.userId, userId), isNull(memberships.disabledAt)))
    if (left.length === 0) await tx.update(users).set({ disabledAt }).where(eq(users.id, userId))
    await endSessionsOf(tx, userId)
    await recordAct(tx, { ...actOn(ctx, userId, 'account.disable'), tenantId: ctx.tenant.id })
  })
}

/**
 * Switches somebody on again in the office, with a fresh 90 days to sign in. Needs `user:manage`. NOT_FOUND as above;
 * FORBIDDEN `member-elsewhere` when the account itself is off and another office has to do with it.
 */
export async function enablePerson(deps: AuthDeps, ctx: OfficeContext, userId: string): Promise<void> {
  await asManager(deps, ctx, async (tx) => {
    await requireOfficePerson(tx, ctx, userId)
    const [account] = await tx.select({ disabledAt: users.disabledAt }).from(users).where(eq(users.id, userId))
    if (account !== undefined && account.disabledAt !== null) await requireOnlyHere(tx, ctx, userId)
    await tx.update(memberships).set({ disabledAt: null }).where(membershipOf(ctx, userId))
    await tx.update(users).set({ disabledAt: null, enabledAt: deps.clock.now() }).where(eq(users.id, userId))
    await recordAct(tx, { ...actOn(ctx, userId, 'account.enable'), tenantId: ctx.tenant.id })
  })
}

/** Releases an account that wrong passwords have locked. Needs `user:manage`. NOT_FOUND as above. */
export async function unlockUser(deps: AuthDeps, ctx: OfficeContext, userId: string): Promise<void> {
  await asManager(deps, ctx, async (tx) => {
    const { email } = await requireOfficePerson(tx, ctx, userId)
    await tx.update(users).set({ lockedAt: null }).where(eq(users.id, userId))
    await forgetVerifications(tx, email)
    await recordAct(tx, actOn(ctx, userId, 'account.unlock'))
  })
}

/**
 * Takes away somebody's second factors and recovery codes, so that they set up new ones at the next sign-in; their
 * sessions end. Needs `user:manage`. NOT_FOUND as above; FORBIDDEN `member-elsewhere` for somebody of two offices.
 */
export async function resetFactors(deps: AuthDeps, ctx: OfficeContext, userId: string): Promise<void> {
  await asManager(deps, ctx, async (tx) => {
    await requireOfficePerson(tx, ctx, userId)
    await requireOnlyHere(tx, ctx, userId)
    await tx.delete(totpSecrets).where(eq(totpSecrets.userId, userId))
    await tx.delete(passkeys).where(eq(passkeys.userId, userId))
    await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId))
    await endSessionsOf(tx, userId)
    await recordAct(tx, actOn(ctx, userId, 'factor.reset'))
  })
}
