import { requirePermission } from '@cmr/auth'
import { withTenant } from '@cmr/db'
import type { ReportedCause } from '@cmr/engine'
import { AppError } from '@cmr/errors'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { getPublishedRun, type RunRow } from '../runs/run-store.ts'
import { type RunView, runView } from '../runs/run-view.ts'
import type { ServiceDeps } from '../service-deps.ts'
import type { ComparisonReport } from './comparison-report.ts'

export const GetComparisonInput = z.strictObject({ runId: z.uuid() })
export type GetComparisonInput = z.input<typeof GetComparisonInput>

/** Convictions with one answer by the earlier rules and one by the run's. */
export interface AnswerChange {
  readonly from: string
  readonly to: string
  readonly count: number
}

/** How a run's answers differ from those of earlier rules, by cause. */
export interface ComparisonView {
  readonly run: RunView
  readonly before: ComparisonReport['before']
  /** In the order of the comparison; causes that explain nothing are left out. */
  readonly causes: readonly (ReportedCause & {
    /** Convictions. */
    readonly count: number
    readonly people: number
    readonly changes: readonly AnswerChange[]
  })[]
  /** Convictions compared, and those with the same answer. */
  readonly total: number
  readonly same: number
  readonly people: ComparisonReport['people']
}

/** Throws NOT_FOUND until the run is published, and for a run without a comparison. */
export async function getComparison(
  ctx: Context,
  deps: ServiceDeps,
  input: GetComparisonInput,
): Promise<ComparisonView> {
  requirePermission(ctx, 'run:read')
  const { runId } = parseInput(GetComparisonInput, input)
  const run = await withTenant(deps.db, ctx.tenant.id, (tx) => getPublishedRun(tx, ctx, runId))
  const { before, causes, convictions, people } = comparisonOf(run)
  return {
    run: runView(run),
    before,
    causes: causes.map(({ convictions: count, answers, ...cause }) => ({
      ...cause,
      count,
      changes: answers.map(({ before: from, after: to, count: of }) => ({ from, to, count: of })),
    })),
    total: convictions.compared,
    same: convictions.same,
    people,
  }
}

/** The stored comparison of a published run. Throws NOT_FOUND when it has none. */
export function comparisonOf({ comparison }: Pick<RunRow, 'comparison'>): ComparisonReport {
  // Safe: `publishRun` is the only writer.
  if (comparison !== null) return comparison as ComparisonReport
  throw new AppError('NOT_FOUND', 'This run was not compared with earlier rules. Start a new run that is.', {
    details: { reason: 'no-comparison' },
  })
}
