import { badInput } from './bad-input.ts'
import { cutGoodPiece, cutGoodRows, type GoodRowsOptions } from './cut-good-rows.ts'
import type { CutRows } from './cut-rows.ts'
import { type FileStart, readFileStart } from './file-start.ts'
import type { Layout } from './layout.ts'
import { addLedgers, EMPTY_LEDGER, type Ledger, requireReadable } from './ledger.ts'
import type { SetAsideReason, SetAsideRow } from './set-aside.ts'
import type { SourceColumns } from './source-columns.ts'

/** Whole records of a file that follow one another. */
export interface ReadPiece {
  readonly rows: CutRows
  /** Byte offsets in the file; `end` is exclusive. */
  readonly start: number
  readonly end: number
  /** Number of its first row and 1-based physical line it begins on. */
  readonly firstRow: number
  readonly firstLine: number
  /** Rows, those set aside included. */
  readonly rowCount: number
}

/** How a file of a record set is read. */
export interface RecordReaderOptions extends Pick<GoodRowsOptions, 'namesSomebody'> {
  /** 0-based among the files of the record set. */
  readonly file: number
}

/** The lines of cut rows, without a count of physical lines. */
export function ledgerOf(rows: CutRows): Omit<Ledger, 'lines'> {
  const setAside: Partial<Record<SetAsideReason, number>> = {}
  let setAsideLines = 0
  for (const { reason, line, lastLine } of rows.setAside) {
    setAside[reason] = (setAside[reason] ?? 0) + 1
    setAsideLines += lastLine - line + 1
  }
  return {
    headerLines: 0,
    blankLines: rows.blankLines,
    loadedLines: rows.lineCount,
    setAsideLines,
    loadedRows: rows.count + rows.skimmed,
    setAsideRows: rows.setAside.length,
    setAside,
  }
}

/** Line ends in byte text. */
export function countLineFeeds(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++
  return count
}

/**
 * Reads a file of a record set from beginning to end: push it in order, in pieces of any size, then call `end`.
 * Columns are found by the header's names, malformed rows and rows that name nobody are set aside; see `cutGoodRows`.
 * What is found does not depend on the pieces.
 */
export class RecordReader {
  private tail = ''
  /** Offset of `tail` in the file. */
  private offset = 0
  private lineFeeds = 0
  private start: FileStart | undefined
  private row = 0
  private line = 1
  private ledger = EMPTY_LEDGER
  private firstSetAside: SetAsideRow | undefined
  private endsOpen = false

  constructor(
    private readonly layout: Layout,
    private readonly options: RecordReaderOptions,
    private readonly visit: (piece: ReadPiece) => void,
  ) {}

  /** Where the file has its columns. Undefined before its first line was read. */
  get columns(): SourceColumns | undefined {
    return this.start?.columns
  }

  /** Takes the next piece. Throws VALIDATION on UTF-16 and on a header that will not do. */
  push(text: string): void {
    if (text === '') return
    this.lineFeeds += countLineFeeds(text)
    this.endsOpen = !text.endsWith('\n')
    this.tail = this.tail === '' ? text : this.tail + text
    this.read(false)
  }

  /**
   * Ends the file. Throws VALIDATION when it is empty, too short, without rows, or mostly malformed. The ledger holds
   * whatever was thrown or visited before.
   */
  end(): Ledger {
    const length = this.offset + this.tail.length
    if (length === 0) throw badInput('empty-file', 1)
    if (length < this.layout.minimumBytes) {
      throw badInput('file-too-short', 1, { found: length, expected: this.layout.minimumBytes })
    }
    this.read(true)
    const ledger = { ...this.ledger, lines: this.lineFeeds + (this.endsOpen ? 1 : 0) }
    requireReadable(ledger, this.firstSetAside)
    return ledger
  }

  private read(last: boolean): void {
    if (this.start === undefined && !this.begin(last)) return
    const { tail, layout } = this
    const first = { row: this.row, line: this.line }
    const { namesSomebody, file } = this.options
    const options = { namesSomebody, file, ...(this.columns === undefined ? {} : { columns: this.columns }) }
    const { rows, end } = last
      ? { rows: cutGoodRows(layout, tail, first, options), end: tail.length }
      : cutGoodPiece(layout, tail, first, options)
    if (end === 0) return
    this.tail = tail.slice(end)
    this.take(rows, end)
  }

  /** Reads what stands before the rows. False when more text is needed. */
  private begin(last: boolean): boolean {
    if (!last && this.tail.length < this.layout.minimumBytes) return false
    this.start = readFileStart(this.layout, this.tail, last)
    if (this.start === undefined) return false
    const { headerLines, blankLines, dataStart, dataLine } = this.start
    this.ledger = { ...EMPTY_LEDGER, headerLines, blankLines }
    this.line = dataLine
    this.offset = dataStart
    this.tail = this.tail.slice(dataStart)
    return true
  }

  private take(rows: CutRows, length: number): void {
    const part = ledgerOf(rows)
    const start = this.offset
    const piece = { rows, start, end: start + length, firstRow: this.row, firstLine: this.line }
    const rowCount = part.loadedRows + part.setAsideRows
    this.offset += length
    this.row += rowCount
    this.line += part.blankLines + part.loadedLines + part.setAsideLines
    this.ledger = addLedgers(this.ledger, { ...part, lines: 0 })
    this.firstSetAside ??= rows.setAside[0]
    if (rowCount > 0) this.visit({ ...piece, rowCount })
  }
}
