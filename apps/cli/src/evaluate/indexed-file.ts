import { type CutRows, cutRows, type Layout } from '@cmr/intake'
import type { FileIndex } from './file-index.ts'
import { groupRuns, type Runs } from './piece.ts'
import { SLICE_BYTES, type SourceFile } from './source-file.ts'

/** Adjacent runs of at most a slice, with their rows cut. */
export interface Slice extends Runs {
  readonly rows: CutRows
}

/** A file that was indexed, to be read again. */
export class IndexedFile {
  constructor(
    private readonly source: SourceFile,
    private readonly layout: Layout,
    readonly index: FileIndex,
  ) {}

  /** Reads adjacent runs and cuts their rows, slice by slice. Throws VALIDATION on a malformed row, naming its line. */
  async *slices(runs: Runs): AsyncGenerator<Slice, void> {
    const { index } = this
    const begin = index.start(runs.firstRun)
    const bytes = await this.source.read(begin, index.start(runs.endRun))
    for (const { firstRun, endRun } of groupRuns(index, runs, SLICE_BYTES)) {
      const part = bytes.subarray(index.start(firstRun) - begin, index.start(endRun) - begin)
      const first = { row: index.firstRow(firstRun), line: index.firstLine(firstRun) }
      const rows = cutRows(this.layout, part.toString('latin1'), first, {
        // A plain array: taking a part of a Buffer is slower.
        bytes: new Uint8Array(part.buffer, part.byteOffset, part.length),
        rows: index.firstRow(endRun) - first.row,
      })
      yield { firstRun, endRun, rows }
    }
  }
}
