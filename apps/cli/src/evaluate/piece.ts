import { type CutRows, cutRows, type Layout } from '@cmr/intake'
import type { FileIndex } from './file-index.ts'
import { PIECE_BYTES, type SourceFile } from './source-file.ts'

/** Adjacent runs that are worked on together: `firstRun` inclusive, `endRun` exclusive. */
export interface Runs {
  readonly firstRun: number
  readonly endRun: number
}

/** A file's runs in groups of about a piece, in file order. */
export function groupRuns(index: FileIndex): Runs[] {
  const groups: Runs[] = []
  for (let firstRun = 0; firstRun < index.runs; firstRun = groups.at(-1)?.endRun ?? index.runs) {
    const limit = index.start(firstRun) + PIECE_BYTES
    let endRun = firstRun + 1
    while (endRun < index.runs && index.start(endRun + 1) <= limit) endRun++
    groups.push({ firstRun, endRun })
  }
  return groups
}

/** A file that was indexed, to be read again. */
export class IndexedFile {
  constructor(
    private readonly source: SourceFile,
    private readonly layout: Layout,
    readonly index: FileIndex,
  ) {}

  /** The rows of adjacent runs. Throws VALIDATION on a malformed row, naming its line. */
  async cut({ firstRun, endRun }: Runs): Promise<CutRows> {
    const { index } = this
    const bytes = await this.source.read(index.start(firstRun), index.start(endRun))
    const first = { row: index.firstRow(firstRun), line: index.firstLine(firstRun) }
    return cutRows(this.layout, bytes.toString('latin1'), first, {
      // A plain array: taking a part of a Buffer is slower.
      bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length),
      rows: index.firstRow(endRun) - first.row,
    })
  }
}
