import { requirePermission } from '@cmr/auth'
import { withTenant } from '@cmr/db'
import { AppError } from '@cmr/errors'
import { z } from 'zod'
import { audit } from '../audit/audit.ts'
import { actorUserId, type Context } from '../context.ts'
import { lockTenant, requireNoRemoval } from '../leaving/tenant-state.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { findSettings, isHeld, saveSettings } from './retention-store.ts'

export const HoldInput = z.strictObject({
  /** Why, for whoever reads the log: a case number, a letter's date. */
  reason: z.string().trim().min(1).max(500),
})
export type HoldInput = z.input<typeof HoldInput>

/**
 * Holds every record of the office: nothing is removed until the hold is released. Throws CONFLICT under a hold, and
 * PRECONDITION `removal-begun` when the office's removal has begun.
 */
export async function placeHold(
  ctx: Context,
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  input: HoldInput,
): Promise<void> {
  requirePermission(ctx, 'retention:manage')
  const { reason } = parseInput(HoldInput, input)
  await withTenant(deps.db, ctx.tenant.id, async (tx) => {
    // Locked first: whoever begins the removal looks for a hold under the same lock.
    await lockTenant(tx, ctx.tenant.id)
    await requireNoRemoval(tx, ctx)
    if (isHeld(await findSettings(tx, ctx, 'update'))) {
      throw new AppError('CONFLICT', 'The records are under a legal hold already.', {
        details: { reason: 'legal-hold' },
      })
    }
    await saveSettings(tx, ctx, { holdReason: reason, holdAt: deps.clock.now(), holdBy: actorUserId(ctx) })
    await audit(tx, ctx, { action: 'hold.place', objectKind: 'tenant', objectId: ctx.tenant.id, purpose: reason })
  })
}

/** Ends the hold; the reason stays in the log. Throws PRECONDITION when there is none. */
export async function releaseHold(ctx: Context, deps: Pick<ServiceDeps, 'db'>, input: HoldInput): Promise<void> {
  requirePermission(ctx, 'retention:manage')
  const { reason } = parseInput(HoldInput, input)
  await withTenant(deps.db, ctx.tenant.id, async (tx) => {
    if (!isHeld(await findSettings(tx, ctx, 'update'))) {
      throw new AppError('PRECONDITION', 'The records are not under a legal hold.', {
        details: { reason: 'no-legal-hold' },
      })
    }
    await saveSettings(tx, ctx, { holdReason: null, holdAt: null, holdBy: null })
    await audit(tx, ctx, { action: 'hold.release', objectKind: 'tenant', objectId: ctx.tenant.id, purpose: reason })
  })
}
