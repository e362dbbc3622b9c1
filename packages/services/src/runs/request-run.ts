import { requirePermission } from '@cmr/auth'
import { withTenant } from '@cmr/db'
import { AppError } from '@cmr/errors'
import { z } from 'zod'
import { audit } from '../audit/audit.ts'
import { listBatchFiles, lockBatch } from '../batches/batch-store.ts'
import { chooseComparedRules, CompareInput } from '../comparisons/compared-rules.ts'
import { actorUserId, type Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { tenantJurisdiction, tenantRuleset } from '../tenant-ruleset.ts'
import { insertRun } from './run-store.ts'

export const RequestRunInput = z.strictObject({
  batchId: z.uuid(),
  /** The jurisdiction's default ruleset when absent. */
  ruleset: z.string().optional(),
  profile: z.string().optional(),
  /** The day the law and the records are read as of; today when absent. */
  asOf: z.iso.date().optional(),
  /** Earlier rules to compare its answers with; none when absent. */
  compare: CompareInput.optional(),
})
export type RequestRunInput = z.input<typeof RequestRunInput>

/**
 * Asks for a batch to be evaluated with the office's current policy. An equal request that is still under way is
 * answered with that run. Throws NOT_FOUND for rules it cannot be compared with, PRECONDITION until the batch is imported, and for one an earlier version imported.
 */
export async function requestRun(ctx: Context, deps: ServiceDeps, input: RequestRunInput): Promise<{ runId: string }> {
  requirePermission(ctx, 'run:start')
  const parsed = parseInput(RequestRunInput, input)
  const ruleset = tenantRuleset(ctx, parsed)
  const jurisdiction = tenantJurisdiction(ctx)
  const { compare: earlier } = parsed
  const compare = earlier === undefined ? null : chooseComparedRules(jurisdiction, ruleset, earlier)
  const today = deps.clock.today(jurisdiction.timeZone)
  return withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const batch = await lockBatch(tx, ctx, parsed.batchId)
    if (batch.state !== 'ready') {
      throw new AppError('PRECONDITION', 'This batch has no imported file to evaluate yet.', {
        details: { reason: 'batch-not-ready' },
      })
    }
    const files = await listBatchFiles(tx, ctx, [batch.id])
    if (files.some(({ batchFile }) => batchFile.state === 'loaded' && batchFile.ledger === null)) {
      throw new AppError('PRECONDITION', 'This batch was imported by an earlier version. Send its files again.', {
        details: { reason: 'import-outdated' },
      })
    }
    const { runId, jobId } = await insertRun(tx, ctx, {
      batch,
      ruleset,
      compare,
      asOf: parsed.asOf ?? today,
      today,
      preparedBy: actorUserId(ctx),
    })
    if (jobId !== undefined) await audit(tx, ctx, { action: 'run.request', objectKind: 'run', objectId: runId })
    return { runId }
  })
}
