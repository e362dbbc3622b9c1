import { requirePermission } from '@cmr/auth'
import { withTenant } from '@cmr/db'
import { type PresumedFact, presumedFact } from '@cmr/engine'
import { z } from 'zod'
import { rulesetOfRun } from '../answers/ruleset-of-run.ts'
import type { Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import type { QualityReport } from '../runs/run-report.ts'
import { getPublishedRun } from '../runs/run-store.ts'
import type { ServiceDeps } from '../service-deps.ts'

export const ListPresumptionsInput = z.strictObject({
  /** The run published last when absent. */
  runId: z.uuid().optional(),
})
export type ListPresumptionsInput = z.input<typeof ListPresumptionsInput>

/** A fact that answers of a run presume, with the number of those answers; an answer counts for each fact it presumes. */
export interface CountedPresumption extends PresumedFact {
  readonly count: number
}

/**
 * The facts a published run presumes, most frequent first; none for a run of before there were quality reports.
 * Throws NOT_FOUND when nothing is published.
 */
export async function listPresumptions(
  ctx: Context,
  deps: ServiceDeps,
  input: ListPresumptionsInput,
): Promise<CountedPresumption[]> {
  requirePermission(ctx, 'result:read')
  const { runId } = parseInput(ListPresumptionsInput, input)
  const run = await withTenant(deps.db, ctx.tenant.id, (tx) => getPublishedRun(tx, ctx, runId))
  // Safe: `publishRun` is the only writer.
  const quality = run.quality as QualityReport | null
  const ruleset = rulesetOfRun(run)
  return Object.entries(quality?.presumptions ?? {})
    .map(([id, count]) => ({ ...presumedFact(ruleset, id), count }))
    .sort((a, b) => b.count - a.count)
}
