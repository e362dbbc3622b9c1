import { requirePermission } from '@cmr/auth'
import { type Tx, withTenant } from '@cmr/db'
import { jobs, type JobError, type JobState } from '@cmr/db/schema'
import type { RunLedger } from '@cmr/intake'
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { type BatchView, batchView } from '../batches/batch-view.ts'
import { getBatchRow, listBatchFiles } from '../batches/batch-store.ts'
import type { Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { getPolicyRow } from '../policies/policy-store.ts'
import { type PolicyView, policyView } from '../policies/policy-view.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { getRunRow } from './run-store.ts'
import { runLedgerOf, type RunReportView, runReportView, type RunView, runView } from './run-view.ts'

export const GetRunInput = z.strictObject({ runId: z.uuid() })
export type GetRunInput = z.input<typeof GetRunInput>

/** A run with what went in and, once it is published, what came out. */
export interface RunDetail extends RunView {
  readonly batch: BatchView
  readonly policy: PolicyView
  readonly job: { readonly id: string; readonly state: JobState; readonly error: JobError | null } | null
  readonly report: RunReportView | null
  /** Null until it is published, and for runs published before there were ledgers. */
  readonly ledger: RunLedger | null
  /** Whether it is published and was compared with earlier rules. */
  readonly compared: boolean
}

export async function getRun(ctx: Context, deps: ServiceDeps, input: GetRunInput): Promise<RunDetail> {
  requirePermission(ctx, 'run:read')
  const { runId } = parseInput(GetRunInput, input)
  return withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const run = await getRunRow(tx, ctx, runId)
    const batch = await getBatchRow(tx, ctx, run.batchId)
    const files = await listBatchFiles(tx, ctx, [run.batchId])
    const policy = await getPolicyRow(tx, ctx, run.policyId)
    return {
      ...runView(run),
      batch: batchView(batch, files),
      policy: policyView(policy),
      job: await findJobOfRun(tx, ctx, runId),
      report: runReportView(run),
      ledger: runLedgerOf(run),
      compared: run.comparison !== null,
    }
  })
}

async function findJobOfRun(tx: Tx, ctx: Context, runId: string): Promise<RunDetail['job']> {
  const [job] = await tx
    .select({ id: jobs.id, state: jobs.state, error: jobs.error })
    .from(jobs)
    .where(and(eq(jobs.tenantId, ctx.tenant.id), eq(jobs.runId, runId)))
  return job ?? null
}
