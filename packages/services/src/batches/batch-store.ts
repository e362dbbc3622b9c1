import type { Tx } from '@cmr/db'
import { batches, batchFiles, files } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Context } from '../context.ts'

export type BatchRow = typeof batches.$inferSelect
export type BatchFileRow = typeof batchFiles.$inferSelect

/** A file of a batch together with the stored object behind it. */
export interface BatchFile {
  readonly batchFile: BatchFileRow
  readonly file: typeof files.$inferSelect
}

function unknownBatch(): AppError {
  return new AppError('NOT_FOUND', 'There is no such batch of files.', { details: { reason: 'unknown-batch' } })
}

/** Throws NOT_FOUND for another office's batch too. */
export async function getBatchRow(tx: Tx, ctx: Context, batchId: string): Promise<BatchRow> {
  const [batch] = await tx
    .select()
    .from(batches)
    .where(and(eq(batches.tenantId, ctx.tenant.id), eq(batches.id, batchId)))
  if (batch === undefined) throw unknownBatch()
  return batch
}

/** The batch, locked until the transaction ends. */
export async function lockBatch(tx: Tx, ctx: Context, batchId: string): Promise<BatchRow> {
  const own = and(eq(batches.tenantId, ctx.tenant.id), eq(batches.id, batchId))
  const [batch] = await tx.select().from(batches).where(own).for('update')
  if (batch === undefined) throw unknownBatch()
  return batch
}

/** The files of batches, by batch and position. */
export async function listBatchFiles(tx: Tx, ctx: Context, batchIds: readonly string[]): Promise<BatchFile[]> {
  if (batchIds.length === 0) return []
  return tx
    .select({ batchFile: batchFiles, file: files })
    .from(batchFiles)
    .innerJoin(files, and(eq(files.tenantId, batchFiles.tenantId), eq(files.id, batchFiles.fileId)))
    .where(and(eq(batchFiles.tenantId, ctx.tenant.id), inArray(batchFiles.batchId, [...batchIds])))
    .orderBy(asc(batchFiles.batchId), asc(batchFiles.position))
}

/** One file of a batch. Throws NOT_FOUND. */
export async function getBatchFile(tx: Tx, ctx: Context, batchFileId: string): Promise<BatchFile> {
  const [found] = await tx
    .select({ batchFile: batchFiles, file: files })
    .from(batchFiles)
    .innerJoin(files, and(eq(files.tenantId, batchFiles.tenantId), eq(files.id, batchFiles.fileId)))
    .where(and(eq(batchFiles.tenantId, ctx.tenant.id), eq(batchFiles.id, batchFileId)))
  if (found === undefined) {
    throw new AppError('NOT_FOUND', 'There is no such file in this batch.', { details: { reason: 'unknown-file' } })
  }
  return found
}
