import { requirePermission } from '@cmr/auth'
import { withTenant } from '@cmr/db'
import { AppError } from '@cmr/errors'
import type { ObjectWriter } from '@cmr/storage'
import { z } from 'zod'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { HEAD_BYTES, refuseForeignContent } from './file-content.ts'
import { getFile, updateFile } from './file-store.ts'

export const AppendUploadInput = z.strictObject({
  fileId: z.uuid(),
  /** Byte of the file the body begins at. */
  offset: z.int().nonnegative(),
  body: z.custom<AsyncIterable<Uint8Array>>(
    (value) => typeof value === 'object' && value !== null && Symbol.asyncIterator in value,
  ),
})
export type AppendUploadInput = z.input<typeof AppendUploadInput>

/**
 * Writes the next bytes of an upload as they arrive, without holding them. What arrived before a connection breaks is
 * kept. Returns how many bytes are stored. Throws CONFLICT when `offset` is not where the stored part ends, and LIMIT
 * when more bytes come than were announced; VALIDATION, before a byte is written, when it begins like something that is
 * no text. One caller at a time per file: the upload protocol's lock sees to it.
 */
export async function appendUpload(
  ctx: Context,
  deps: ServiceDeps,
  input: AppendUploadInput,
): Promise<{ offset: number; size: number }> {
  requirePermission(ctx, 'file:write')
  const { fileId, offset, body } = parseInput(AppendUploadInput, input)
  const tenantId = ctx.tenant.id
  const file = await withTenant(deps.db, tenantId, (tx) => getFile(tx, ctx, fileId))
  if (file.state !== 'receiving') {
    throw new AppError('CONFLICT', 'This file has arrived already.', { details: { reason: 'upload-finished' } })
  }
  const writer = await deps.store.resume(tenantId, file.objectId)
  if (writer.size !== offset) {
    await writer.close()
    throw new AppError('CONFLICT', 'The upload goes on at another place. Ask for it and try again.', {
      details: { reason: 'wrong-offset', offset: writer.size },
    })
  }
  try {
    await writeAll(writer, body, file.size)
  } finally {
    await writer.close()
    await withTenant(deps.db, tenantId, async (tx) => {
      await updateFile(tx, ctx, fileId, { received: writer.size })
      await audit(tx, ctx, { action: 'file.append', objectKind: 'file', objectId: fileId })
    })
  }
  return { offset: writer.size, size: file.size }
}

async function writeAll(writer: ObjectWriter, body: AsyncIterable<Uint8Array>, size: number): Promise<void> {
  for await (const bytes of writer.size === 0 ? withCheckedHead(body) : body) {
    if (writer.size + bytes.length > size) {
      throw new AppError('LIMIT', 'More bytes arrived than were announced. Start the upload again.', {
        details: { reason: 'too-many-bytes' },
      })
    }
    await writer.write(bytes)
  }
}

/** The same bytes; nothing of them leaves before the first tell what it is. Where a part ends early, the end decides. */
async function* withCheckedHead(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head: Uint8Array | undefined = Buffer.alloc(0)
  for await (const bytes of body) {
    if (head === undefined) {
      yield bytes
      continue
    }
    head = Buffer.concat([head, bytes])
    if (head.length < HEAD_BYTES) continue
    refuseForeignContent(head)
    yield head
    head = undefined
  }
  if (head !== undefined) {
    refuseForeignContent(head)
    yield head
  }
}
