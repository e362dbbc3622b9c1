import { requirePermission } from '@cmr/auth'
import { type Tx, withTenant } from '@cmr/db'
import { supportGrants } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { and, desc, eq } from 'drizzle-orm'
import { z } from 'zod'
import { audit } from '../audit/audit.ts'
import { actorUserId, type Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { grantColumns, type SupportGrantView, unknownGrant } from './grant-view.ts'

export const GrantInput = z.strictObject({ grantId: z.uuid() })
export type GrantInput = z.input<typeof GrantInput>

export const DecideSupportInput = z.strictObject({
  ...GrantInput.shape,
  decision: z.enum(['approved', 'denied']),
})
export type DecideSupportInput = z.input<typeof DecideSupportInput>

/** The office's requests and grants, latest first, at most 200. */
export async function listSupportGrants(ctx: Context, deps: ServiceDeps): Promise<SupportGrantView[]> {
  requirePermission(ctx, 'settings:read')
  return withTenant(deps.db, ctx.tenant.id, (tx) =>
    tx
      .select(grantColumns)
      .from(supportGrants)
      .where(eq(supportGrants.tenantId, ctx.tenant.id))
      .orderBy(desc(supportGrants.createdAt))
      .limit(200),
  )
}

/**
 * Approves or denies a request. An approved one runs from now for the hours it asked for, by database time. Throws
 * NOT_FOUND, and CONFLICT (`grant-decided`) for a request that was decided before.
 */
export async function decideSupport(
  ctx: Context,
  deps: ServiceDeps,
  input: DecideSupportInput,
): Promise<SupportGrantView> {
  requirePermission(ctx, 'grant:decide')
  const { grantId, decision } = parseInput(DecideSupportInput, input)
  return withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const grant = await lockGrant(tx, ctx, grantId)
    if (grant.state !== 'requested') throw decidedBefore()
    await tx
      .update(supportGrants)
      .set({ state: decision, decidedBy: actorUserId(ctx) })
      .where(ofGrant(ctx, grantId))
    const action = decision === 'approved' ? 'support.approve' : 'support.deny'
    await audit(tx, ctx, { action, objectKind: 'support-grant', objectId: grantId })
    return lockGrant(tx, ctx, grantId)
  })
}

/** Ends a grant of the office before its time. Its pages and streams end within a second. Throws NOT_FOUND and CONFLICT. */
export async function revokeSupport(ctx: Context, deps: ServiceDeps, input: GrantInput): Promise<SupportGrantView> {
  requirePermission(ctx, 'grant:decide')
  const { grantId } = parseInput(GrantInput, input)
  return withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const grant = await lockGrant(tx, ctx, grantId)
    if (grant.state !== 'approved') throw decidedBefore()
    const set = { state: 'revoked', revokedBy: actorUserId(ctx) } as const
    await tx.update(supportGrants).set(set).where(ofGrant(ctx, grantId))
    await audit(tx, ctx, { action: 'support.revoke', objectKind: 'support-grant', objectId: grantId })
    return lockGrant(tx, ctx, grantId)
  })
}

/** Gives back the grant somebody acts under. Throws FORBIDDEN for anybody else. */
export async function endSupport(ctx: Context, deps: ServiceDeps): Promise<void> {
  const { actor } = ctx
  if (actor.kind !== 'support') {
    throw new AppError('FORBIDDEN', 'Only who acts under a grant gives it back.', {
      details: { reason: 'support-only' },
    })
  }
  // The least a grant gives.
  requirePermission(ctx, 'batch:read')
  await withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const grant = await lockGrant(tx, ctx, actor.grantId)
    if (grant.state !== 'approved') return
    const set = { state: 'ended', revokedBy: actor.userId } as const
    await tx.update(supportGrants).set(set).where(ofGrant(ctx, actor.grantId))
    await audit(tx, ctx, { action: 'support.end', objectKind: 'support-grant', objectId: actor.grantId })
  })
}

async function lockGrant(tx: Tx, ctx: Context, grantId: string): Promise<SupportGrantView> {
  const [grant] = await tx.select(grantColumns).from(supportGrants).where(ofGrant(ctx, grantId)).for('update')
  if (grant === undefined) throw unknownGrant()
  return grant
}

function ofGrant(ctx: Context, grantId: string) {
  return and(eq(supportGrants.tenantId, ctx.tenant.id), eq(supportGrants.id, grantId))
}

function decidedBefore(): AppError {
  return new AppError('CONFLICT', 'This request has been decided, or its time is over.', {
    details: { reason: 'grant-decided' },
  })
}
