import { withoutTenant, type Tx } from '@cmr/db'
import { passkeys, recoveryCodes, totpSecrets, users, type StaffKind } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { and, eq, isNotNull } from 'drizzle-orm'
import type { StaffContext } from '../acting.ts'
import type { AuthDeps } from '../auth-deps.ts'
import { recordAct, type AccountAction } from '../events/record-act.ts'
import { givePasswordReset } from '../passwords/change-password.ts'
import { requireStaffPermission } from '../permissions/permissions.ts'
import { endSessionsOf } from '../sessions/open-session.ts'
import { forgetVerifications } from '../sign-in/verifications.ts'
import type { PersonnelDates } from './memberships.ts'

/** Somebody of Code for America, as an operator sees them. */
export interface StaffPerson extends PersonnelDates {
  readonly userId: string
  readonly email: string
  readonly name: string
  readonly staff: StaffKind | null
  readonly lastSignInAt: Date | null
  readonly lockedAt: Date | null
  readonly disabledAt: Date | null
}

/** The people of Code for America by name. Needs `staff:manage`. */
export async function listStaff(deps: AuthDeps, ctx: StaffContext): Promise<StaffPerson[]> {
  requireStaffPermission(ctx, 'staff:manage')
  const { id: userId, email, name, staff, lastSignInAt, lockedAt, disabledAt, trainingOn, agreementOn, endsOn } = users
  return withoutTenant(deps.db, (tx) =>
    tx
      .select({ userId, email, name, staff, lastSignInAt, lockedAt, disabledAt, trainingOn, agreementOn, endsOn })
      .from(users)
      .where(isNotNull(staff))
      .orderBy(name, email),
  )
}

async function onStaff(
  deps: AuthDeps,
  ctx: StaffContext,
  userId: string,
  action: AccountAction,
  work: (tx: Tx, email: string) => Promise<unknown>,
): Promise<void> {
  requireStaffPermission(ctx, 'staff:manage')
  await withoutTenant(deps.db, async (tx) => {
    const [found] = await tx
      .select({ email: users.email })
      .from(users)
      .where(and(eq(users.id, userId), isNotNull(users.staff)))
      .for('update')
    if (found === undefined) {
      throw new AppError('NOT_FOUND', 'There is no such person at Code for America.', {
        details: { reason: 'unknown-person' },
      })
    }
    await work(tx, found.email)
    await recordAct(tx, { action, userId, by: ctx })
  })
}

// So that an operator is always left: the one who acts.
function requireAnother(ctx: StaffContext, userId: string): void {
  if (userId !== ctx.userId) return
  throw new AppError('CONFLICT', 'Another operator has to do this.', { details: { reason: 'oneself' } })
}

/** Changes what somebody is at Code for America; their sessions end. Not oneself: CONFLICT `oneself`. */
export async function changeStaff(deps: AuthDeps, ctx: StaffContext, userId: string, staff: StaffKind): Promise<void> {
  requireAnother(ctx, userId)
  await onStaff(deps, ctx, userId, 'member.change', async (tx) => {
    await tx.update(users).set({ staff }).where(eq(users.id, userId))
    await endSessionsOf(tx, userId)
  })
}

/** Switches somebody of Code for America off; their sessions end within a second. Not oneself: CONFLICT `oneself`. */
export async function disableStaff(deps: AuthDeps, ctx: StaffContext, userId: string): Promise<void> {
  requireAnother(ctx, userId)
  await onStaff(deps, ctx, userId, 'account.disable', async (tx) => {
    await tx.update(users).set({ disabledAt: deps.clock.now() }).where(eq(users.id, userId))
    await endSessionsOf(tx, userId)
  })
}

/** Switches somebody of Code for America on again. */
export async function enableStaff(deps: AuthDeps, ctx: StaffContext, userId: string): Promise<void> {
  await onStaff(deps, ctx, userId, 'account.enable', (tx) =>
    tx.update(users).set({ disabledAt: null, enabledAt: deps.clock.now() }).where(eq(users.id, userId)),
  )
}

/** Releases an account of Code for America that wrong passwords have locked. */
export async function unlockStaff(deps: AuthDeps, ctx: StaffContext, userId: string): Promise<void> {
  await onStaff(deps, ctx, userId, 'account.unlock', async (tx, email) => {
    await tx.update(users).set({ lockedAt: null }).where(eq(users.id, userId))
    await forgetVerifications(tx, email)
  })
}

/** Takes away the second factors of somebody of Code for America; they set up new ones at the next sign-in. */
export async function resetStaffFactors(deps: AuthDeps, ctx: StaffContext, userId: string): Promise<void> {
  await onStaff(deps, ctx, userId, 'factor.reset', async (tx) => {
    await tx.delete(totpSecrets).where(eq(totpSecrets.userId, userId))
    await tx.delete(passkeys).where(eq(passkeys.userId, userId))
    await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId))
    await endSessionsOf(tx, userId)
  })
}

/** As `offerPasswordReset`, for somebody of Code for America. Not for oneself: CONFLICT `oneself`. */
export async function offerStaffPasswordReset(deps: AuthDeps, ctx: StaffContext, userId: string): Promise<string> {
  requireAnother(ctx, userId)
  let token = ''
  await onStaff(deps, ctx, userId, 'account.reset', async (tx) => {
    token = await givePasswordReset(tx, deps, userId)
  })
  return token
}

/** Records training, addendum and last day of somebody of Code for America. */
export async function setStaffDates(
  deps: AuthDeps,
  ctx: StaffContext,
  userId: string,
  { trainingOn, agreementOn, endsOn }: PersonnelDates,
): Promise<void> {
  await onStaff(deps, ctx, userId, 'member.date', (tx) =>
    tx.update(users).set({ trainingOn, agreementOn, endsOn }).where(eq(users.id, userId)),
  )
}
