import { badInput } from './bad-input.ts'
import { bytesOf } from './byte-text.ts'
import type { ByteWriter } from './byte-writer.ts'
import type { Entry, Layout } from './layout.ts'
import { needsQuotes, quoteCell } from './quote-cell.ts'

const LINE_FEED = 10
const CARRIAGE_RETURN = 13
const QUOTE = 34
const COMMA = 44
const BACKSLASH = 92

/** What the first byte of a field says: most fields need no second look. */
const ORDINARY = 0
const QUOTED = 1
/** White space, a backslash or the like: the cell may need quotes where the file has none; see `needsQuotes`. */
const SUSPECT = 2
const START_KIND = Uint8Array.from({ length: 256 }, (_, code) => {
  if (code === QUOTE) return QUOTED
  const isLineEnd = code === LINE_FEED || code === CARRIAGE_RETURN
  return !isLineEnd && (code <= 32 || code >= 0xc2 || code === BACKSLASH) ? SUSPECT : ORDINARY
})

/** 1 for bytes that make quotes needed wherever they stand in a cell. */
const MUST_BE_QUOTED = Uint8Array.from({ length: COMMA + 1 }, (_, code) =>
  code === COMMA || code === QUOTE || code === LINE_FEED || code === CARRIAGE_RETURN ? 1 : 0,
)

/** What a caller may know already; leaving it out only costs time. */
export interface KnownOfText {
  /** The bytes of the text. */
  readonly bytes?: Uint8Array
  /** About how many rows it holds. */
  readonly rows?: number
  /** Rows that are not needed any more: their memory is taken over, and they must not be used again. */
  readonly reuse?: CutRows | undefined
}

const SHORT_ROW_BYTES = 256

/**
 * Rows of a piece of a file, cut into fields but not copied: a field becomes a string only when it is asked for.
 *
 * `starts` holds, for each row, the offset of every field and one past the last field's separator, so that field
 * `c` of row `i` stands, quotes included, from `starts[i * (columns + 1) + c]` up to the next start - 1.
 */
export class CutRows {
  /** Number of data rows. */
  count = 0
  private starts: Int32Array
  private lines: Int32Array
  /** 1 where the row, written by `quoteCell`, is byte for byte what stands in the file. */
  private verbatim: Uint8Array
  private readonly bytes: Uint8Array
  private readonly stride: number
  private readonly entries: (Entry | undefined)[] = []
  /** Physical lines of the row cut last. */
  lineFeeds = 0
  /** Of the row being cut; becomes its element of `verbatim`. */
  private isVerbatim = true

  /** `known.bytes` are those of `text`: fields are walked in them, and strings cut from `text`. */
  constructor(
    private readonly layout: Layout,
    private readonly text: string,
    private readonly firstRow: number,
    known: KnownOfText,
  ) {
    const { bytes = bytesOf(text), rows = Math.ceil(text.length / SHORT_ROW_BYTES), reuse } = known
    this.bytes = bytes
    this.stride = layout.columns.length + 1
    if (reuse !== undefined && reuse.stride === this.stride && reuse.lines.length >= rows) {
      this.starts = reuse.starts
      this.lines = reuse.lines
      this.verbatim = reuse.verbatim
    } else {
      this.starts = new Int32Array(rows * this.stride)
      this.lines = new Int32Array(rows)
      this.verbatim = new Uint8Array(rows)
    }
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
   * Cuts the record at `at`, which begins on physical line `line`. Returns the offset after its line end; `lineFeeds`
   * then says how many lines it takes. Throws VALIDATION on a stray or unclosed quote and on a wrong number of fields.
   */
  cut(at: number, line: number): number {
    const { bytes } = this
    const { length } = bytes
    const columns = this.stride - 1
    const base = this.nextRow()
    const { starts } = this
    this.isVerbatim = true
    this.lineFeeds = 1
    let column = 0
    starts[base] = at
    let i = this.startField(at, line)
    while (i < length) {
      const code = bytes[i] ?? 0
      // Most bytes are letters and digits, all above the comma: one comparison each.
      if (code > COMMA) i++
      else if (code === COMMA) {
        column++
        // A row with too many fields spills into the room of the next one, and is refused below.
        starts[base + column] = i + 1
        i = this.startField(i + 1, line)
      } else if (code === LINE_FEED || this.isLineEnd(i)) break
      else i = this.afterOther(i, code, line)
    }
    if (column + 1 !== columns) throw badInput('wrong-field-count', line, column + 1, columns)
    starts[base + columns] = i + 1
    this.lines[this.count] = line
    this.verbatim[this.count] = this.isVerbatim ? 1 : 0
    this.count++
    if (i < length && bytes[i] === CARRIAGE_RETURN) i++
    return Math.min(i + 1, length)
  }

  /** Where to go on in a field that begins at `at`: there, or behind it when it is quoted. */
  private startField(at: number, line: number): number {
    return START_KIND[this.bytes[at] ?? 0] === ORDINARY ? at : this.afterStart(at, line)
  }

  /** Steps over a byte below the comma in an unquoted field that does not end it. */
  private afterOther(at: number, code: number, line: number): number {
    if (code === QUOTE) throw badInput('bad-quote', line)
    if (code === CARRIAGE_RETURN) this.isVerbatim = false
    return at + 1
  }

  /** Looks at the field at `at`, whose first byte is not ordinary. Returns where to go on: behind it when it is quoted. */
  private afterStart(at: number, line: number): number {
    if (this.bytes[at] === QUOTE) return this.endOfQuoted(at, line)
    const { bytes, text } = this
    let end = at
    while (end < bytes.length && bytes[end] !== COMMA && bytes[end] !== LINE_FEED) end++
    if (needsQuotes(text.slice(at, end).replace(/\r$/, ''))) this.isVerbatim = false
    return at
  }

  /** Offset of the comma or line end after the quoted field at `open`. */
  private endOfQuoted(open: number, line: number): number {
    const close = this.closingQuote(open)
    if (close === -1) throw badInput('unclosed-quote', line)
    const end = close + 1
    const next = this.bytes[end]
    if (next !== undefined && next !== COMMA && next !== LINE_FEED && !this.isLineEnd(end)) {
      throw badInput('bad-quote', line)
    }
    return end
  }

  /** Offset of the quote that closes the field opened at `open`, or -1. Counts its line feeds. */
  private closingQuote(open: number): number {
    const { bytes } = this
    let needed = false
    for (let i = open + 1; i < bytes.length; i++) {
      const code = bytes[i] ?? 0
      if (code > COMMA || MUST_BE_QUOTED[code] === 0) continue
      if (code === QUOTE) {
        if (bytes[i + 1] !== QUOTE) {
          if (!needed && !needsQuotes(this.text.slice(open + 1, i))) this.isVerbatim = false
          return i
        }
        i++
      } else if (code === LINE_FEED) {
        this.lineFeeds++
        // CRLF inside quotes is written as LF.
        if (bytes[i - 1] === CARRIAGE_RETURN) this.isVerbatim = false
      }
      needed = true
    }
    return -1
  }

  /** Whether a carriage return stands at `at` that belongs to a line end. */
  private isLineEnd(at: number): boolean {
    const { bytes } = this
    return bytes[at] === CARRIAGE_RETURN && (at + 1 === bytes.length || bytes[at + 1] === LINE_FEED)
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
    if (start === end) return ''
    if (this.bytes[start] !== QUOTE) return this.text.slice(start, end)
    const inner = this.text.slice(start + 1, end - 1)
    return inner.includes('"') || inner.includes('\r') ? inner.replaceAll('""', '"').replaceAll('\r\n', '\n') : inner
  }

  /**
   * Writes stretches of columns as result files have them, a comma between cells and none at the end. A stretch is
   * its first column and the column after its last.
   */
  writeColumns(index: number, stretches: readonly (readonly [first: number, end: number])[], out: ByteWriter): void {
    let isFirst = true
    for (const [first, end] of stretches) {
      if (isFirst) isFirst = false
      else out.byte(COMMA)
      if (this.verbatim[index] === 1) {
        out.copy(this.bytes, this.fieldStart(index, first), this.fieldStart(index, end) - 1)
      } else this.writeCells(index, first, end, out)
    }
  }

  private writeCells(index: number, first: number, end: number, out: ByteWriter): void {
    for (let column = first; column < end; column++) {
      if (column > first) out.byte(COMMA)
      const start = this.fieldStart(index, column)
      const stop = this.fieldStart(index, column + 1) - 1
      const mark = this.bytes[start] === QUOTE ? 1 : 0
      if (this.isPlain(start + mark, stop - mark)) out.copy(this.bytes, start + mark, stop - mark)
      else out.text(quoteCell(this.value(index, column)))
    }
  }

  /** Whether a cell of these bytes certainly needs no quotes; most that are quoted do not. */
  private isPlain(start: number, end: number): boolean {
    const { bytes } = this
    if (start < end && START_KIND[bytes[start] ?? 0] !== ORDINARY) return false
    for (let i = start; i < end; i++) {
      const code = bytes[i] ?? 0
      if (code <= COMMA && MUST_BE_QUOTED[code] === 1) return false
    }
    return true
  }

  /** The row with the columns a format keeps. Asked for twice, it is the same object. */
  entry(index: number): Entry {
    const known = this.entries[index]
    if (known !== undefined) return known
    const { keeps } = this.layout
    const fields = new Array<string>(keeps.length)
    for (let k = 0; k < keeps.length; k++) fields[k] = this.value(index, keeps[k] ?? 0)
    const entry = { row: this.firstRow + index, line: this.lines[index] ?? 0, fields }
    this.entries[index] = entry
    return entry
  }
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
export function cutRows(
  layout: Layout,
  text: string,
  first: { row: number; line: number },
  known: KnownOfText = {},
): CutRows {
  const rows = new CutRows(layout, text, first.row, known)
  let { line } = first
  let at = 0
  while (at < text.length) {
    const blank = blankLineLength(text, at)
    at = blank > 0 ? at + blank : rows.cut(at, line)
    line += blank > 0 ? 1 : rows.lineFeeds
  }
  return rows
}

/** The entries of whole records; see `cutRows`. */
export function readEntries(layout: Layout, text: string, first: { row: number; line: number }): Entry[] {
  const rows = cutRows(layout, text, first)
  return Array.from({ length: rows.count }, (_, index) => rows.entry(index))
}
