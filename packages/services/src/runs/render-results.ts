import { type Tx, withTenant } from '@cmr/db'
import { determinations } from '@cmr/db/schema'
import { ByteWriter, type CutRows, cutGoodRows, ResultRenderer } from '@cmr/intake'
import { and, asc, eq, gte, lt } from 'drizzle-orm'
import type { BatchFile } from '../batches/batch-store.ts'
import type { Context } from '../context.ts'
import { pieceReading } from '../imports/file-reading.ts'
import { readRange } from '../imports/source-text.ts'
import type { ChunkRow } from '../jobs/chunk-store.ts'
import type { ServiceDeps } from '../service-deps.ts'
import type { HashedWriter } from './result-objects.ts'
import type { RunProgram } from './run-program.ts'
import type { RunRow } from './run-store.ts'

/** Room for a piece's share of a result file; it grows when that is not enough. */
const FIRST_ROOM_BYTES = 1 << 20

/** What became of one source file: the counts that must add up before the run is shown. */
export interface FileResult {
  /** Data rows of the source that were written. */
  readonly rows: number
  /** Rows among them that carry a determination. */
  readonly determined: number
}

/** A source file and what is written from it. */
export interface Rendering {
  readonly run: RunRow
  readonly source: BatchFile
  /** Pieces of the source that begin and end with a record, in order. */
  readonly pieces: readonly ChunkRow[]
  /** One for each of the ruleset's result files. */
  readonly writers: readonly HashedWriter[]
  /** Called before each piece, in the transaction that reads its cells, with the rows written so far. */
  readonly onPiece: (tx: Tx, rows: number) => Promise<void>
}

/** Streams a source file through the renderer, one piece in memory at a time. */
export async function renderResults(
  ctx: Context,
  deps: ServiceDeps,
  { ruleset, format }: RunProgram,
  rendering: Rendering,
): Promise<FileResult> {
  const { run, source, pieces, writers, onPiece } = rendering
  const renderer = new ResultRenderer(format.layout, ruleset.results)
  for (const [index, header] of renderer.headers().entries()) await writers[index]?.write(Buffer.from(header, 'latin1'))
  const rendered = writers.map(() => new ByteWriter(FIRST_ROOM_BYTES))
  const reading = pieceReading(format, source.batchFile)
  let [rows, determined] = [0, 0]
  let reuse: CutRows | undefined
  for (const piece of pieces) {
    const { bytes, text } = await readRange(deps.store, ctx.tenant.id, source.file.objectId, piece)
    const cells = await withTenant(deps.db, ctx.tenant.id, async (tx) => {
      await onPiece(tx, rows)
      return listCells(tx, ctx, run, piece)
    })
    const first = { row: piece.firstRow ?? 0, line: piece.firstLine ?? 1 }
    const cut = cutGoodRows(format.layout, text, first, { ...reading, bytes, rows: piece.rowCount ?? 0, reuse })
    renderer.renderInto(rendered, cut, (row) => {
      rows++
      const found = cells.get(row)
      if (found !== undefined) determined++
      return found
    })
    reuse = cut
    for (const [index, writer] of writers.entries()) await moveBytes(rendered[index], writer)
  }
  return { rows, determined }
}

async function moveBytes(from: ByteWriter | undefined, to: HashedWriter): Promise<void> {
  if (from === undefined) return
  await to.write(from.bytes())
  from.clear()
}

/** The computed cells of a piece's determined rows, by row. */
async function listCells(tx: Tx, ctx: Context, run: RunRow, piece: ChunkRow): Promise<Map<number, string[]>> {
  const from = piece.firstRow ?? 0
  const found = await tx
    .select({ row: determinations.row, cells: determinations.cells })
    .from(determinations)
    .where(
      and(
        eq(determinations.tenantId, ctx.tenant.id),
        eq(determinations.runId, run.id),
        eq(determinations.batchFileId, piece.batchFileId ?? ''),
        gte(determinations.row, from),
        lt(determinations.row, from + (piece.rowCount ?? 0)),
      ),
    )
    .orderBy(asc(determinations.row))
  return new Map(found.map(({ row, cells }) => [row, cells]))
}
