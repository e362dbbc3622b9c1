import { type Tx, withTenant } from '@cmr/db'
import { batches, runs, setAsideRows, subjects, subjectSlices } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { EMPTY_LEDGER, ledgerFaults } from '@cmr/intake'
import { and, asc, eq, sum } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { type BatchFileRow, getBatchRow, listBatchFiles } from '../batches/batch-store.ts'
import { type Context, requireSystem } from '../context.ts'
import { listChunks } from '../jobs/chunk-store.ts'
import { JobInput } from '../jobs/job-input.ts'
import { closeJob, lockJob } from '../jobs/job-store.ts'
import { parseInput } from '../parse-input.ts'
import { insertRun } from '../runs/run-store.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { tenantJurisdiction, tenantRuleset } from '../tenant-ruleset.ts'
import { ledgerOfFile } from './file-reading.ts'
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
    const taken = (await listBatchFiles(tx, ctx, [batch.id]))
      .map(({ batchFile }) => batchFile)
      .filter(({ state }) => state !== 'rejected')
    await requireWhole(tx, ctx, jobId, taken)
    for (const { id } of taken) await updateBatchFile(tx, ctx, id, { state: 'loaded' })
    const state = taken.length > 0 ? 'ready' : 'failed'
    await tx
      .update(batches)
      .set({ state })
      .where(and(eq(batches.tenantId, ctx.tenant.id), eq(batches.id, batch.id)))
    await closeJob(tx, job, { state: 'done' })
    await audit(tx, ctx, { action: 'import.finish', objectKind: 'job', objectId: jobId })
    if (state === 'failed') return { state }
    const today = deps.clock.today(tenantJurisdiction(ctx).timeZone)
    const ruleset = tenantRuleset(ctx, {})
    const preparedBy = job.createdBy ?? batch.createdBy
    const { runId } = await insertRun(tx, ctx, { batch, ruleset, compare: null, asOf: today, today, preparedBy })
    await audit(tx, ctx, { action: 'run.request', objectKind: 'run', objectId: runId })
    return { state, runId }
  })
}

/**
 * The ledger of an import. In each file: lines = header + blank + loaded + set aside, rows counted = rows stored, rows
 * set aside = places stored. Over all files: rows loaded = rows of the subjects, and every part built.
 */
async function requireWhole(tx: Tx, ctx: Context, jobId: string, files: readonly BatchFileRow[]): Promise<void> {
  const parts = await listChunks(tx, ctx, { jobId, stage: 'people' })
  if (files.length > 0 && (parts.length === 0 || parts.some(({ state }) => state !== 'done'))) {
    throw new AppError('PRECONDITION', 'Part of the import is not done yet.', { details: { reason: 'chunks-open' } })
  }
  let held = 0
  let loaded = 0
  for (const file of files) {
    const ledger = ledgerOfFile(file) ?? EMPTY_LEDGER
    const stored = await storedRows(tx, ctx, file.id)
    requireEqual(ledgerFaults(ledger).length, 0)
    requireEqual(stored.slices, ledger.loadedRows)
    requireEqual(stored.setAside, ledger.setAsideRows)
    loaded += ledger.loadedRows
    held += stored.subjects
  }
  requireEqual(held, loaded)
}

async function storedRows(
  tx: Tx,
  ctx: Context,
  batchFileId: string,
): Promise<{ slices: number; subjects: number; setAside: number }> {
  const sumOf = async (table: typeof subjectSlices | typeof subjects): Promise<number> => {
    const [found] = await tx
      .select({ rows: sum(table.rowCount).mapWith(Number) })
      .from(table)
      .where(and(eq(table.tenantId, ctx.tenant.id), eq(table.batchFileId, batchFileId)))
    return found?.rows ?? 0
  }
  const own = and(eq(setAsideRows.tenantId, ctx.tenant.id), eq(setAsideRows.batchFileId, batchFileId))
  const setAside = await tx.$count(setAsideRows, own)
  return { slices: await sumOf(subjectSlices), subjects: await sumOf(subjects), setAside }
}

function requireEqual(found: number, expected: number): void {
  if (found === expected) return
  throw new AppError(
    'INTERNAL',
    'Rows of the file are missing after the import, so it is not shown. Send the file again.',
    { details: { reason: 'ledger-mismatch', found, expected } },
  )
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
