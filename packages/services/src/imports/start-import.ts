import { withTenant } from '@cmr/db'
import { jobs, type JobState } from '@cmr/db/schema'
import { and, eq, sql } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { listBatchFiles } from '../batches/batch-store.ts'
import { type Context, requireSystem } from '../context.ts'
import { lockJob } from '../jobs/job-store.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { JobInput } from '../jobs/job-input.ts'

/** What an import has to do: its files in order of position. A job that is over has none left. */
export interface ImportPlan {
  readonly state: JobState
  readonly files: readonly { readonly batchFileId: string; readonly position: number }[]
}

export async function startImport(ctx: Context, deps: ServiceDeps, input: JobInput): Promise<ImportPlan> {
  requireSystem(ctx)
  const { jobId } = parseInput(JobInput, input)
  return withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const job = await lockJob(tx, ctx, jobId, 'import')
    if (job.state === 'done' || job.state === 'failed') return { state: job.state, files: [] }
    await tx
      .update(jobs)
      .set({ state: 'running', attempts: sql`${jobs.attempts} + 1` })
      .where(and(eq(jobs.tenantId, ctx.tenant.id), eq(jobs.id, jobId)))
    await audit(tx, ctx, { action: 'import.start', objectKind: 'job', objectId: jobId })
    const files = await listBatchFiles(tx, ctx, [job.batchId])
    return {
      state: 'running',
      files: files.map(({ batchFile: { id, position } }) => ({ batchFileId: id, position })),
    }
  })
}
