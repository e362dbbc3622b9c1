import { badInput } from './bad-input.ts'
import { blankLineLength } from './blank-line.ts'
import { bytesOf } from './byte-text.ts'
import type { ByteWriter } from './byte-writer.ts'
import { COMMA, FieldCutter, NEEDS_A_LOOK, QUOTE, type RecordFault } from './field-cutter.ts'
import type { Entry, Layout } from './layout.ts'
import type { PlainRows } from './plain-rows.ts'
import { quoteCell } from './quote-cell.ts'
import { RowSkimmer } from './row-skimmer.ts'
import type { SetAsideRow } from './set-aside.ts'
import type { SourceColumns } from './source-columns.ts'
import { ORDINARY, START_KIND } from './start-kind.ts'

/** What a caller may know already; leaving it out only costs time. */
export interface KnownOfText {
  /** The bytes of the text. */
  readonly bytes?: Uint8Array
  /** About how many rows it holds. */
  readonly rows?: number
  /** Rows that are not needed any more: their memory is taken over, and they must not be used again. */
  readonly reuse?: CutRows | undefined
  /** Made for the file's columns: where its room holds the bytes, the rows are good only until it holds others. */
  readonly plain?: PlainRows
}

/** Whose rows they are and where a file has its columns. Left out: file 0, each column at its own place. */
export interface SourceOfText {
  /** 0-based among the files of the record set. */
  readonly file?: number
  readonly columns?: SourceColumns
}

/** How much of a text that may end anywhere is wanted. */
export interface PieceOfText {
  /** Only records that begin before this offset; all when left out. */
  readonly before?: number
  /** Whether the file ends where the text does. */
  readonly last?: boolean
  /**
   * Whether only those rows are wanted that may be of another person than the row before. The others are counted, in
   * `skimmed`, and passed over; whether they are well formed is not looked at.
   */
  readonly skims?: boolean | undefined
}

const SHORT_ROW_BYTES = 256
const CARRIAGE_RETURN = 13

/**
 * Rows of a piece of a file, cut into fields but not copied: a field becomes a string only when it is asked for.
 * Columns are those of the layout, wherever the file has them.
 *
 * `starts` holds, for each row, the offset of every field and one past the last field's separator, so that field
 * `f` of row `i` stands, quotes included, from `starts[i * (width + 1) + f]` up to the next start - 1.
 */
export class CutRows {
  /** Number of rows. */
  count = 0
  /** Rows that were passed over, behind the row cut before them. */
  skimmed = 0
  /** Physical lines they take. */
  lineCount = 0
  /** Empty lines among them. */
  blankLines = 0
  /** Rows of the piece that were kept out; see `cutGoodRows`. */
  readonly setAside: SetAsideRow[] = []
  private starts = new Int32Array(0)
  private lines = new Int32Array(0)
  private numbers = new Int32Array(0)
  /** 1 where the row, written by `quoteCell`, is byte for byte what stands in the file. */
  private verbatim = new Uint8Array(0)
  private readonly bytes: Uint8Array
  private readonly stride: number
  private readonly file: number
  private readonly columns: SourceColumns | undefined
  private readonly entries: (Entry | undefined)[] = []
  /** Fields of a row, from the second on, that the row before has too: up to this one, exclusive. */
  private alike = new Int32Array(0)
  private readonly cutter: FieldCutter
  private readonly plain: PlainRows | undefined
  /** Field of each of `layout.keeps`; -1 where the file has none. */
  private readonly keeps: readonly number[]
  /** Whether the last row may be taken as the one before by the next. */
  private canBeTaken = false

  /** `known.bytes` are those of `text`: fields are walked in them, and strings cut from `text`. */
  constructor(
    private readonly layout: Layout,
    private readonly text: string,
    known: KnownOfText & SourceOfText = {},
  ) {
    const { bytes = bytesOf(text), rows = Math.ceil(text.length / SHORT_ROW_BYTES), reuse } = known
    this.bytes = bytes
    this.file = known.file ?? 0
    this.columns = known.columns
    const width = known.columns?.width ?? layout.columns.length
    this.stride = width + 1
    this.plain = roomOf(bytes, known.plain)
    this.cutter = new FieldCutter(text, bytes, width, known.columns?.spare === true, this.plain)
    this.keeps = layout.keeps.map((column) => this.fieldOf(column))
    this.makeRoom(rows, reuse?.stride === this.stride && reuse.lines.length >= rows ? reuse : undefined)
  }

  /** Room for rows: that of rows that are not needed any more, where there are such. */
  private makeRoom(rows: number, reuse: CutRows | undefined): void {
    this.lines = reuse?.lines ?? new Int32Array(rows)
    this.numbers = reuse?.numbers ?? new Int32Array(rows)
    this.verbatim = reuse?.verbatim ?? new Uint8Array(rows)
    this.alike = reuse?.alike ?? new Int32Array(rows)
    if (this.plain !== undefined) this.starts = this.plain.starts
    else if (reuse !== undefined && reuse.plain === undefined) this.starts = reuse.starts
    else this.starts = new Int32Array(this.lines.length * this.stride)
  }

  /** Offset in `starts` of the next row's fields, after making room for them. */
  private nextRow(): number {
    if (this.count === this.lines.length) {
      const rows = Math.max(64, this.count * 2)
      if (this.plain === undefined) this.starts = enlarge(this.starts, new Int32Array(rows * this.stride))
      this.lines = enlarge(this.lines, new Int32Array(rows))
      this.numbers = enlarge(this.numbers, new Int32Array(rows))
      this.verbatim = enlarge(this.verbatim, new Uint8Array(rows))
      this.alike = enlarge(this.alike, new Int32Array(rows))
    }
    return this.count * this.stride
  }

  /**
   * Cuts the record at `at` and adds it as row number `row` of the file, beginning on physical line `line`. Returns the
   * offset after its line end, or -1 when it is malformed; then nothing is added and `fault` says why. `lineFeeds` says
   * how many lines were walked. A quoted field that has not closed at offset `limit` never does.
   */
  tryCut(at: number, row: number, line: number, limit: number): number {
    const { cutter, count, stride } = this
    const base = this.nextRow()
    const next = cutter.cut(this.starts, base, at, limit, this.canBeTaken ? base - stride : -1)
    if (next === -1) return -1
    this.lines[count] = line
    this.numbers[count] = row
    this.verbatim[count] = cutter.isVerbatim ? 1 : 0
    this.alike[count] = cutter.alike
    this.canBeTaken = cutter.canBeTaken
    this.count++
    return next
  }

  /** Length of the empty line at `at`, its end included; 0 when the line is not empty. */
  blankAt(at: number): number {
    // Bytes are walked anyway: most lines are told by theirs, without a look at the text.
    return (this.bytes[at] ?? 0) > CARRIAGE_RETURN ? 0 : blankLineLength(this.text, at)
  }

  /** Physical lines of the record tried last, up to where it failed. */
  get lineFeeds(): number {
    return this.cutter.lineFeeds
  }

  /** Whether the record tried last holds a binary zero. */
  get hasZero(): boolean {
    return this.cutter.hasZero
  }

  /** Takes back the rows after the first `count`. */
  shorten(count: number): void {
    this.count = count
    this.entries.length = Math.min(this.entries.length, count)
    this.canBeTaken = false
  }

  /** Forgets all rows. */
  clear(): void {
    this.shorten(0)
    this.setAside.length = 0
    this.skimmed = 0
    this.lineCount = 0
    this.blankLines = 0
  }

  /** Something that passes over rows of the person of the row cut last. */
  skimmer(): RowSkimmer {
    return new RowSkimmer(this.plain, this.bytes.length)
  }

  /** Counts what a skimmer passed over last. */
  passOver({ passed }: RowSkimmer): void {
    this.skimmed += passed
    this.lineCount += passed
  }

  /** Tells a skimmer of the last row; `isOneLine` says whether it stands on one line. */
  lead(skimmer: RowSkimmer, isOneLine: boolean): void {
    const { lastPersonField } = this
    const base = (this.count - 1) * this.stride
    if (!isOneLine || lastPersonField === -1) skimmer.follow(0, 0)
    else skimmer.follow(this.starts[base + 1] ?? 0, this.starts[base + lastPersonField + 1] ?? 0)
  }

  /** The last of the fields that say whose row it is; -1 where the first field is one of them, or the file's last. */
  private get lastPersonField(): number {
    const fields = this.layout.person.map((column) => this.fieldOf(column))
    const last = Math.max(...fields)
    return fields.includes(0) || last >= this.stride - 2 ? -1 : last
  }

  /** Why the record tried last is malformed. */
  get fault(): RecordFault {
    return this.cutter.fault ?? 'wrong-field-count'
  }

  /** Like `tryCut`, but throws VALIDATION on a stray or unclosed quote and on a wrong number of fields. */
  cut(at: number, row: number, line: number): number {
    const next = this.tryCut(at, row, line, this.bytes.length)
    if (next === -1) throw badInput(this.fault, line, { found: this.cutter.fieldCount, expected: this.stride - 1 })
    return next
  }

  private fieldStart(index: number, field: number): number {
    return this.starts[index * this.stride + field] ?? 0
  }

  /** Offset of a row in the text. */
  start(index: number): number {
    return this.fieldStart(index, 0)
  }

  /** Offset after a row's last character; its line end may be included. */
  end(index: number): number {
    return Math.min(this.fieldStart(index, this.stride - 1), this.bytes.length)
  }

  /** 0-based number of the row among the file's data rows, those set aside included. */
  rowNumber(index: number): number {
    return this.numbers[index] ?? 0
  }

  /** 1-based physical line a row begins on. */
  lineNumber(index: number): number {
    return this.lines[index] ?? 0
  }

  /** Index of the first row of this piece with that number or a later one; `count` when there is none. */
  indexFrom(row: number): number {
    let low = 0
    let high = this.count
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.rowNumber(middle) < row) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Field in which the file has a column; -1 when it has none. */
  private fieldOf(column: number): number {
    const from = this.columns?.from
    return from === undefined ? column : (from[column] ?? -1)
  }

  /** A column's value, empty where the file has none: quotes removed, doubled quotes single, CRLF inside quotes as LF. `index` counts from 0 in this piece. */
  value(index: number, column: number): string {
    return this.fieldValue(index, this.fieldOf(column))
  }

  private fieldValue(index: number, field: number): string {
    if (field === -1) return ''
    const start = this.fieldStart(index, field)
    const end = this.fieldStart(index, field + 1) - 1
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
    if (this.verbatim[index] === 1 && this.columns?.from === undefined) {
      out.fields(this.cutter, this.starts, index * this.stride, stretches)
      return
    }
    stretches.forEach(([first, end], i) => {
      if (i > 0) out.byte(COMMA)
      this.writeCells(index, first, end, out)
    })
  }

  private writeCells(index: number, first: number, end: number, out: ByteWriter): void {
    for (let column = first; column < end; column++) {
      if (column > first) out.byte(COMMA)
      const field = this.fieldOf(column)
      if (field === -1) continue
      const start = this.fieldStart(index, field)
      const stop = this.fieldStart(index, field + 1) - 1
      const mark = this.bytes[start] === QUOTE ? 1 : 0
      if (this.isPlain(start + mark, stop - mark)) out.copy(this.cutter, start + mark, stop - mark)
      else out.text(quoteCell(this.value(index, column)))
    }
  }

  /** Whether a cell of these bytes certainly needs no quotes; most that are quoted do not. */
  private isPlain(start: number, end: number): boolean {
    const { bytes } = this
    if (start < end && START_KIND[bytes[start] ?? 0] !== ORDINARY) return false
    for (let i = start; i < end; i++) {
      const code = bytes[i] ?? 0
      if (code <= COMMA && NEEDS_A_LOOK[code] === 1) return false
    }
    return true
  }

  /**
   * Whether columns stand in the row before as they stand in this one. False also where that was not noticed: then they
   * have to be compared.
   */
  isAlike(index: number, columns: readonly number[]): boolean {
    const alike = this.alike[index] ?? 0
    for (const column of columns) {
      const field = this.fieldOf(column)
      if (field === 0 || field >= alike) return false
    }
    return true
  }

  /** The row with the columns a format keeps. Asked for twice, it is the same object. */
  entry(index: number): Entry {
    const known = this.entries[index]
    if (known !== undefined) return known
    const { keeps } = this
    const before = index === 0 ? undefined : this.entries[index - 1]
    const alike = before === undefined ? 0 : (this.alike[index] ?? 0)
    const fields = new Array<string>(keeps.length)
    for (let k = 0; k < keeps.length; k++) {
      const field = keeps[k] ?? -1
      const isAlike = field < alike && field > 0
      fields[k] = isAlike ? (before?.fields[k] ?? '') : this.fieldValue(index, field)
    }
    const entry = { file: this.file, row: this.rowNumber(index), line: this.lineNumber(index), fields }
    this.entries[index] = entry
    return entry
  }
}

function roomOf(bytes: Uint8Array, plain: PlainRows | undefined): PlainRows | undefined {
  return plain?.holds(bytes) === true ? plain : undefined
}

function enlarge<T extends Int32Array | Uint8Array>(from: T, to: T): T {
  to.set(from)
  return to
}
