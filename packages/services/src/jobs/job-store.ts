import { newId, type Tx } from '@cmr/db'
import { jobs, outbox, progress, type JobError, type JobKind } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { and, eq, sql } from 'drizzle-orm'
import { actorUserId, type Context } from '../context.ts'

export type JobRow = typeof jobs.$inferSelect

/** Events that wake background work. They carry ids only. */
export type JobEvent = 'cmr/batch.confirmed' | 'cmr/run.requested'

/** Throws NOT_FOUND for another office's job too, and for a job of another kind. */
export async function getJob(tx: Tx, ctx: Context, jobId: string, kind?: JobKind): Promise<JobRow> {
  const [job] = await tx
    .select()
    .from(jobs)
    .where(and(eq(jobs.tenantId, ctx.tenant.id), eq(jobs.id, jobId)))
  return found(job, kind)
}

/** The job's row, locked until the transaction ends: what happens to a job as a whole happens in turn. */
export async function lockJob(tx: Tx, ctx: Context, jobId: string, kind: JobKind): Promise<JobRow> {
  const own = and(eq(jobs.tenantId, ctx.tenant.id), eq(jobs.id, jobId))
  const [job] = await tx.select().from(jobs).where(own).for('update')
  return found(job, kind)
}

function found(job: JobRow | undefined, kind: JobKind | undefined): JobRow {
  if (job !== undefined && (kind === undefined || job.kind === kind)) return job
  throw new AppError('NOT_FOUND', 'There is no such job.', { details: { reason: 'unknown-job' } })
}

/** Adds a job and, in the same transaction, the event that will wake it. Returns the job's id. */
export async function insertJob(
  tx: Tx,
  ctx: Context,
  job: { kind: JobKind; batchId: string; runId?: string },
): Promise<string> {
  const id = newId()
  const { batchId, runId } = job
  await tx.insert(jobs).values({ tenantId: ctx.tenant.id, id, ...job, createdBy: actorUserId(ctx) })
  const base = { tenantId: ctx.tenant.id, jobId: id }
  const name: JobEvent = job.kind === 'import' ? 'cmr/batch.confirmed' : 'cmr/run.requested'
  await tx.insert(outbox).values({ name, data: runId === undefined ? { ...base, batchId } : { ...base, runId } })
  return id
}

/** Ends a job; `error` only with `failed`. Whoever follows its progress hears of it. */
export async function closeJob(
  tx: Tx,
  job: JobRow,
  end: { state: 'done' } | { state: 'failed'; error: JobError },
): Promise<void> {
  await tx
    .update(jobs)
    .set(end)
    .where(and(eq(jobs.tenantId, job.tenantId), eq(jobs.id, job.id)))
  await tx
    .update(progress)
    .set({ updatedAt: sql`clock_timestamp()` })
    .where(and(eq(progress.tenantId, job.tenantId), eq(progress.jobId, job.id)))
}
