import { columnsByPosition, type FileStart, readFileStart, RecordIndexer, RecordReader } from '@cmr/intake'
import type { DelimitedLayout, Ruleset } from '@cmr/jurisdiction'
import { type SetFileSpec, TEXT_BYTES } from './set-file.ts'
import { SourceFile } from './source-file.ts'

/** What a file that stands alone begins with: a header is skipped unread, and columns are taken by position. */
function strictStart(layout: DelimitedLayout, source: SourceFile): FileStart {
  let first: { readonly start: number; readonly line: number } | undefined
  const indexer = new RecordIndexer(layout, ({ start, line }) => {
    first ??= { start, line }
  })
  for (let at = 0; first === undefined && at < source.bytes; at += TEXT_BYTES) {
    indexer.push(source.read(at, Math.min(at + TEXT_BYTES, source.bytes)).toString('latin1'))
  }
  if (first === undefined) indexer.end()
  const { start, line } = first ?? { start: source.bytes, line: indexer.lines + 1 }
  const headerLines = indexer.hasHeader ? 1 : 0
  const columns = columnsByPosition(layout)
  return { columns, headerLines, blankLines: line - 1 - headerLines, dataStart: start, dataLine: line }
}

function tolerantStart(layout: DelimitedLayout, source: SourceFile): FileStart {
  if (source.bytes < layout.minimumBytes) refuseShort(layout, source)
  for (let length = TEXT_BYTES; ; length *= 2) {
    const end = Math.min(length, source.bytes)
    const start = readFileStart(layout, source.read(0, end).toString('latin1'), end === source.bytes)
    if (start !== undefined) return start
  }
}

/** Throws the refusal of a file that is shorter than a record. */
function refuseShort(layout: DelimitedLayout, source: SourceFile): void {
  const reader = new RecordReader(layout, { file: 0, namesSomebody: () => true }, () => undefined)
  reader.push(source.read(0, source.bytes).toString('latin1'))
  reader.end()
}

/**
 * Reads what a file begins with, and how long it is. Throws VALIDATION when it cannot be read or does not begin as a file
 * of its kind.
 */
export function openStart(
  path: string,
  layout: DelimitedLayout,
  gathers: Ruleset['gathers'],
): SetFileSpec & { readonly bytes: number } {
  const source = SourceFile.open(path)
  try {
    const start = gathers === 'file' ? strictStart(layout, source) : tolerantStart(layout, source)
    return { path, start, bytes: source.bytes }
  } finally {
    source.close()
  }
}
