import { requirePermission } from '@cmr/auth'
import { withTenant } from '@cmr/db'
import { batchFiles } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { audit } from '../audit/audit.ts'
import { listBatchFiles, lockBatch } from '../batches/batch-store.ts'
import type { Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { getBatchIdOfFile, getFile } from './file-store.ts'

export const RemoveUploadInput = z.strictObject({ fileId: z.uuid() })
export type RemoveUploadInput = z.input<typeof RemoveUploadInput>

/**
 * Takes a file out of a batch that is not confirmed yet; its bytes are removed and the files after it move up. Throws
 * NOT_FOUND for a file of no batch, and CONFLICT once the batch is confirmed.
 */
export async function removeUpload(ctx: Context, deps: ServiceDeps, input: RemoveUploadInput): Promise<void> {
  requirePermission(ctx, 'file:write')
  const { fileId } = parseInput(RemoveUploadInput, input)
  const tenantId = ctx.tenant.id
  const { objectId } = await withTenant(deps.db, tenantId, async (tx) => {
    const batch = await lockBatch(tx, ctx, await getBatchIdOfFile(tx, ctx, fileId))
    if (batch.state !== 'draft') {
      throw new AppError('CONFLICT', 'This batch was confirmed already; its files stay as they are.', {
        details: { reason: 'batch-confirmed' },
      })
    }
    const own = and(eq(batchFiles.tenantId, tenantId), eq(batchFiles.batchId, batch.id))
    await tx.delete(batchFiles).where(and(own, eq(batchFiles.fileId, fileId)))
    const left = await listBatchFiles(tx, ctx, [batch.id])
    for (const [index, { batchFile }] of left.entries()) {
      if (batchFile.position === index + 1) continue
      await tx
        .update(batchFiles)
        .set({ position: index + 1 })
        .where(and(own, eq(batchFiles.id, batchFile.id)))
    }
    await audit(tx, ctx, { action: 'file.remove', objectKind: 'file', objectId: fileId })
    return getFile(tx, ctx, fileId)
  })
  await deps.store.remove(tenantId, objectId)
}
