import { blankLineLength } from './blank-line.ts'
import { MAX_LINES_BYTES } from './cut-good-rows.ts'
import { byteOrderMarkLength } from './encoding.ts'
import type { Layout } from './layout.ts'
import { columnsByPosition, readHeader, type SourceColumns } from './source-columns.ts'

/** What a file of a record set begins with. */
export interface FileStart {
  readonly columns: SourceColumns
  /** 1 when there is a header. */
  readonly headerLines: 0 | 1
  /** Empty lines before it. */
  readonly blankLines: number
  /** Offset and 1-based physical line where the data rows begin. */
  readonly dataStart: number
  readonly dataLine: number
}

/**
 * Reads what stands before the data rows: a byte order mark, empty lines, and a header if there is one; see
 * `readHeader`. Without one, columns are taken by position. `text` is the beginning of the file and `last` says whether
 * it is all of it. Undefined when it is too short to tell. Throws VALIDATION on UTF-16 and on a header that will not do.
 */
export function readFileStart(layout: Layout, text: string, last: boolean): FileStart | undefined {
  let at = byteOrderMarkLength(text)
  let blankLines = 0
  for (let blank = blankLineLength(text, at); at < text.length && blank > 0; blank = blankLineLength(text, at)) {
    at += blank
    blankLines++
  }
  const lineEnd = text.indexOf('\n', at)
  if (lineEnd === -1 && !last && text.length - at < MAX_LINES_BYTES) return undefined
  const line = text.slice(at, lineEnd === -1 ? text.length : lineEnd).replace(/\r$/, '')
  const columns = readHeader(layout, line, blankLines + 1)
  if (columns === undefined) {
    const dataLine = blankLines + 1
    return { columns: columnsByPosition(layout), headerLines: 0, blankLines, dataStart: at, dataLine }
  }
  const dataStart = lineEnd === -1 ? text.length : lineEnd + 1
  return { columns, headerLines: 1, blankLines, dataStart, dataLine: blankLines + 2 }
}
