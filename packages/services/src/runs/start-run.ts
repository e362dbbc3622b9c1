import { withTenant } from '@cmr/db'
import { jobs, type JobState } from '@cmr/db/schema'
import { invariant } from '@cmr/errors'
import { and, eq, sql } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { type Context, requireSystem } from '../context.ts'
import { cutParts } from '../imports/subject-parts.ts'
import { insertChunks, listChunks } from '../jobs/chunk-store.ts'
import { JobInput } from '../jobs/job-input.ts'
import { addProgress } from '../jobs/progress-store.ts'
import { parseInput } from '../parse-input.ts'
import { type ServiceDeps, settingsOf } from '../service-deps.ts'
import { listRunSources, lockEvaluateJob } from './evaluate-job.ts'
import { compileRun } from './run-program.ts'
import { updateRun } from './run-store.ts'

/** What a run has to do: the loaded files of its batch, each in `parts` pieces numbered from 0. A job that is over has none left. */
export interface RunPlan {
  readonly state: JobState
  readonly files: readonly { readonly batchFileId: string; readonly position: number; readonly parts: number }[]
}

/** Begins a run: compiles its rules and cuts its subjects into parts. Starting twice gives the same plan. */
export async function startRun(ctx: Context, deps: ServiceDeps, input: JobInput): Promise<RunPlan> {
  requireSystem(ctx)
  const { jobId } = parseInput(JobInput, input)
  return withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const { job, run } = await lockEvaluateJob(tx, ctx, jobId)
    if (job.state === 'done' || job.state === 'failed') return { state: job.state, files: [] }
    compileRun(run)
    const { loaded } = await listRunSources(tx, ctx, run.batchId)
    invariant(loaded.length > 0, 'a batch that is ready has a loaded file')
    if (job.state === 'queued') {
      for (const { batchFile } of loaded) {
        const { id: batchFileId, rows } = batchFile
        const parts = await cutParts(tx, ctx, batchFileId, settingsOf(deps).subjectsPerPart)
        await insertChunks(tx, ctx, { jobId, stage: 'evaluate', batchFileId }, parts)
        await insertChunks(tx, ctx, { jobId, stage: 'results', batchFileId }, [
          { start: 0, end: 0, rowCount: rows ?? 0 },
        ])
        for (const stage of ['evaluate', 'results'] as const)
          await addProgress(tx, ctx, jobId, stage, { total: rows ?? 0 })
      }
      // The report over all files, and the publication with it.
      await insertChunks(tx, ctx, { jobId, stage: 'results', batchFileId: null }, [{ start: 0, end: 0, rowCount: 0 }])
      await updateRun(tx, ctx, run.id, { state: 'running' })
    }
    await tx
      .update(jobs)
      .set({ state: 'running', attempts: sql`${jobs.attempts} + 1` })
      .where(and(eq(jobs.tenantId, ctx.tenant.id), eq(jobs.id, jobId)))
    await audit(tx, ctx, { action: 'run.start', objectKind: 'run', objectId: run.id })
    const chunks = await listChunks(tx, ctx, { jobId, stage: 'evaluate' })
    const files = loaded.map(({ batchFile: { id, position } }) => ({
      batchFileId: id,
      position,
      parts: chunks.filter(({ batchFileId }) => batchFileId === id).length,
    }))
    return { state: 'running', files }
  })
}
