import { createHash } from 'node:crypto'
import { requirePermission } from '@cmr/auth'
import { withTenant } from '@cmr/db'
import { AppError } from '@cmr/errors'
import { z } from 'zod'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { createSignatureScan, HEAD_BYTES, refuseForeignContent } from './file-content.ts'
import { type FileRow, getFile, updateFile } from './file-store.ts'

export const FinishUploadInput = z.strictObject({
  fileId: z.uuid(),
  /** What the sender's computer makes of the same bytes, in lower-case hex. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
})
export type FinishUploadInput = z.input<typeof FinishUploadInput>

/**
 * Seals a file whose bytes have all arrived; it never changes again. Finishing twice gives the same answer. Throws
 * PRECONDITION while bytes are missing and VALIDATION when the bytes are not those the sender hashed, or are no text.
 */
export async function finishUpload(
  ctx: Context,
  deps: ServiceDeps,
  input: FinishUploadInput,
): Promise<{ sha256: string }> {
  requirePermission(ctx, 'file:write')
  const { fileId, sha256: expected } = parseInput(FinishUploadInput, input)
  const tenantId = ctx.tenant.id
  const file = await withTenant(deps.db, tenantId, (tx) => getFile(tx, ctx, fileId))
  if (file.state === 'stored' && file.sha256 !== null) return { sha256: file.sha256 }
  const { received, sha256 } = await hashObject(deps, tenantId, file)
  if (received !== file.size) {
    throw new AppError('PRECONDITION', 'Part of the file is still missing. Send the rest first.', {
      details: { reason: 'bytes-missing', offset: received },
    })
  }
  if (expected !== undefined && expected !== sha256) {
    throw new AppError('VALIDATION', 'The file changed on its way here. Remove it from the list and send it again.', {
      details: { reason: 'hash-mismatch' },
    })
  }
  await withTenant(deps.db, tenantId, async (tx) => {
    await updateFile(tx, ctx, fileId, { state: 'stored', received, sha256, storedAt: deps.clock.now() })
    await audit(tx, ctx, { action: 'file.store', objectKind: 'file', objectId: fileId })
  })
  return { sha256 }
}

async function hashObject(
  deps: ServiceDeps,
  tenantId: string,
  file: FileRow,
): Promise<{ received: number; sha256: string }> {
  const hash = createHash('sha256')
  const scan = createSignatureScan()
  let received = 0
  let head = Buffer.alloc(0)
  for await (const bytes of deps.store.read(tenantId, file.objectId)) {
    if (head.length < HEAD_BYTES) head = Buffer.concat([head, bytes.subarray(0, HEAD_BYTES)])
    scan(bytes)
    hash.update(bytes)
    received += bytes.length
  }
  refuseForeignContent(head)
  return { received, sha256: hash.digest('hex') }
}
