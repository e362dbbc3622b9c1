import { badInput } from './bad-input.ts'
import type { Entry, Layout } from './layout.ts'
import { needsQuotes, quoteCell } from './quote-cell.ts'

const LINE_FEED = 10
const CARRIAGE_RETURN = 13
const QUOTE = 34
const COMMA = 44
const BACKSLASH = 92

/**
 * Rows of a piece of a file, cut into fields but not copied: a field becomes a string only when it is asked for.
 *
 * `starts` holds, for each row, the offset of every field and one past the last field's separator, so that field
 * `c` of row `i` stands, quotes included, in `text` from `starts[i * (columns + 1) + c]` up to the next start - 1.
 */
export class CutRows {
  /** Number of data rows. */
  count = 0
  private starts: Int32Array
  private lines: Int32Array
  /** 1 where the row, written by `quoteCell`, is byte for byte what stands in the file. */
  private verbatim: Uint8Array
  private readonly stride: number

  constructor(
    private readonly layout: Layout,
    private readonly text: string,
    private readonly firstRow: number,
    expectedRows: number,
  ) {
    this.stride = layout.columns.length + 1
    this.starts = new Int32Array(expectedRows * this.stride)
    this.lines = new Int32Array(expectedRows)
    this.verbatim = new Uint8Array(expectedRows)
  }

  /** Offset in `starts` of the next row's fields, after making room for them. */
  private nextRow(): number {
    if (this.count === this.lines.length) {
      const rows = Math.max(64, this.count * 2)
      const starts = new Int32Array(rows * this.stride)
      const lines = new Int32Array(rows)
      const verbatim = new Uint8Array(rows)
      starts.set(this.starts)
      lines.set(this.lines)
      verbatim.set(this.verbatim)
      this.starts = starts
      this.lines = lines
      this.verbatim = verbatim
    }
    return this.count * this.stride
  }

  /**
   * Cuts the record at `at`, which begins on physical line `line`. Returns the offset after its line end.
   * Throws VALIDATION on a stray or unclosed quote and on a wrong number of fields.
   */
  cut(at: number, line: number): number {
    const { text } = this
    const { length } = text
    const columns = this.stride - 1
    const base = this.nextRow()
    const { starts } = this
    let verbatim = true
    let column = 0
    let i = at
    let code = 0
    for (;;) {
      if (column < columns) starts[base + column] = i
      code = i < length ? text.charCodeAt(i) : LINE_FEED
      if (code === QUOTE) {
        const close = this.closingQuote(i, line)
        verbatim &&= this.isQuotedAsWritten(i, close)
        i = close + 1
        code = i < length ? text.charCodeAt(i) : LINE_FEED
        if (code === CARRIAGE_RETURN && (i + 1 === length || text.charCodeAt(i + 1) === LINE_FEED)) {
          code = LINE_FEED
        } else if (code !== COMMA && code !== LINE_FEED) throw badInput('bad-quote', line)
      } else {
        if (verbatim && (code <= 32 || code >= 0xc2 || code === BACKSLASH)) verbatim = this.isBareAsWritten(i, code)
        while (code !== COMMA && code !== LINE_FEED) {
          // Most bytes are letters and digits, all above the comma: one comparison each.
          if (code < COMMA) {
            if (code === QUOTE) throw badInput('bad-quote', line)
            if (code === CARRIAGE_RETURN) {
              if (i + 1 === length || text.charCodeAt(i + 1) === LINE_FEED) break
              verbatim = false
            }
          }
          i++
          code = i < length ? text.charCodeAt(i) : LINE_FEED
        }
      }
      column++
      if (code !== COMMA) break
      i++
    }
    if (column !== columns) throw badInput('wrong-field-count', line, column, columns)
    starts[base + columns] = i + 1
    this.lines[this.count] = line
    this.verbatim[this.count] = verbatim ? 1 : 0
    this.count++
    if (i < length && text.charCodeAt(i) === CARRIAGE_RETURN) i++
    return Math.min(i + 1, length)
  }

  /** Offset of the quote that closes the field opened at `open`. */
  private closingQuote(open: number, line: number): number {
    let close = this.text.indexOf('"', open + 1)
    while (close !== -1 && this.text.charCodeAt(close + 1) === QUOTE) close = this.text.indexOf('"', close + 2)
    if (close === -1) throw badInput('unclosed-quote', line)
    return close
  }

  private isQuotedAsWritten(open: number, close: number): boolean {
    const inner = this.text.slice(open + 1, close)
    return needsQuotes(inner) && !inner.includes('\r\n')
  }

  private isBareAsWritten(at: number, code: number): boolean {
    if (code === LINE_FEED) return true
    if (code === CARRIAGE_RETURN) return at + 1 === this.text.length || this.text.charCodeAt(at + 1) === LINE_FEED
    const { text } = this
    let end = at
    while (end < text.length && text.charCodeAt(end) !== COMMA && text.charCodeAt(end) !== LINE_FEED) end++
    return !needsQuotes(text.slice(at, end).replace(/\r$/, ''))
  }

  private fieldStart(index: number, column: number): number {
    return this.starts[index * this.stride + column] ?? 0
  }

  /** 0-based number of the row among the file's data rows. */
  rowNumber(index: number): number {
    return this.firstRow + index
  }

  /** A field's value: quotes removed, doubled quotes single, CRLF inside quotes as LF. `index` counts from 0 in this piece. */
  value(index: number, column: number): string {
    const start = this.fieldStart(index, column)
    const end = this.fieldStart(index, column + 1) - 1
    if (start === end || this.text.charCodeAt(start) !== QUOTE) return this.text.slice(start, end)
    const inner = this.text.slice(start + 1, end - 1)
    return inner.includes('"') || inner.includes('\r')
      ? inner.replaceAll('""', '"').replaceAll('\r\n', '\n')
      : inner
  }

  /** A field as it is written to a result file. */
  cell(index: number, column: number): string {
    return this.verbatim[index] === 1
      ? this.text.slice(this.fieldStart(index, column), this.fieldStart(index, column + 1) - 1)
      : quoteCell(this.value(index, column))
  }

  /** The whole row as it is written to a result file, without a line end. */
  cells(index: number): string {
    const columns = this.stride - 1
    if (this.verbatim[index] === 1) {
      return this.text.slice(this.fieldStart(index, 0), this.fieldStart(index, columns) - 1)
    }
    let row = this.cell(index, 0)
    for (let column = 1; column < columns; column++) row += ',' + this.cell(index, column)
    return row
  }

  /** The columns a format keeps. */
  fields(index: number): string[] {
    const { keeps } = this.layout
    const fields = new Array<string>(keeps.length)
    for (let k = 0; k < keeps.length; k++) fields[k] = this.value(index, keeps[k] ?? 0)
    return fields
  }

  entry(index: number): Entry {
    return { row: this.firstRow + index, line: this.lines[index] ?? 0, fields: this.fields(index) }
  }
}

/** Line feeds in `text` from `from` up to `to`. */
function countLineFeeds(text: string, from: number, to: number): number {
  let lines = 0
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) lines++
  return lines
}

/** Length of the empty line at `at`, its end included; 0 when the line is not empty. */
export function blankLineLength(text: string, at: number): number {
  const code = text.charCodeAt(at)
  if (code === LINE_FEED) return 1
  if (code !== CARRIAGE_RETURN) return 0
  if (at + 1 === text.length) return 1
  return text.charCodeAt(at + 1) === LINE_FEED ? 2 : 0
}

/**
 * Cuts whole records into fields, empty lines skipped. RFC 4180, strictly: a quote inside an unquoted field, text
 * after a closing quote, an unclosed quote, or another number of fields throws VALIDATION naming the line.
 *
 * `text` must begin at a record (or an empty line) and end at a record's end; `first` says which data row and
 * physical line that is.
 */
export function cutRows(layout: Layout, text: string, first: { row: number; line: number }): CutRows {
  const rows = new CutRows(layout, text, first.row, Math.ceil(text.length / 256))
  let line = first.line
  let at = 0
  while (at < text.length) {
    const blank = blankLineLength(text, at)
    const next = blank > 0 ? at + blank : rows.cut(at, line)
    line += countLineFeeds(text, at, next)
    at = next
  }
  return rows
}

/** The entries of whole records; see `cutRows`. */
export function readEntries(layout: Layout, text: string, first: { row: number; line: number }): Entry[] {
  const rows = cutRows(layout, text, first)
  return Array.from({ length: rows.count }, (_, index) => rows.entry(index))
}
