import { withTenant } from '@cmr/db'
import { AppError, invariant } from '@cmr/errors'
import { RecordIndexer } from '@cmr/intake'
import { audit } from '../audit/audit.ts'
import { type Context, requireSystem } from '../context.ts'
import { type ChunkRange, insertChunks, listChunks } from '../jobs/chunk-store.ts'
import { addProgress, raiseProgress } from '../jobs/progress-store.ts'
import { parseInput } from '../parse-input.ts'
import { type ServiceDeps, settingsOf } from '../service-deps.ts'
import { ChunkCutter } from './chunk-cutter.ts'
import { JobFileInput } from '../jobs/job-input.ts'
import { tenantFormat, tenantJurisdiction } from '../tenant-ruleset.ts'
import {
  findEarlierCopy,
  getImportFile,
  type ImportFile,
  inspectedBytes,
  lockBatchFile,
  requireOpenJob,
  updateBatchFile,
} from './import-store.ts'
import type { Refusal } from './refusal-reason.ts'
import { rejectFile, rejectionOf } from './reject-file.ts'
import { readPieces } from './source-text.ts'

/** A file that may be loaded, in `chunks` pieces numbered from 0, or one that was refused. */
export type Inspection = { readonly state: 'accepted'; readonly chunks: number } | { readonly state: 'rejected' }

interface Survey {
  readonly rows: number
  readonly lines: number
  readonly chunks: readonly ChunkRange[]
}

/** How often a long inspection says where it stands. */
const REPORT_EVERY_BYTES = 64 << 20

/**
 * Looks through a file once: refuses what cannot be a record file and what was imported before, counts rows and
 * lines, and cuts the file at record ends into the pieces `loadChunk` takes.
 */
export async function inspectFile(ctx: Context, deps: ServiceDeps, input: JobFileInput): Promise<Inspection> {
  requireSystem(ctx)
  const { jobId, batchFileId } = parseInput(JobFileInput, input)
  const tenantId = ctx.tenant.id
  const opened = await withTenant(deps.ingestDb, tenantId, async (tx) => {
    const found = await getImportFile(tx, ctx, jobId, batchFileId)
    requireOpenJob(found.job)
    if (found.batchFile.state === 'waiting') await updateBatchFile(tx, ctx, batchFileId, { state: 'inspecting' })
    const earlier = await findEarlierCopy(tx, ctx, found)
    const known = await listChunks(tx, ctx, { jobId, stage: 'load', batchFileId })
    return { ...found, earlier, chunks: known.length }
  })
  if (opened.batchFile.state === 'rejected') return { state: 'rejected' }
  if (opened.batchFile.state === 'loading' || opened.batchFile.state === 'loaded') {
    return { state: 'accepted', chunks: opened.chunks }
  }
  if (opened.earlier !== undefined) {
    return rejectFile(ctx, deps, { jobId, batchFileId, ...duplicateOf(ctx, opened.earlier) })
  }
  let survey: Survey
  try {
    survey = await surveyFile(ctx, deps, opened)
  } catch (error) {
    return rejectFile(ctx, deps, { jobId, batchFileId, ...rejectionOf(error) })
  }
  return withTenant(deps.ingestDb, tenantId, async (tx) => {
    const { rows, lines, chunks } = survey
    const { state } = await lockBatchFile(tx, ctx, batchFileId)
    if (state === 'rejected') return { state }
    if (state !== 'inspecting') return { state: 'accepted', chunks: chunks.length }
    const firstDataLine = chunks[0]?.firstLine ?? null
    await updateBatchFile(tx, ctx, batchFileId, { state: 'loading', rows, lines, firstDataLine })
    await insertChunks(tx, ctx, { jobId, stage: 'load', batchFileId }, chunks)
    await addProgress(tx, ctx, jobId, 'load', { total: rows })
    await raiseProgress(tx, ctx, jobId, 'inspect', await inspectedBytes(tx, ctx, opened.batchFile.batchId))
    await audit(tx, ctx, { action: 'file.inspect', objectKind: 'batch-file', objectId: batchFileId })
    return { state: 'accepted', chunks: chunks.length }
  })
}

async function surveyFile(ctx: Context, deps: ServiceDeps, { job, batchFile, file }: ImportFile): Promise<Survey> {
  const cutter = new ChunkCutter(settingsOf(deps).chunkBytes)
  const indexer = new RecordIndexer(tenantFormat(ctx).layout, (span) => cutter.add(span))
  const before = await withTenant(deps.db, ctx.tenant.id, (tx) => inspectedBytes(tx, ctx, batchFile.batchId))
  let bytes = 0
  let reported = 0
  for await (const piece of readPieces(deps.store, ctx.tenant.id, file.objectId)) {
    indexer.push(piece)
    bytes += piece.length
    if (bytes - reported < REPORT_EVERY_BYTES) continue
    reported = bytes
    await withTenant(deps.db, ctx.tenant.id, (tx) => raiseProgress(tx, ctx, job.id, 'inspect', before + bytes))
  }
  indexer.end()
  cutter.close()
  if (indexer.rows === 0) {
    throw new AppError(
      'VALIDATION',
      'The file has a header line but no records. Download it again and check its size.',
      {
        details: { reason: 'empty-file' },
      },
    )
  }
  invariant(bytes === file.size, 'the stored object is not as long as the file that was received')
  return { rows: indexer.rows, lines: indexer.lines, chunks: cutter.chunks }
}

function duplicateOf(ctx: Context, storedAt: Date): Refusal {
  const { timeZone } = tenantJurisdiction(ctx)
  const day = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone }).format(storedAt)
  const message = `This is the same file as the one sent on ${day}, which was imported already. Look at the results of that one; nothing was taken from this copy.`
  return { reason: 'duplicate-file', message }
}
