import { withTenant } from '@cmr/db'
import type { Rejection } from '@cmr/db/schema'
import { type AppError, isAppError } from '@cmr/errors'
import { z } from 'zod'
import { audit } from '../audit/audit.ts'
import { type Context, requireSystem } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { getImportFile, rejectBatchFile } from './import-store.ts'

export const RejectFileInput = z.strictObject({
  jobId: z.uuid(),
  batchFileId: z.uuid(),
  reason: z.string().regex(/^[a-z0-9-]+$/),
  /** 1-based physical line to blame. */
  line: z.int().positive().optional(),
  /** What is wrong and what to do, for the person who sent the file. No record data. */
  message: z.string().min(1),
})
export type RejectFileInput = z.input<typeof RejectFileInput>

/** Refuses one file of a batch and removes all that was made of it; the other files go on. Twice is as good as once. */
export async function rejectFile(
  ctx: Context,
  deps: ServiceDeps,
  input: RejectFileInput,
): Promise<{ state: 'rejected' }> {
  requireSystem(ctx)
  const { jobId, batchFileId, reason, line, message } = parseInput(RejectFileInput, input)
  const rejection: Rejection = line === undefined ? { reason, message } : { reason, line, message }
  await withTenant(deps.ingestDb, ctx.tenant.id, async (tx) => {
    const { job } = await getImportFile(tx, ctx, jobId, batchFileId)
    if (!(await rejectBatchFile(tx, ctx, job, batchFileId, rejection))) return
    await audit(tx, ctx, { action: 'file.reject', objectKind: 'batch-file', objectId: batchFileId })
  })
  return { state: 'rejected' }
}

/** The refusal of a source file that the reader threw. Anything else is not the file's fault and is thrown on. */
export function rejectionOf(error: unknown): Pick<RejectFileInput, 'reason' | 'line' | 'message'> {
  if (!isAppError(error, 'VALIDATION')) throw error
  const { message, details }: AppError = error
  const reason = details?.reason ?? 'bad-input'
  return typeof details?.line === 'number' ? { reason, line: details.line, message } : { reason, message }
}
