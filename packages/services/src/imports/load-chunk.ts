import { copyRow, newId, withTenant } from '@cmr/db'
import { setAsideRows, subjectSlices } from '@cmr/db/schema'
import { invariant } from '@cmr/errors'
import { type CutRows, cutGoodRows, personKeysOf } from '@cmr/intake'
import type { IntakeEntry, IntakeFormat } from '@cmr/jurisdiction'
import { audit } from '../audit/audit.ts'
import { type Context, requireSystem } from '../context.ts'
import { type ChunkLease, finishChunk } from '../jobs/chunk-store.ts'
import { JobChunkInput } from '../jobs/job-input.ts'
import { addProgress } from '../jobs/progress-store.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { arrayText } from '../staging/array-text.ts'
import { insertStaged } from '../staging/with-staged-rows.ts'
import { tenantFormat } from '../tenant-ruleset.ts'
import { pieceReading } from './file-reading.ts'
import { lockBatchFile } from './import-store.ts'
import { leaseImportChunk } from './lease-import-chunk.ts'
import { SliceCipher } from './slice-cipher.ts'
import { readRange } from './source-text.ts'

const SLICE_COLUMNS = [
  'tenantId',
  'id',
  'batchFileId',
  'chunkNo',
  'subjectKey',
  'personKeys',
  'firstRow',
  'rowCount',
  'sealed',
] as const
const SET_ASIDE_COLUMNS = ['tenantId', 'id', 'batchFileId', 'row', 'line', 'lastLine', 'reason'] as const

/**
 * Reads one piece of a file and stores its rows, sealed, by the source's own key, and where rows stand that were set
 * aside. A chunk that is done already, or whose file was refused, is left alone. Throws UNAVAILABLE while another worker
 * holds the chunk, or when another took it over before the end.
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
  const { bytes, text } = await readRange(deps.store, tenantId, file.objectId, lease)
  const first = { row: lease.firstRow ?? 0, line: lease.firstLine ?? 1 }
  const rows = cutGoodRows(format.layout, text, first, {
    ...pieceReading(format, batchFile),
    bytes,
    rows: lease.rowCount ?? 0,
  })
  const taken = rows.count + rows.setAside.length
  invariant(taken === lease.rowCount, 'a chunk holds another number of rows than were counted')
  const cipher = await SliceCipher.create(deps.keys, tenantId)
  const slices = sliceRows(cipher, format, lease, rows)
  return withTenant(deps.ingestDb, tenantId, async (tx) => {
    const { state } = await lockBatchFile(tx, ctx, batchFileId, 'share')
    if (state === 'rejected') return { state }
    await insertStaged(tx, subjectSlices, SLICE_COLUMNS, slices)
    await insertStaged(tx, setAsideRows, SET_ASIDE_COLUMNS, asideRows(lease, rows))
    await addProgress(tx, ctx, jobId, 'load', { done: taken })
    await finishChunk(tx, lease, {})
    await audit(tx, ctx, { action: 'file.load', objectKind: 'batch-file', objectId: batchFileId })
    return { state: 'done' }
  })
}

/** Rows of a piece that share the source's own key, or the first other key where it gives none. */
interface Slice {
  readonly key: string
  readonly personKeys: Set<string>
  readonly entries: IntakeEntry[]
}

function groupRows({ layout, personKeys }: IntakeFormat, rows: CutRows): Iterable<Slice> {
  const slices = new Map<string, Slice>()
  for (let index = 0; index < rows.count; index++) {
    const entry = rows.entry(index)
    const [key] = personKeysOf(layout, personKeys, entry)
    invariant(key !== undefined, 'a row that names nobody is set aside')
    let slice = slices.get(key)
    if (slice === undefined) slices.set(key, (slice = { key, personKeys: new Set(), entries: [] }))
    slice.entries.push(entry)
    for (const other of personKeys(entry.fields)) slice.personKeys.add(other)
  }
  return slices.values()
}

function* sliceRows(cipher: SliceCipher, format: IntakeFormat, chunk: ChunkLease, rows: CutRows): Generator<string> {
  const batchFileId = chunk.batchFileId ?? ''
  for (const { key, personKeys, entries } of groupRows(format, rows)) {
    const subjectKey = cipher.subjectKey(key)
    const sealed = cipher.seal({ batchFileId, chunkNo: chunk.no, subjectKey }, entries)
    const hidden = arrayText([...personKeys].map((other) => cipher.personKey(other)))
    const place = [chunk.tenantId, newId(), batchFileId, chunk.no] as const
    yield copyRow([...place, subjectKey, hidden, entries[0]?.row ?? 0, entries.length, sealed])
  }
}

function* asideRows(chunk: ChunkLease, { setAside }: CutRows): Generator<string> {
  for (const { row, line, lastLine, reason } of setAside) {
    yield copyRow([chunk.tenantId, newId(), chunk.batchFileId, row, line, lastLine, reason])
  }
}
