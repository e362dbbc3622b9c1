import { type Layout, RecordIndexer } from '@cmr/intake'
import { PIECE_BYTES, type SourceFile } from './source-file.ts'

/** No further run of the subject. */
export const NONE = -1

/**
 * Where the rows of each subject stand in a file. A *run* is a stretch of adjacent rows of one subject, no longer
 * than a piece; a subject whose rows are spread over the file has several, linked in file order.
 *
 * All arrays run parallel, one element a run, in file order; those of positions have one more, for the file's end.
 */
export class FileIndex {
  /** Byte offset of a run's first row. Empty lines after a run belong to it. */
  readonly starts: number[] = []
  /** 0-based number of its first data row. */
  readonly firstRows: number[] = []
  /** 1-based physical line of its first row. */
  readonly firstLines: number[] = []
  /** The subject's next run, or `NONE`. */
  readonly nextRuns: number[] = []
  /** Whether an earlier run is of the same subject. */
  readonly continues: boolean[] = []
  /** Data rows of the file. */
  rows = 0
  subjects = 0

  get runs(): number {
    return this.nextRuns.length
  }
}

/** Reads a file once to find its subjects. Throws VALIDATION on files that hold no records; see `RecordIndexer`. */
export async function indexFile(
  source: SourceFile,
  layout: Layout,
  onProgress: (rows: number, bytes: number) => void,
): Promise<FileIndex> {
  const index = new FileIndex()
  const lastRuns = new Map<string, number>()
  let current: string | undefined
  let end = 0

  const indexer = new RecordIndexer(layout, ({ row, line, start, end: recordEnd, subject }) => {
    const run = index.nextRuns.length
    const isFull = run > 0 && recordEnd - (index.starts[run - 1] ?? 0) > PIECE_BYTES
    end = recordEnd
    if (subject === current && !isFull) return
    current = subject
    index.starts.push(start)
    index.firstRows.push(row)
    index.firstLines.push(line)
    index.nextRuns.push(NONE)
    const previous = lastRuns.get(subject)
    index.continues.push(previous !== undefined)
    if (previous !== undefined) index.nextRuns[previous] = run
    lastRuns.set(subject, run)
  })
  let bytes = 0
  for await (const text of source.pieces()) {
    indexer.push(text)
    bytes += text.length
    onProgress(indexer.rows, bytes)
  }
  indexer.end()
  index.starts.push(end)
  index.firstRows.push(indexer.rows)
  index.firstLines.push(indexer.lines + 1)
  index.rows = indexer.rows
  index.subjects = lastRuns.size
  return index
}
