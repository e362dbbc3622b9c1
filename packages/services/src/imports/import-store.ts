import type { Tx } from '@cmr/db'
import {
  batches,
  batchFiles,
  files,
  jobChunks,
  type Rejection,
  setAsideRows,
  subjects,
  subjectSlices,
} from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { and, asc, eq, isNotNull, lt, ne, notInArray, or, sql, sum } from 'drizzle-orm'
import type { BatchFile, BatchFileRow } from '../batches/batch-store.ts'
import { getBatchFile } from '../batches/batch-store.ts'
import type { Context } from '../context.ts'
import { getJob, type JobRow } from '../jobs/job-store.ts'
import { addProgress, raiseProgress } from '../jobs/progress-store.ts'

/** A file of the batch an import job is about. */
export interface ImportFile extends BatchFile {
  readonly job: JobRow
}

/** Throws NOT_FOUND for a file of another batch. */
export async function getImportFile(tx: Tx, ctx: Context, jobId: string, batchFileId: string): Promise<ImportFile> {
  const job = await getJob(tx, ctx, jobId, 'import')
  const found = await getBatchFile(tx, ctx, batchFileId)
  if (found.batchFile.batchId !== job.batchId) {
    throw new AppError('NOT_FOUND', 'There is no such file in this batch.', { details: { reason: 'unknown-file' } })
  }
  return { ...found, job }
}

/**
 * The file's row, locked until the transaction ends. `update` to change its state; `share` to add to a file while
 * others do, none of whom can refuse it meanwhile.
 */
export async function lockBatchFile(
  tx: Tx,
  ctx: Context,
  batchFileId: string,
  strength: 'update' | 'share' = 'update',
): Promise<BatchFileRow> {
  const own = and(eq(batchFiles.tenantId, ctx.tenant.id), eq(batchFiles.id, batchFileId))
  const [row] = await tx.select().from(batchFiles).where(own).for(strength)
  if (row !== undefined) return row
  throw new AppError('NOT_FOUND', 'There is no such file in this batch.', { details: { reason: 'unknown-file' } })
}

export async function updateBatchFile(
  tx: Tx,
  ctx: Context,
  batchFileId: string,
  set: Partial<
    Pick<
      BatchFileRow,
      'state' | 'rejection' | 'rows' | 'lines' | 'firstDataLine' | 'sourceColumns' | 'counties' | 'ledger'
    >
  >,
): Promise<void> {
  await tx
    .update(batchFiles)
    .set(set)
    .where(and(eq(batchFiles.tenantId, ctx.tenant.id), eq(batchFiles.id, batchFileId)))
}

/** Bytes of the batch's files that have been looked through. */
export async function inspectedBytes(tx: Tx, ctx: Context, batchId: string): Promise<number> {
  const [found] = await tx
    .select({ bytes: sum(files.size).mapWith(Number) })
    .from(batchFiles)
    .innerJoin(files, and(eq(files.tenantId, batchFiles.tenantId), eq(files.id, batchFiles.fileId)))
    .where(
      and(
        eq(batchFiles.tenantId, ctx.tenant.id),
        eq(batchFiles.batchId, batchId),
        notInArray(batchFiles.state, ['waiting', 'inspecting']),
      ),
    )
  return found?.bytes ?? 0
}

/** When the same bytes were stored before, in a file of a batch confirmed earlier or earlier in the same batch. */
export async function findEarlierCopy(tx: Tx, ctx: Context, { batchFile, file }: BatchFile): Promise<Date | undefined> {
  if (file.sha256 === null) return undefined
  const [own] = await tx
    .select({ confirmedAt: batches.confirmedAt })
    .from(batches)
    .where(and(eq(batches.tenantId, ctx.tenant.id), eq(batches.id, batchFile.batchId)))
  const sameBatchBefore = and(eq(batches.id, batchFile.batchId), lt(batchFiles.position, batchFile.position))
  const batchBefore = own?.confirmedAt
    ? and(ne(batches.id, batchFile.batchId), lt(batches.confirmedAt, own.confirmedAt))
    : undefined
  const [earlier] = await tx
    .select({ storedAt: files.storedAt })
    .from(files)
    .innerJoin(batchFiles, and(eq(batchFiles.tenantId, files.tenantId), eq(batchFiles.fileId, files.id)))
    .innerJoin(batches, and(eq(batches.tenantId, files.tenantId), eq(batches.id, batchFiles.batchId)))
    .where(
      and(
        eq(files.tenantId, ctx.tenant.id),
        eq(files.sha256, file.sha256),
        ne(batchFiles.state, 'rejected'),
        // Imported before there were ledgers: it must be sent again to be evaluated.
        or(ne(batchFiles.state, 'loaded'), isNotNull(batchFiles.ledger)),
        notInArray(batches.state, ['draft', 'failed']),
        batchBefore === undefined ? sameBatchBefore : sql`(${sameBatchBefore} or ${batchBefore})`,
      ),
    )
    .orderBy(asc(files.storedAt))
    .limit(1)
  return earlier?.storedAt ?? undefined
}

/**
 * Refuses a file: nothing of it stays but the reason. Its work counts as dealt with. Refusing it twice changes
 * nothing. Returns whether it was refused by this call.
 */
export async function rejectBatchFile(
  tx: Tx,
  ctx: Context,
  job: Pick<JobRow, 'id' | 'batchId'>,
  batchFileId: string,
  rejection: Rejection,
): Promise<boolean> {
  const { state } = await lockBatchFile(tx, ctx, batchFileId)
  if (state === 'rejected') return false
  const own = ctx.tenant.id
  await tx.delete(subjectSlices).where(and(eq(subjectSlices.tenantId, own), eq(subjectSlices.batchFileId, batchFileId)))
  await tx.delete(setAsideRows).where(and(eq(setAsideRows.tenantId, own), eq(setAsideRows.batchFileId, batchFileId)))
  // Charges go with their subjects.
  await tx.delete(subjects).where(and(eq(subjects.tenantId, own), eq(subjects.batchFileId, batchFileId)))
  const dropped = await tx
    .update(jobChunks)
    .set({ state: 'failed', leaseUntil: null })
    .where(
      and(
        eq(jobChunks.tenantId, own),
        eq(jobChunks.jobId, job.id),
        eq(jobChunks.batchFileId, batchFileId),
        ne(jobChunks.state, 'done'),
      ),
    )
    .returning({ stage: jobChunks.stage, rowCount: jobChunks.rowCount })
  await updateBatchFile(tx, ctx, batchFileId, { state: 'rejected', rejection })
  for (const stage of ['load', 'people'] as const) {
    const done = dropped.reduce((rows, chunk) => rows + (chunk.stage === stage ? (chunk.rowCount ?? 0) : 0), 0)
    if (done > 0) await addProgress(tx, ctx, job.id, stage, { done })
  }
  await raiseProgress(tx, ctx, job.id, 'inspect', await inspectedBytes(tx, ctx, job.batchId))
  return true
}

/** Throws PRECONDITION when the job is over: a late step has nothing to add. */
export function requireOpenJob(job: JobRow): void {
  if (job.state === 'queued' || job.state === 'running') return
  throw new AppError('PRECONDITION', 'This job is over.', { details: { reason: 'job-over' } })
}
