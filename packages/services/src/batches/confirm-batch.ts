import { requirePermission } from '@cmr/auth'
import { type Tx, withTenant } from '@cmr/db'
import { batches, jobs } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { insertJob } from '../jobs/job-store.ts'
import { addProgress } from '../jobs/progress-store.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { listBatchFiles, lockBatch } from './batch-store.ts'

export const ConfirmBatchInput = z.strictObject({ batchId: z.uuid() })
export type ConfirmBatchInput = z.input<typeof ConfirmBatchInput>

/**
 * Hands a batch over to background work. Confirming twice gives the same job. Throws PRECONDITION while a file is
 * still on its way or there is none.
 */
export async function confirmBatch(
  ctx: Context,
  deps: ServiceDeps,
  input: ConfirmBatchInput,
): Promise<{ jobId: string }> {
  requirePermission(ctx, 'batch:confirm')
  const { batchId } = parseInput(ConfirmBatchInput, input)
  return withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const batch = await lockBatch(tx, ctx, batchId)
    if (batch.state !== 'draft') return { jobId: await importJobOf(tx, ctx, batchId) }
    const files = await listBatchFiles(tx, ctx, [batchId])
    if (files.length === 0) {
      throw new AppError('PRECONDITION', 'Add a file first.', { details: { reason: 'no-files' } })
    }
    if (files.some(({ file }) => file.state !== 'stored')) {
      throw new AppError('PRECONDITION', 'Wait until every file has arrived, or send the missing ones again.', {
        details: { reason: 'files-incomplete' },
      })
    }
    await tx
      .update(batches)
      .set({ state: 'importing', confirmedAt: deps.clock.now() })
      .where(and(eq(batches.tenantId, ctx.tenant.id), eq(batches.id, batchId)))
    const jobId = await insertJob(tx, ctx, { kind: 'import', batchId })
    await addProgress(tx, ctx, jobId, 'inspect', { total: files.reduce((bytes, { file }) => bytes + file.size, 0) })
    await audit(tx, ctx, { action: 'batch.confirm', objectKind: 'batch', objectId: batchId })
    return { jobId }
  })
}

async function importJobOf(tx: Tx, ctx: Context, batchId: string): Promise<string> {
  const [job] = await tx
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(eq(jobs.tenantId, ctx.tenant.id), eq(jobs.batchId, batchId), eq(jobs.kind, 'import')))
  if (job === undefined) {
    throw new AppError('CONFLICT', 'This batch was confirmed, but its import is gone.', {
      details: { reason: 'no-import' },
    })
  }
  return job.id
}
