import { requirePermission } from '@cmr/auth'
import { newId, withTenant } from '@cmr/db'
import { batches } from '@cmr/db/schema'
import { findCounty } from '@cmr/engine'
import { z } from 'zod'
import { audit } from '../audit/audit.ts'
import { actorUserId, type Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { tenantJurisdiction } from '../tenant-ruleset.ts'

export const CreateBatchInput = z.strictObject({
  /** County whose convictions are looked for; the office's own when absent. */
  county: z.string().min(1).max(100).optional(),
})
export type CreateBatchInput = z.input<typeof CreateBatchInput>

/** Opens a batch that files can be added to. Throws VALIDATION for a county the state does not have. */
export async function createBatch(ctx: Context, deps: ServiceDeps, input: CreateBatchInput): Promise<{ id: string }> {
  requirePermission(ctx, 'file:write')
  const parsed = parseInput(CreateBatchInput, input)
  const county = findCounty(tenantJurisdiction(ctx), parsed.county ?? ctx.tenant.county)
  const id = newId()
  await withTenant(deps.db, ctx.tenant.id, async (tx) => {
    await tx.insert(batches).values({ tenantId: ctx.tenant.id, id, county, createdBy: actorUserId(ctx) })
    await audit(tx, ctx, { action: 'batch.create', objectKind: 'batch', objectId: id })
  })
  return { id }
}
