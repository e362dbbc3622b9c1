import type { Tx } from '@cmr/db'
import { batchFiles, files } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { and, eq } from 'drizzle-orm'
import type { Context } from '../context.ts'

export type FileRow = typeof files.$inferSelect

/** Throws NOT_FOUND for another office's file too. */
export async function getFile(tx: Tx, ctx: Context, fileId: string): Promise<FileRow> {
  const [file] = await tx
    .select()
    .from(files)
    .where(and(eq(files.tenantId, ctx.tenant.id), eq(files.id, fileId)))
  if (file === undefined) {
    throw new AppError('NOT_FOUND', 'There is no such upload.', { details: { reason: 'unknown-file' } })
  }
  return file
}

/** The batch a file was sent for. Throws NOT_FOUND. */
export async function getBatchIdOfFile(tx: Tx, ctx: Context, fileId: string): Promise<string> {
  const [found] = await tx
    .select({ batchId: batchFiles.batchId })
    .from(batchFiles)
    .where(and(eq(batchFiles.tenantId, ctx.tenant.id), eq(batchFiles.fileId, fileId)))
  if (found === undefined) {
    throw new AppError('NOT_FOUND', 'There is no such upload.', { details: { reason: 'unknown-file' } })
  }
  return found.batchId
}

export async function updateFile(
  tx: Tx,
  ctx: Context,
  fileId: string,
  set: Partial<Pick<FileRow, 'received' | 'sha256' | 'state' | 'storedAt'>>,
): Promise<void> {
  await tx
    .update(files)
    .set(set)
    .where(and(eq(files.tenantId, ctx.tenant.id), eq(files.id, fileId)))
}
