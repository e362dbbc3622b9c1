import { badInput } from './bad-input.ts'
import { blankLineLength } from './blank-line.ts'
import { CutRows, type KnownOfText, type PieceOfText, type SourceOfText } from './cut-rows.ts'
import type { Layout } from './layout.ts'
import type { RowSkimmer } from './row-skimmer.ts'
import type { SetAsideReason } from './set-aside.ts'
import { trimSpace } from './space.ts'

/** A record over several lines is no longer than this: a quote that stays open further swallows other people's rows. */
export const MAX_LINES_BYTES = 1 << 16

/** No line of a text file comes near this. */
const MAX_LINE_BYTES = 1 << 20

/** How the rows of a record set are taken. */
export interface GoodRowsOptions extends KnownOfText, SourceOfText {
  /** Asked of rows without the source's own key for the person: whether the kept fields name somebody all the same. */
  readonly namesSomebody: (fields: readonly string[]) => boolean
}

/** Where a piece of a file begins: data row and physical line. */
export interface Place {
  readonly row: number
  readonly line: number
}

/**
 * Cuts rows, and sets aside what is malformed or names nobody, in `setAside` of the rows it returns. Row numbers count
 * both. A line is set aside alone when no record can begin on it, and reading goes on with the next line:
 *
 * - A record is cut as strictly as `cutRows` does. It may go on over lines, within quotes, for 64 KiB.
 * - A line that is a whole row by itself is always that row, and never part of a quoted field that began before it.
 *   So one bad quote costs one row, and reading may begin at any such line.
 *
 * `text` must begin at a record (or an empty line) and end at a record's end. Throws VALIDATION (`binary-file`) on a line
 * of more than 1 MiB.
 */
export function cutGoodRows(layout: Layout, text: string, first: Place, options: GoodRowsOptions): CutRows {
  const rows = new CutRows(layout, text, options)
  new GoodRows(layout, text, rows, options).cut(first, true)
  return rows
}

/**
 * The same for the next piece of a file, which may end anywhere. `end` is the offset up to which it was cut: what
 * comes after needs text that is not there yet, or was not wanted.
 */
export function cutGoodPiece(
  layout: Layout,
  text: string,
  first: Place,
  options: GoodRowsOptions & PieceOfText,
): { readonly rows: CutRows; readonly end: number } {
  const rows = new CutRows(layout, text, options)
  const { last = false, before = text.length, skims = false } = options
  const skimmer = skims ? rows.skimmer() : undefined
  return { rows, end: new GoodRows(layout, text, rows, options, skimmer).cut(first, last, before) }
}

const LINE_FEED = 10

/** Takes the rows of a text one by one into `rows`. For readers of this package. */
export class GoodRows {
  private row = 0
  private line = 0

  constructor(
    private readonly layout: Layout,
    private readonly text: string,
    private readonly rows: CutRows,
    private readonly options: GoodRowsOptions,
    private readonly skimmer?: RowSkimmer,
  ) {}

  /** Cuts up to the end of the text, or where more text is needed, or the record at `before` or later. Returns that offset. */
  cut(first: Place, last: boolean, before = this.text.length): number {
    const { text, rows } = this
    const end = Math.min(before, text.length)
    this.row = first.row
    this.line = first.line
    let at = 0
    while (at < end) {
      const passed = this.passOver(at, end)
      if (passed !== at) {
        at = passed
        continue
      }
      if (!last && !this.isLineComplete(at)) return at
      const blank = rows.blankAt(at)
      if (blank > 0) {
        at += blank
        this.line++
        rows.blankLines++
        continue
      }
      const next = this.takeRecord(at, last)
      if (next === undefined) return at
      at = next
    }
    return at
  }

  /** Passes over and counts rows at `at` that begin before `end`, where rows are skimmed. Returns the offset after them. */
  private passOver(at: number, end: number): number {
    const { skimmer } = this
    const next = skimmer?.pass(at, end) ?? at
    if (skimmer === undefined || next === at) return at
    this.row += skimmer.passed
    this.line += skimmer.passed
    this.rows.passOver(skimmer)
    return next
  }

  private isLineComplete(at: number): boolean {
    const { text } = this
    if (text.indexOf('\n', at) !== -1) return true
    this.requireText(text.length - at)
    return false
  }

  private requireText(lineBytes: number): void {
    if (lineBytes > MAX_LINE_BYTES) throw badInput('binary-file', this.line)
  }

  /** Adds the record at `at` or sets its line aside. Returns where it ends; undefined when more text is needed to tell. */
  takeRecord(at: number, last: boolean): number | undefined {
    const { text, rows } = this
    const next = rows.tryCut(at, this.row, this.line, Math.min(text.length, at + MAX_LINES_BYTES))
    const { lineFeeds, hasZero } = rows
    if (next === -1 || (lineFeeds > 1 && this.holdsWholeRow(at, next))) {
      if (!last && lineFeeds > 1 && text.length - at <= MAX_LINES_BYTES) return undefined
      return this.setLineAside(at, lineFeeds > 1 ? 'unclosed-quote' : rows.fault)
    }
    if (!last && text.charCodeAt(next - 1) !== LINE_FEED) {
      rows.shorten(rows.count - 1)
      return undefined
    }
    this.requireText(next - at)
    this.keepNamed(lineFeeds, hasZero)
    return next
  }

  /** Sets the line at `at` aside, alone. Returns where it ends. */
  private setLineAside(at: number, fault: SetAsideReason): number {
    const { text } = this
    const lineEnd = text.indexOf('\n', at)
    const end = lineEnd === -1 ? text.length : lineEnd + 1
    this.requireText(end - at)
    this.setAside(text.slice(at, end).includes('\0') ? 'binary-data' : fault, 1)
    return end
  }

  /** Counts the record that was cut last, unless it must be kept out for what it says. */
  private keepNamed(lineFeeds: number, hasZero: boolean): void {
    const { rows } = this
    const index = rows.count - 1
    const reason = hasZero ? 'binary-data' : this.isNamed(index) ? undefined : 'names-nobody'
    if (reason === undefined) {
      this.row++
      this.line += lineFeeds
      rows.lineCount += lineFeeds
      if (this.skimmer !== undefined) rows.lead(this.skimmer, lineFeeds === 1)
    } else {
      rows.shorten(index)
      this.setAside(reason, lineFeeds)
    }
  }

  private isNamed(index: number): boolean {
    const { rows, layout, options } = this
    // The row before was named, by what stands in this one as well.
    if (rows.isAlike(index, layout.person)) return true
    return trimSpace(rows.value(index, layout.subject)) !== '' || options.namesSomebody(rows.entry(index).fields)
  }

  private setAside(reason: SetAsideReason, lineCount: number): void {
    const { line } = this
    this.rows.setAside.push({ row: this.row++, line, lastLine: line + lineCount - 1, reason })
    this.line += lineCount
  }

  /**
   * Whether a line after the first of the record cut last is a row by itself; if so, the record is taken back. Only
   * lines with an even number of quote marks can be one, and cutting them never goes beyond their end.
   */
  private holdsWholeRow(at: number, next: number): boolean {
    const { text, rows } = this
    const { count } = rows
    let isHeld = false
    for (
      let line = text.indexOf('\n', at) + 1;
      line > 0 && line < next && !isHeld;
      line = text.indexOf('\n', line) + 1
    ) {
      if (blankLineLength(text, line) > 0) continue
      isHeld = rows.tryCut(line, 0, 0, next) !== -1 && rows.lineFeeds === 1
      rows.shorten(count)
    }
    if (isHeld) rows.shorten(count - 1)
    return isHeld
  }
}
