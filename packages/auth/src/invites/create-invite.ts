import { createHash, randomBytes } from 'node:crypto'
import { newId, withoutTenant, type Tx } from '@cmr/db'
import { invites, type Role, type StaffKind } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { and, desc, eq, isNull, lt, type SQL } from 'drizzle-orm'
import { personOf, type By, type OfficeContext } from '../acting.ts'
import type { AuthDeps } from '../auth-deps.ts'
import { recordAct } from '../events/record-act.ts'
import { requirePermission } from '../permissions/permissions.ts'

const GOOD_FOR_MS = 24 * 3_600_000
const KEPT_MS = 365 * GOOD_FOR_MS
/** Who invited, where that was nobody of the service's accounts. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

/** What the database keeps of the token in an invitation's link. */
export function hashOfInvite(token: string): string {
  return createHash('sha256').update(`invite\u0000${token}`).digest('hex')
}

export interface Invitee {
  readonly email: string
  readonly name: string
}

/** An invitation just made. The token is shown to whoever invites, once: the service sends no mail. */
export interface NewInvite {
  readonly id: string
  readonly token: string
  readonly expiresAt: Date
}

interface Making {
  readonly invitee: Invitee
  readonly into: { readonly tenantId: string; readonly roles: readonly Role[] } | { readonly staff: StaffKind }
  /** `system`: whoever sets the service up, who has no account. */
  readonly by: By | 'system'
  readonly byStaff?: boolean
}

/** Makes an invitation within `tx`, with its line in the log. */
export async function makeInvite(
  tx: Tx,
  { clock }: Pick<AuthDeps, 'clock'>,
  { invitee, into, by, byStaff = false }: Making,
): Promise<NewInvite> {
  const id = newId()
  const userId = by === 'system' ? null : by.userId
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(clock.now().getTime() + GOOD_FOR_MS)
  const {
    tenantId = null,
    roles = [],
    staff = null,
  } = { tenantId: undefined, roles: undefined, staff: undefined, ...into }
  await tx.insert(invites).values({
    id,
    tenantId,
    email: invitee.email.trim().toLowerCase(),
    name: invitee.name.trim(),
    roles: [...roles],
    staff,
    tokenHash: hashOfInvite(token),
    invitedBy: userId ?? NOBODY,
    expiresAt,
  })
  await recordAct(tx, {
    action: 'invite.create',
    userId,
    by,
    byStaff,
    objectKind: 'invite',
    objectId: id,
    ...(tenantId !== null && { tenantId }),
  })
  return { id, token, expiresAt }
}

/** Invites somebody into the office with the roles given; good for 24 hours. Needs `user:manage`. */
export async function createInvite(
  deps: AuthDeps,
  ctx: OfficeContext,
  { roles, ...invitee }: Invitee & { readonly roles: readonly Role[] },
): Promise<NewInvite> {
  requirePermission(ctx, 'user:manage')
  if (roles.length === 0) {
    throw new AppError('VALIDATION', 'Choose at least one role.', { details: { reason: 'no-role' } })
  }
  const by = personOf(ctx)
  if (by === undefined) {
    throw new AppError('FORBIDDEN', 'Only a person may invite.', { details: { reason: 'person-only' } })
  }
  return withoutTenant(deps.db, (tx) => makeInvite(tx, deps, { invitee, into: { tenantId: ctx.tenant.id, roles }, by }))
}

/** An invitation as the office's administrator sees it. */
export interface InviteLine extends Invitee {
  readonly id: string
  readonly roles: readonly Role[]
  readonly state: 'open' | 'accepted' | 'revoked' | 'expired'
  readonly expiresAt: Date
  readonly createdAt: Date
}

/** The invitations of an office, latest first. Needs `settings:read`. */
export async function listInvites(deps: AuthDeps, ctx: OfficeContext): Promise<InviteLine[]> {
  requirePermission(ctx, 'settings:read')
  const rows = await withoutTenant(deps.db, (tx) =>
    tx.select().from(invites).where(eq(invites.tenantId, ctx.tenant.id)).orderBy(desc(invites.createdAt)),
  )
  const now = deps.clock.now()
  return rows.map((invite) => {
    const { id, email, name, roles, expiresAt, createdAt } = invite
    return { id, email, name, roles, expiresAt, createdAt, state: stateOf(invite, now) }
  })
}

/** What has become of an invitation. */
export function stateOf(
  { acceptedAt, revokedAt, expiresAt }: Pick<typeof invites.$inferSelect, 'acceptedAt' | 'revokedAt' | 'expiresAt'>,
  now: Date,
): InviteLine['state'] {
  if (acceptedAt !== null) return 'accepted'
  if (revokedAt !== null) return 'revoked'
  return expiresAt <= now ? 'expired' : 'open'
}

/** Takes an invitation of the office back. Needs `user:manage`. NOT_FOUND when there is none open. */
export async function revokeInvite(deps: AuthDeps, ctx: OfficeContext, id: string): Promise<void> {
  requirePermission(ctx, 'user:manage')
  await withoutTenant(deps.db, async (tx) => {
    await takeBack(tx, deps, and(eq(invites.id, id), eq(invites.tenantId, ctx.tenant.id)))
    const by = personOf(ctx)
    await recordAct(tx, {
      action: 'invite.revoke',
      userId: by?.userId ?? null,
      by: by ?? 'system',
      objectKind: 'invite',
      objectId: id,
      tenantId: ctx.tenant.id,
    })
  })
}

/** Takes the one open invitation back that `which` finds. NOT_FOUND `unknown-invite` when it finds none. */
export async function takeBack(tx: Tx, { clock }: Pick<AuthDeps, 'clock'>, which: SQL | undefined): Promise<void> {
  const revoked = await tx
    .update(invites)
    .set({ revokedAt: clock.now() })
    .where(and(which, isNull(invites.acceptedAt), isNull(invites.revokedAt)))
    .returning({ id: invites.id })
  if (revoked.length > 0) return
  throw new AppError('NOT_FOUND', 'There is no such open invitation.', { details: { reason: 'unknown-invite' } })
}

/** Removes invitations that ended more than a year ago; gives the number. */
export async function sweepInvites(deps: AuthDeps): Promise<number> {
  const before = new Date(deps.clock.now().getTime() - KEPT_MS)
  const removed = await withoutTenant(deps.db, (tx) =>
    tx.delete(invites).where(lt(invites.expiresAt, before)).returning({ id: invites.id }),
  )
  return removed.length
}
