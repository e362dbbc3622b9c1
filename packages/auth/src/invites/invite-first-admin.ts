import { withoutTenant, type Tx } from '@cmr/db'
import { invites, memberships } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { StaffContext } from '../acting.ts'
import type { AuthDeps } from '../auth-deps.ts'
import { requireStaffPermission } from '../permissions/permissions.ts'
import { makeInvite, stateOf, type Invitee, type InviteLine, type NewInvite } from './create-invite.ts'

/** How far an office is that is being set up. */
export interface FirstAdminState {
  /** Whether somebody of the office manages its people; nobody else invites anybody then. */
  readonly hasAdmin: boolean
  /** The invitation sent last; null before the first. */
  readonly invite: Pick<InviteLine, 'name' | 'state' | 'expiresAt'> | null
}

/** Whether an office has its administrator yet. Needs `office:create`. */
export async function getFirstAdmin(deps: AuthDeps, ctx: StaffContext, tenantId: string): Promise<FirstAdminState> {
  requireStaffPermission(ctx, 'office:create')
  return withoutTenant(deps.db, async (tx) => {
    const [last] = await tx
      .select()
      .from(invites)
      .where(and(eq(invites.tenantId, tenantId), sql`${invites.roles} = '{admin}'`))
      .orderBy(desc(invites.createdAt))
      .limit(1)
    const state = last && { name: last.name, state: stateOf(last, deps.clock.now()), expiresAt: last.expiresAt }
    return { hasAdmin: await hasAdmin(tx, tenantId), invite: state ?? null }
  })
}

/**
 * Invites the first administrator of an office that is being set up; an earlier invitation of theirs is taken back.
 * Needs `office:create`. Throws CONFLICT `has-admin` once somebody of the office manages its people: from then on nobody
 * of Code for America lets anybody in.
 */
export async function inviteFirstAdmin(
  deps: AuthDeps,
  ctx: StaffContext,
  tenantId: string,
  invitee: Invitee,
): Promise<NewInvite> {
  requireStaffPermission(ctx, 'office:create')
  return withoutTenant(deps.db, async (tx) => {
    if (await hasAdmin(tx, tenantId)) {
      throw new AppError('CONFLICT', 'This office has an administrator, who invites its people.', {
        details: { reason: 'has-admin' },
      })
    }
    await tx
      .update(invites)
      .set({ revokedAt: deps.clock.now() })
      .where(and(eq(invites.tenantId, tenantId), isNull(invites.acceptedAt), isNull(invites.revokedAt)))
    return makeInvite(tx, deps, { invitee, into: { tenantId, roles: ['admin'] }, by: ctx, byStaff: true })
  })
}

async function hasAdmin(tx: Tx, tenantId: string): Promise<boolean> {
  const admins = await tx
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(
      and(
        eq(memberships.tenantId, tenantId),
        isNull(memberships.disabledAt),
        sql`'admin' = any (${memberships.roles})`,
      ),
    )
    .limit(1)
  return admins.length > 0
}
