import { type Tx, withTenant } from '@cmr/db'
import { invariant } from '@cmr/errors'
import { type Ledger, RecordReader, type SourceColumns } from '@cmr/intake'
import { audit } from '../audit/audit.ts'
import { type Context, requireSystem } from '../context.ts'
import { type ChunkRange, insertChunks, listChunks } from '../jobs/chunk-store.ts'
import { addProgress, raiseProgress } from '../jobs/progress-store.ts'
import { parseInput } from '../parse-input.ts'
import { type ServiceDeps, settingsOf } from '../service-deps.ts'
import { getBatchRow } from '../batches/batch-store.ts'
import { ChunkCutter } from './chunk-cutter.ts'
import { fileReading } from './file-reading.ts'
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
import { otherCounty } from './other-county.ts'
import type { Refusal } from './refusal-reason.ts'
import { rejectFile, rejectionOf } from './reject-file.ts'
import { readPieces } from './source-text.ts'

/** A file that may be loaded, in `chunks` pieces numbered from 0, or one that was refused. */
export type Inspection = { readonly state: 'accepted'; readonly chunks: number } | { readonly state: 'rejected' }

interface Survey {
  readonly chunks: readonly ChunkRange[]
  readonly columns: SourceColumns
  /** Loaded rows by the county they name. */
  readonly counties: Readonly<Record<string, number>>
  readonly ledger: Ledger
}

/** How often a long inspection says where it stands. */
const REPORT_EVERY_BYTES = 64 << 20

/**
 * Looks through a file once, before anything of it is loaded: refuses what cannot be a record file, what was imported
 * before and a file of which no row names the batch's county; finds its columns, accounts for its lines, and cuts it at
 * record ends into the pieces `loadChunk` takes.
 */
export async function inspectFile(ctx: Context, deps: ServiceDeps, input: JobFileInput): Promise<Inspection> {
  requireSystem(ctx)
  const { jobId, batchFileId } = parseInput(JobFileInput, input)
  const opened = await withTenant(deps.ingestDb, ctx.tenant.id, (tx) => openFile(tx, ctx, jobId, batchFileId))
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
  const refusal = otherCounty(opened.county, survey.counties)
  if (refusal !== undefined) return rejectFile(ctx, deps, { jobId, batchFileId, ...refusal })
  return withTenant(deps.ingestDb, ctx.tenant.id, async (tx) => {
    const { state } = await lockBatchFile(tx, ctx, batchFileId)
    if (state === 'rejected') return { state }
    if (state === 'inspecting') await acceptFile(tx, ctx, opened, survey)
    await audit(tx, ctx, { action: 'file.inspect', objectKind: 'batch-file', objectId: batchFileId })
    return { state: 'accepted', chunks: survey.chunks.length }
  })
}

type Opened = ImportFile & {
  readonly county: string
  readonly earlier: Date | undefined
  /** Chunks that were cut already. */
  readonly chunks: number
}

async function openFile(tx: Tx, ctx: Context, jobId: string, batchFileId: string): Promise<Opened> {
  const found = await getImportFile(tx, ctx, jobId, batchFileId)
  requireOpenJob(found.job)
  if (found.batchFile.state === 'waiting') await updateBatchFile(tx, ctx, batchFileId, { state: 'inspecting' })
  const { county } = await getBatchRow(tx, ctx, found.batchFile.batchId)
  const earlier = await findEarlierCopy(tx, ctx, found)
  const known = await listChunks(tx, ctx, { jobId, stage: 'load', batchFileId })
  return { ...found, county, earlier, chunks: known.length }
}

async function acceptFile(tx: Tx, ctx: Context, { job, batchFile }: Opened, survey: Survey): Promise<void> {
  const { chunks, columns, counties, ledger } = survey
  await updateBatchFile(tx, ctx, batchFile.id, {
    state: 'loading',
    rows: ledger.loadedRows,
    lines: ledger.lines,
    firstDataLine: chunks[0]?.firstLine ?? null,
    sourceColumns: columns,
    counties,
    ledger,
  })
  await insertChunks(tx, ctx, { jobId: job.id, stage: 'load', batchFileId: batchFile.id }, chunks)
  await addProgress(tx, ctx, job.id, 'load', { total: ledger.loadedRows + ledger.setAsideRows })
  await raiseProgress(tx, ctx, job.id, 'inspect', await inspectedBytes(tx, ctx, batchFile.batchId))
}

async function surveyFile(ctx: Context, deps: ServiceDeps, { job, batchFile, file }: ImportFile): Promise<Survey> {
  const { chunkBytes } = settingsOf(deps)
  const cutter = new ChunkCutter(chunkBytes)
  const counties: Record<string, number> = {}
  const format = tenantFormat(ctx)
  const reader = new RecordReader(format.layout, fileReading(format, batchFile), (piece) => {
    cutter.add(piece)
    for (let index = 0; index < piece.rows.count; index++) {
      const county = format.countyOf(piece.rows.entry(index))
      if (county !== undefined) counties[county] = (counties[county] ?? 0) + 1
    }
  })
  const before = await withTenant(deps.db, ctx.tenant.id, (tx) => inspectedBytes(tx, ctx, batchFile.batchId))
  let bytes = 0
  let reported = 0
  for await (const piece of readPieces(deps.store, ctx.tenant.id, file.objectId, chunkBytes)) {
    reader.push(piece)
    bytes += piece.length
    if (bytes - reported < REPORT_EVERY_BYTES) continue
    reported = bytes
    await withTenant(deps.db, ctx.tenant.id, (tx) => raiseProgress(tx, ctx, job.id, 'inspect', before + bytes))
  }
  const ledger = reader.end()
  cutter.close()
  invariant(bytes === file.size, 'the stored object is not as long as the file that was received')
  invariant(reader.columns !== undefined, 'a file that was read to its end has columns')
  return { chunks: cutter.chunks, columns: reader.columns, counties, ledger }
}

function duplicateOf(ctx: Context, storedAt: Date): Refusal {
  const { timeZone } = tenantJurisdiction(ctx)
  const day = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone }).format(storedAt)
  const message = `This is the same file as the one sent on ${day}, which was imported already. Look at the results of that one; nothing was taken from this copy.`
  return { reason: 'duplicate-file', message }
}
