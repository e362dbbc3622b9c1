import { withTenant } from '@cmr/db'
import { batches } from '@cmr/db/schema'
import { and, eq } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { listBatchFiles } from '../batches/batch-store.ts'
import { type Context, requireSystem } from '../context.ts'
import { FailJobInput } from '../jobs/job-input.ts'
import { closeJob, lockJob } from '../jobs/job-store.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { rejectBatchFile } from './import-store.ts'

/** Gives an import up: nothing of its files stays but the reason. An import that is over already is left alone. */
export async function failImport(ctx: Context, deps: ServiceDeps, input: FailJobInput): Promise<void> {
  requireSystem(ctx)
  const { jobId, reason, message } = parseInput(FailJobInput, input)
  await withTenant(deps.ingestDb, ctx.tenant.id, async (tx) => {
    const job = await lockJob(tx, ctx, jobId, 'import')
    if (job.state === 'done' || job.state === 'failed') return
    for (const { batchFile } of await listBatchFiles(tx, ctx, [job.batchId])) {
      await rejectBatchFile(tx, ctx, job, batchFile.id, { reason, message })
    }
    await tx
      .update(batches)
      .set({ state: 'failed' })
      .where(and(eq(batches.tenantId, ctx.tenant.id), eq(batches.id, job.batchId)))
    await closeJob(tx, job, { state: 'failed', error: { reason, message } })
    await audit(tx, ctx, { action: 'import.fail', objectKind: 'job', objectId: jobId })
  })
}
