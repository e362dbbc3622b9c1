import { copyRow, newId, withTenant } from '@cmr/db'
import { subjectSlices } from '@cmr/db/schema'
import { invariant } from '@cmr/errors'
import { cutRows, subjectKeyOf } from '@cmr/intake'
import type { DelimitedLayout, IntakeEntry, IntakeFormat } from '@cmr/jurisdiction'
import { audit } from '../audit/audit.ts'
import { type Context, requireSystem } from '../context.ts'
import { type ChunkLease, finishChunk } from '../jobs/chunk-store.ts'
import { addProgress } from '../jobs/progress-store.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { insertStaged } from '../staging/with-staged-rows.ts'
import { JobChunkInput } from '../jobs/job-input.ts'
import { tenantFormat } from '../tenant-ruleset.ts'
import { lockBatchFile } from './import-store.ts'
import { leaseImportChunk } from './lease-import-chunk.ts'
import { rejectFile, rejectionOf } from './reject-file.ts'
import { SliceCipher } from './slice-cipher.ts'
import { readRange, type SourcePiece } from './source-text.ts'

/** What a load chunk found: entries by the county they name. Entries that name none are not counted. */
export interface LoadResult {
  readonly counties: Readonly<Record<string, number>>
}

/**
 * Reads one piece of a file and stores its rows, sealed, by subject. One bad row refuses the whole file. A chunk that
 * is done already, or whose file was refused, is left alone. Throws UNAVAILABLE while another worker holds the chunk,
 * or when another took it over before the end.
 */
export async function loadChunk(
  ctx: Context,
  deps: ServiceDeps,
  input: JobChunkInput,
): Promise<{ state: 'done' | 'rejected' }> {
  requireSystem(ctx)
  const chunk = parseInput(JobChunkInput, input)
  const { jobId, batchFileId } = chunk
  const tenantId = ctx.tenant.id
  const { file, batchFile, lease } = await leaseImportChunk(ctx, deps, 'load', chunk)
  if (lease === undefined) return { state: batchFile.state === 'rejected' ? 'rejected' : 'done' }
  const format = tenantFormat(ctx)
  const piece = await readRange(deps.store, tenantId, file.objectId, lease)
  let entries: IntakeEntry[]
  try {
    entries = readPiece(format.layout, lease, piece)
  } catch (error) {
    return rejectFile(ctx, deps, { jobId, batchFileId, ...rejectionOf(error) })
  }
  invariant(entries.length === lease.rowCount, 'a chunk holds another number of rows than were counted')
  const cipher = await SliceCipher.create(deps.keys, tenantId)
  const slices = sliceRows(cipher, format, lease, entries)
  return withTenant(deps.ingestDb, tenantId, async (tx) => {
    const { state } = await lockBatchFile(tx, ctx, batchFileId, 'share')
    if (state === 'rejected') return { state }
    const columns = [
      'tenantId',
      'id',
      'batchFileId',
      'chunkNo',
      'subjectKey',
      'firstRow',
      'rowCount',
      'sealed',
    ] as const
    await insertStaged(tx, subjectSlices, columns, slices)
    await addProgress(tx, ctx, jobId, 'load', { done: entries.length })
    await finishChunk(tx, lease, { counties: tallyCounties(format, entries) } satisfies LoadResult)
    await audit(tx, ctx, { action: 'file.load', objectKind: 'batch-file', objectId: batchFileId })
    return { state: 'done' }
  })
}

function readPiece(
  layout: DelimitedLayout,
  { firstRow, firstLine, rowCount }: ChunkLease,
  piece: SourcePiece,
): IntakeEntry[] {
  const first = { row: firstRow ?? 0, line: firstLine ?? 1 }
  const rows = cutRows(layout, piece.text, first, { bytes: piece.bytes, rows: rowCount ?? 0 })
  return Array.from({ length: rows.count }, (_, index) => rows.entry(index))
}

function* sliceRows(
  cipher: SliceCipher,
  format: IntakeFormat,
  chunk: ChunkLease,
  entries: readonly IntakeEntry[],
): Generator<string> {
  const batchFileId = chunk.batchFileId ?? ''
  for (const [sourceKey, rows] of groupBySubject(format, entries)) {
    const subjectKey = cipher.subjectKey(sourceKey)
    const sealed = cipher.seal({ batchFileId, chunkNo: chunk.no, subjectKey }, rows)
    const firstRow = rows[0]?.row ?? 0
    yield copyRow([chunk.tenantId, newId(), batchFileId, chunk.no, subjectKey, firstRow, rows.length, sealed])
  }
}

function groupBySubject(format: IntakeFormat, entries: readonly IntakeEntry[]): Map<string, IntakeEntry[]> {
  const subjects = new Map<string, IntakeEntry[]>()
  for (const entry of entries) {
    const sourceKey = subjectKeyOf(format.layout, entry)
    const rows = subjects.get(sourceKey)
    if (rows === undefined) subjects.set(sourceKey, [entry])
    else rows.push(entry)
  }
  return subjects
}

function tallyCounties(format: IntakeFormat, entries: readonly IntakeEntry[]): Record<string, number> {
  const counties: Record<string, number> = {}
  for (const entry of entries) {
    const county = format.countyOf(entry)
    if (county !== undefined) counties[county] = (counties[county] ?? 0) + 1
  }
  return counties
}
