import type { Tx } from '@cmr/db'
import { jobs } from '@cmr/db/schema'
import { invariant } from '@cmr/errors'
import { and, eq } from 'drizzle-orm'
import { type BatchFile, listBatchFiles } from '../batches/batch-store.ts'
import type { Context } from '../context.ts'
import { getJob, type JobRow, lockJob } from '../jobs/job-store.ts'
import { getRunRow, type RunRow } from './run-store.ts'

/** An evaluate job and the run it does. */
export interface EvaluateJob {
  readonly job: JobRow
  readonly run: RunRow
}

/** Throws NOT_FOUND for a job of another kind or another office. */
export async function getEvaluateJob(tx: Tx, ctx: Context, jobId: string): Promise<EvaluateJob> {
  return runOf(tx, ctx, await getJob(tx, ctx, jobId, 'evaluate'))
}

/** The job, locked until the transaction ends, and its run. */
export async function lockEvaluateJob(tx: Tx, ctx: Context, jobId: string): Promise<EvaluateJob> {
  return runOf(tx, ctx, await lockJob(tx, ctx, jobId, 'evaluate'))
}

async function runOf(tx: Tx, ctx: Context, job: JobRow): Promise<EvaluateJob> {
  invariant(job.runId !== null, 'an evaluate job has a run')
  return { job, run: await getRunRow(tx, ctx, job.runId) }
}

/** All files of a batch, and those of them that were loaded. */
export async function listRunSources(
  tx: Tx,
  ctx: Context,
  batchId: string,
): Promise<{ all: BatchFile[]; loaded: BatchFile[] }> {
  const all = await listBatchFiles(tx, ctx, [batchId])
  return { all, loaded: all.filter(({ batchFile }) => batchFile.state === 'loaded') }
}

/** The job that imported a batch: its load chunks say where records end. */
export async function getImportJobId(tx: Tx, ctx: Context, batchId: string): Promise<string> {
  const [job] = await tx
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(eq(jobs.tenantId, ctx.tenant.id), eq(jobs.batchId, batchId), eq(jobs.kind, 'import')))
  invariant(job !== undefined, 'an imported batch has an import job')
  return job.id
}
