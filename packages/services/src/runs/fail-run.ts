import { withTenant } from '@cmr/db'
import { determinations, jobChunks, runDifferences, runFiles } from '@cmr/db/schema'
import { and, eq, ne } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { type Context, requireSystem } from '../context.ts'
import { FailJobInput } from '../jobs/job-input.ts'
import { closeJob } from '../jobs/job-store.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { lockEvaluateJob } from './evaluate-job.ts'
import { removeObjects } from './result-objects.ts'
import type { ResultsState } from './results-lease.ts'
import { updateRun } from './run-store.ts'

/**
 * Gives a run up: its answers and result files are removed, and what was published before stays published. A run that
 * is published or failed already is left alone.
 */
export async function failRun(ctx: Context, deps: ServiceDeps, input: FailJobInput): Promise<void> {
  requireSystem(ctx)
  const { jobId, reason, message } = parseInput(FailJobInput, input)
  const tenantId = ctx.tenant.id
  const objects = await withTenant(deps.ingestDb, tenantId, async (tx) => {
    const { job, run } = await lockEvaluateJob(tx, ctx, jobId)
    if (job.state === 'done' || job.state === 'failed') return []
    const open = and(eq(jobChunks.tenantId, tenantId), eq(jobChunks.jobId, jobId), ne(jobChunks.state, 'done'))
    const stopped = await tx
      .update(jobChunks)
      .set({ state: 'failed', leaseUntil: null })
      .where(open)
      .returning({ stage: jobChunks.stage, result: jobChunks.result })
    const written = await tx
      .delete(runFiles)
      .where(and(eq(runFiles.tenantId, tenantId), eq(runFiles.runId, run.id)))
      .returning({ objectId: runFiles.objectId })
    await tx.delete(determinations).where(and(eq(determinations.tenantId, tenantId), eq(determinations.runId, run.id)))
    await tx.delete(runDifferences).where(and(eq(runDifferences.tenantId, tenantId), eq(runDifferences.runId, run.id)))
    await updateRun(tx, ctx, run.id, { state: 'failed' })
    await closeJob(tx, job, { state: 'failed', error: { reason, message } })
    await audit(tx, ctx, { action: 'run.fail', objectKind: 'run', objectId: run.id })
    // Safe: an unfinished results chunk holds what `leaseResults` wrote.
    const begun = stopped.flatMap(({ stage, result }) =>
      stage === 'results' ? ((result as ResultsState | null)?.objects ?? []) : [],
    )
    return [...begun, ...written.map(({ objectId }) => objectId)]
  })
  await removeObjects(deps.store, tenantId, objects)
}
