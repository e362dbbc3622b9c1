import { type CutRows, cutRows, type Layout } from '@cmr/intake'
import type { FileIndex } from './file-index.ts'
import { PIECE_BYTES, type SourceFile } from './source-file.ts'

/** Adjacent runs that are worked on together: `firstRun` inclusive, `endRun` exclusive. */
export interface Runs {
  readonly firstRun: number
  readonly endRun: number
}

/** A piece of a file, about 1 MiB, with its rows cut. It depends on no other piece. */
export interface Piece extends Runs {
  readonly rows: CutRows
}

/** A file's runs in groups of about a piece, in file order. */
function* groupRuns(index: FileIndex): Generator<Runs, void> {
  let firstRun = 0
  while (firstRun < index.runs) {
    const limit = (index.starts[firstRun] ?? 0) + PIECE_BYTES
    let endRun = firstRun + 1
    while (endRun < index.runs && (index.starts[endRun + 1] ?? 0) <= limit) endRun++
    yield { firstRun, endRun }
    firstRun = endRun
  }
}

/** A file that was indexed, to be read again. */
export class IndexedFile {
  constructor(
    private readonly source: SourceFile,
    private readonly layout: Layout,
    readonly index: FileIndex,
  ) {}

  private async readRuns({ firstRun, endRun }: Runs, room?: Buffer): Promise<Buffer> {
    return this.source.read(this.index.starts[firstRun] ?? 0, this.index.starts[endRun] ?? 0, room)
  }

  private cut(bytes: Buffer, { firstRun, endRun }: Runs, reuse?: CutRows): CutRows {
    const { firstRows, firstLines } = this.index
    const row = firstRows[firstRun] ?? 0
    return cutRows(
      this.layout,
      bytes.toString('latin1'),
      { row, line: firstLines[firstRun] ?? 1 },
      {
        // A plain array: taking a part of a Buffer is slower.
        bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length),
        rows: (firstRows[endRun] ?? 0) - row,
        reuse,
      },
    )
  }

  /** The rows of one run. Throws VALIDATION on a malformed row. */
  async run(run: number): Promise<CutRows> {
    const runs = { firstRun: run, endRun: run + 1 }
    return this.cut(await this.readRuns(runs), runs)
  }

  /**
   * All pieces in file order; one is read while the one before is used. A piece is valid until the next is asked
   * for. Throws VALIDATION on the first malformed row.
   */
  async *pieces(): AsyncGenerator<Piece, void> {
    const rooms = [Buffer.allocUnsafe(PIECE_BYTES), Buffer.allocUnsafe(PIECE_BYTES)]
    const groups = [...groupRuns(this.index)]
    const readAhead = (number: number): Promise<Buffer> | undefined => {
      const runs = groups[number]
      const bytes = runs === undefined ? undefined : this.readRuns(runs, rooms[number % rooms.length])
      // A caller that stops early never awaits the read ahead; its failure then concerns nobody.
      bytes?.catch(() => undefined)
      return bytes
    }
    let next = readAhead(0)
    let rows: CutRows | undefined
    for (const [number, runs] of groups.entries()) {
      const bytes = await next
      next = readAhead(number + 1)
      if (bytes === undefined) return
      rows = this.cut(bytes, runs, rows)
      yield { ...runs, rows }
    }
  }
}
