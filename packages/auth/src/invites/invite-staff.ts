import { withoutTenant } from '@cmr/db'
import { invites, type StaffKind } from '@cmr/db/schema'
import { and, desc, eq, isNotNull, isNull } from 'drizzle-orm'
import type { StaffContext } from '../acting.ts'
import type { AuthDeps } from '../auth-deps.ts'
import { recordAct } from '../events/record-act.ts'
import { requireStaffPermission } from '../permissions/permissions.ts'
import { makeInvite, stateOf, takeBack, type Invitee, type InviteLine, type NewInvite } from './create-invite.ts'

/** Invites somebody among the people of Code for America. Needs `staff:manage`. */
export async function inviteStaff(
  deps: AuthDeps,
  ctx: StaffContext,
  { staff, ...invitee }: Invitee & { readonly staff: StaffKind },
): Promise<NewInvite> {
  requireStaffPermission(ctx, 'staff:manage')
  return withoutTenant(deps.db, (tx) => makeInvite(tx, deps, { invitee, into: { staff }, by: ctx }))
}

/** An invitation among the people of Code for America, as an operator sees it. */
export interface StaffInviteLine extends Omit<InviteLine, 'roles'> {
  readonly staff: StaffKind | null
}

/** The invitations among the people of Code for America, latest first. Needs `staff:manage`. */
export async function listStaffInvites(deps: AuthDeps, ctx: StaffContext): Promise<StaffInviteLine[]> {
  requireStaffPermission(ctx, 'staff:manage')
  const rows = await withoutTenant(deps.db, (tx) =>
    tx.select().from(invites).where(isNotNull(invites.staff)).orderBy(desc(invites.createdAt)),
  )
  const now = deps.clock.now()
  return rows.map((invite) => {
    const { id, email, name, staff, expiresAt, createdAt } = invite
    return { id, email, name, staff, expiresAt, createdAt, state: stateOf(invite, now) }
  })
}

/** Takes an invitation among the people of Code for America back. Needs `staff:manage`. NOT_FOUND when none is open. */
export async function revokeStaffInvite(deps: AuthDeps, ctx: StaffContext, id: string): Promise<void> {
  requireStaffPermission(ctx, 'staff:manage')
  await withoutTenant(deps.db, async (tx) => {
    await takeBack(tx, deps, and(eq(invites.id, id), isNotNull(invites.staff), isNull(invites.tenantId)))
    const object = { objectKind: 'invite', objectId: id }
    await recordAct(tx, { action: 'invite.revoke', userId: ctx.userId, by: ctx, ...object })
  })
}
