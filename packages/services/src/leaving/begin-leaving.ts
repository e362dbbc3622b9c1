import { requirePermission } from '@cmr/auth'
import { withTenant } from '@cmr/db'
import { tenants } from '@cmr/db/schema'
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { findSettings, requireNoHold } from '../retention/retention-store.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { lockTenant, requireNoRemoval, requireState, tellIdentity } from './tenant-state.ts'

export const BeginLeavingInput = z.strictObject({ reason: z.string().trim().min(1).max(500) })
export type BeginLeavingInput = z.input<typeof BeginLeavingInput>

/**
 * Asks that everything of the office be removed. Nothing is yet: the office exports what it owns, then an operator
 * finishes. Throws PRECONDITION `legal-hold`, or `tenant-leaving` when it was asked already.
 */
export async function beginLeaving(
  ctx: Context,
  deps: Pick<ServiceDeps, 'db'>,
  input: BeginLeavingInput,
): Promise<void> {
  requirePermission(ctx, 'retention:manage')
  const { reason } = parseInput(BeginLeavingInput, input)
  await withTenant(deps.db, ctx.tenant.id, async (tx) => {
    requireState(await lockTenant(tx, ctx.tenant.id), 'active')
    requireNoHold(await findSettings(tx, ctx))
    await tx.update(tenants).set({ state: 'leaving' }).where(eq(tenants.id, ctx.tenant.id))
    await audit(tx, ctx, { action: 'leaving.begin', objectKind: 'tenant', objectId: ctx.tenant.id, purpose: reason })
  })
  await tellIdentity(deps, ctx.tenant.id, 'leaving')
}

/** Takes the request back. Throws PRECONDITION `not-leaving`, or `removal-begun` when it is too late. */
export async function cancelLeaving(ctx: Context, deps: Pick<ServiceDeps, 'db'>): Promise<void> {
  requirePermission(ctx, 'retention:manage')
  await withTenant(deps.db, ctx.tenant.id, async (tx) => {
    requireState(await lockTenant(tx, ctx.tenant.id), 'leaving')
    await requireNoRemoval(tx, ctx)
    await tx.update(tenants).set({ state: 'active' }).where(eq(tenants.id, ctx.tenant.id))
    await audit(tx, ctx, { action: 'leaving.cancel', objectKind: 'tenant', objectId: ctx.tenant.id })
  })
  await tellIdentity(deps, ctx.tenant.id, 'active')
}
