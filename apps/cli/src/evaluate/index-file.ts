import { type Layout, RecordIndexer } from '@cmr/intake'
import { FileIndex, NONE } from './file-index.ts'
import { SLICE_BYTES, type SourceFile } from './source-file.ts'

function sharedInt32(values: readonly number[]): Int32Array {
  const shared = new Int32Array(new SharedArrayBuffer(values.length * Int32Array.BYTES_PER_ELEMENT))
  shared.set(values)
  return shared
}

function sharedFloat64(values: readonly number[]): Float64Array {
  const shared = new Float64Array(new SharedArrayBuffer(values.length * Float64Array.BYTES_PER_ELEMENT))
  shared.set(values)
  return shared
}

/** Reads a file once to find its subjects. Throws VALIDATION on files that hold no records; see `RecordIndexer`. */
export async function indexFile(
  source: SourceFile,
  layout: Layout,
  onProgress: (rows: number, bytes: number) => void,
): Promise<FileIndex> {
  const starts: number[] = []
  const firstRows: number[] = []
  const firstLines: number[] = []
  const nextRuns: number[] = []
  const ownRuns: number[] = []
  const lastRuns = new Map<string, number>()
  let current: string | undefined
  let end = 0

  const indexer = new RecordIndexer(layout, ({ row, line, start, end: recordEnd, subject }) => {
    const run = nextRuns.length
    end = recordEnd
    if (subject === current && recordEnd - (starts[run - 1] ?? 0) <= SLICE_BYTES) return
    current = subject
    const previous = lastRuns.get(subject)
    if (previous !== undefined) nextRuns[previous] = run
    starts.push(start)
    firstRows.push(row)
    firstLines.push(line)
    nextRuns.push(NONE)
    ownRuns.push(previous === undefined ? run : (ownRuns[previous] ?? run))
    lastRuns.set(subject, run)
  })
  let bytes = 0
  for await (const text of source.slices()) {
    indexer.push(text)
    bytes += text.length
    onProgress(indexer.rows, bytes)
  }
  indexer.end()
  return new FileIndex({
    starts: sharedFloat64([...starts, end]),
    firstRows: sharedInt32([...firstRows, indexer.rows]),
    firstLines: sharedInt32([...firstLines, indexer.lines + 1]),
    nextRuns: sharedInt32(nextRuns),
    ownRuns: sharedInt32(ownRuns),
    subjects: lastRuns.size,
  })
}
