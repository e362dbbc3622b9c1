import { requirePermission } from '@cmr/auth'
import { newId, withTenant } from '@cmr/db'
import { batchFiles, files } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { z } from 'zod'
import { audit } from '../audit/audit.ts'
import { listBatchFiles, lockBatch } from '../batches/batch-store.ts'
import { actorUserId, type Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'

/** Larger than any state has sent; a limit all the same. */
const MAX_FILE_BYTES = 16 * 2 ** 30
const MAX_FILES = 200

export const BeginUploadInput = z.strictObject({
  batchId: z.uuid(),
  /** The name on the sender's computer; a path in front of it is dropped. */
  name: z.string().min(1).max(1000),
  /** Bytes that will be sent. */
  size: z.int().nonnegative(),
})
export type BeginUploadInput = z.input<typeof BeginUploadInput>

/**
 * Adds a file to a batch that is not confirmed yet and makes room for its bytes. Throws LIMIT for a file, or a number
 * of files, beyond any real one; CONFLICT once the batch is confirmed.
 */
export async function beginUpload(
  ctx: Context,
  deps: ServiceDeps,
  input: BeginUploadInput,
): Promise<{ fileId: string; batchFileId: string }> {
  requirePermission(ctx, 'file:write')
  const { batchId, name, size } = parseInput(BeginUploadInput, input)
  if (size > MAX_FILE_BYTES) {
    throw new AppError('LIMIT', 'A file may have at most 16 GiB. Send it in parts.', {
      details: { reason: 'file-too-large' },
    })
  }
  const tenantId = ctx.tenant.id
  const [fileId, batchFileId, objectId] = [newId(), newId(), newId()]
  await withTenant(deps.db, tenantId, async (tx) => {
    const batch = await lockBatch(tx, ctx, batchId)
    if (batch.state !== 'draft') {
      throw new AppError('CONFLICT', 'This batch was confirmed already. Start a new one for more files.', {
        details: { reason: 'batch-confirmed' },
      })
    }
    const position = (await listBatchFiles(tx, ctx, [batchId])).length + 1
    if (position > MAX_FILES) {
      throw new AppError('LIMIT', `A batch may have at most ${MAX_FILES} files.`, {
        details: { reason: 'too-many-files' },
      })
    }
    await tx
      .insert(files)
      .values({ tenantId, id: fileId, name: plainName(name), size, objectId, createdBy: actorUserId(ctx) })
    await tx.insert(batchFiles).values({ tenantId, id: batchFileId, batchId, fileId, position })
    await audit(tx, ctx, { action: 'file.begin', objectKind: 'file', objectId: fileId })
  })
  await (await deps.store.create(tenantId, objectId)).close()
  return { fileId, batchFileId }
}

/** A file name without folders and control characters. It is shown, never used as a path. */
function plainName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  return last.replace(/\p{C}/gu, '').trim().slice(0, 255) || 'file'
}
