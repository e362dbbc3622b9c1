import { type Tx, withTenant } from '@cmr/db'
import { batches, runs, subjects, subjectSlices } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { and, asc, eq, sum } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { getBatchRow, listBatchFiles } from '../batches/batch-store.ts'
import { type Context, requireSystem } from '../context.ts'
import { listChunks } from '../jobs/chunk-store.ts'
import { JobInput } from '../jobs/job-input.ts'
import { closeJob, lockJob } from '../jobs/job-store.ts'
import { parseInput } from '../parse-input.ts'
import { insertRun } from '../runs/run-store.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { tenantJurisdiction, tenantRuleset } from '../tenant-ruleset.ts'
import { updateBatchFile } from './import-store.ts'

/** How an import ended. `failed` when every file was refused; the run asked for otherwise. */
export type ImportEnd = { readonly state: 'ready'; readonly runId: string | undefined } | { readonly state: 'failed' }

/**
 * Ends an import: checks that every row of every file that was not refused is there, opens the batch, and asks for
 * its first run. Finishing twice changes nothing. Throws PRECONDITION while work is open and INTERNAL when rows are
 * missing.
 */
export async function finishImport(ctx: Context, deps: ServiceDeps, input: JobInput): Promise<ImportEnd> {
  requireSystem(ctx)
  const { jobId } = parseInput(JobInput, input)
  return withTenant(deps.ingestDb, ctx.tenant.id, async (tx) => {
    const job = await lockJob(tx, ctx, jobId, 'import')
    const batch = await getBatchRow(tx, ctx, job.batchId)
    if (batch.state === 'failed') return { state: 'failed' }
    if (job.state === 'done') return { state: 'ready', runId: await firstRunOf(tx, ctx, batch.id) }
    const taken = (await listBatchFiles(tx, ctx, [batch.id])).filter(({ batchFile }) => batchFile.state !== 'rejected')
    for (const { batchFile } of taken) {
      await requireWhole(tx, ctx, jobId, batchFile)
      await updateBatchFile(tx, ctx, batchFile.id, { state: 'loaded' })
    }
    const state = taken.length > 0 ? 'ready' : 'failed'
    await tx
      .update(batches)
      .set({ state })
      .where(and(eq(batches.tenantId, ctx.tenant.id), eq(batches.id, batch.id)))
    await closeJob(tx, job, { state: 'done' })
    await audit(tx, ctx, { action: 'import.finish', objectKind: 'job', objectId: jobId })
    if (state === 'failed') return { state }
    const today = deps.clock.today(tenantJurisdiction(ctx).timeZone)
    const { runId } = await insertRun(tx, ctx, { batch, ruleset: tenantRuleset(ctx, {}), asOf: today, today })
    await audit(tx, ctx, { action: 'run.request', objectKind: 'run', objectId: runId })
    return { state, runId }
  })
}

/** The ledger of one file: rows counted = rows stored = rows of its subjects, and every part built. */
async function requireWhole(
  tx: Tx,
  ctx: Context,
  jobId: string,
  file: { id: string; rows: number | null; state: string },
): Promise<void> {
  const parts = await listChunks(tx, ctx, { jobId, stage: 'people', batchFileId: file.id })
  if (parts.length === 0 || parts.some(({ state }) => state !== 'done')) {
    throw new AppError('PRECONDITION', 'Part of the import is not done yet.', { details: { reason: 'chunks-open' } })
  }
  for (const table of [subjectSlices, subjects]) {
    const [found] = await tx
      .select({ rows: sum(table.rowCount).mapWith(Number) })
      .from(table)
      .where(and(eq(table.tenantId, ctx.tenant.id), eq(table.batchFileId, file.id)))
    if (found?.rows === file.rows) continue
    throw new AppError(
      'INTERNAL',
      'Rows of the file are missing after the import, so it is not shown. Send the file again.',
      {
        details: { reason: 'ledger-mismatch', found: found?.rows ?? 0, expected: file.rows ?? 0 },
      },
    )
  }
}

async function firstRunOf(tx: Tx, ctx: Context, batchId: string): Promise<string | undefined> {
  const [run] = await tx
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.tenantId, ctx.tenant.id), eq(runs.batchId, batchId)))
    .orderBy(asc(runs.createdAt), asc(runs.id))
    .limit(1)
  return run?.id
}
