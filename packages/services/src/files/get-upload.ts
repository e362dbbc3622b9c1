import { requirePermission } from '@cmr/auth'
import { withTenant } from '@cmr/db'
import type { FileState } from '@cmr/db/schema'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { getBatchIdOfFile, getFile } from './file-store.ts'

export const GetUploadInput = z.strictObject({ fileId: z.uuid() })
export type GetUploadInput = z.input<typeof GetUploadInput>

/** How far an upload came. */
export interface UploadView {
  readonly fileId: string
  readonly batchId: string
  readonly name: string
  readonly size: number
  /** Bytes that are stored for good; where the upload goes on. */
  readonly offset: number
  readonly state: FileState
}

export async function getUpload(ctx: Context, deps: ServiceDeps, input: GetUploadInput): Promise<UploadView> {
  requirePermission(ctx, 'file:read')
  const { fileId } = parseInput(GetUploadInput, input)
  const [file, batchId] = await withTenant(deps.db, ctx.tenant.id, async (tx) => [
    await getFile(tx, ctx, fileId),
    await getBatchIdOfFile(tx, ctx, fileId),
  ])
  const { name, size, state } = file
  // While bytes arrive the object itself is the truth: a crash may come between the bytes and the row.
  const offset = state === 'stored' ? size : await deps.store.size(ctx.tenant.id, file.objectId)
  return { fileId, batchId, name, size, offset, state }
}
