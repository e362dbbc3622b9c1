import { GoodRows } from './cut-good-rows.ts'
import { CutRows } from './cut-rows.ts'
import type { Layout } from './layout.ts'
import type { SourceColumns } from './source-columns.ts'

const everybody = (): boolean => true

/**
 * Where records of a record set end, found without cutting fields; `cutGoodRows` on the same text takes exactly these,
 * though it may set aside more of them. Asked in order, with offsets where a record begins that is not an empty line.
 */
export class GoodRecordEnds {
  /** Physical lines of the record asked for last. */
  lineFeeds = 1
  /** Whether a closer look showed already that `cutGoodRows` sets it aside. */
  isDamaged = false
  /** The next quote mark that was not counted yet; -1 when there is none. */
  private quote: number
  /** Made at the first line that needs a closer look. */
  private rows: CutRows | undefined

  /** `last` says that the file ends where `text` does. */
  constructor(
    private readonly layout: Layout,
    private readonly columns: SourceColumns,
    private readonly text: string,
    private readonly last: boolean,
  ) {
    this.quote = text.indexOf('"')
  }

  /** Offset after the record that begins at `at`; undefined when more text is needed to tell. */
  after(at: number): number | undefined {
    const { text, last } = this
    this.lineFeeds = 1
    this.isDamaged = false
    const lineEnd = text.indexOf('\n', at)
    if (lineEnd === -1 && !last) return undefined
    const end = lineEnd === -1 ? text.length : lineEnd + 1
    // A record goes on over its line's end only within quotes, that is with an odd number of quote marks on the line.
    return this.isOdd(at, end) ? this.afterOdd(at) : end
  }

  private isOdd(at: number, end: number): boolean {
    let isOdd = false
    while (this.quote !== -1 && this.quote < end) {
      if (this.quote >= at) isOdd = !isOdd
      this.quote = this.text.indexOf('"', this.quote + 1)
    }
    return isOdd
  }

  private afterOdd(at: number): number | undefined {
    this.rows ??= new CutRows(this.layout, this.text, { columns: this.columns, rows: 1 })
    const { rows } = this
    const end = new GoodRows(this.layout, this.text, rows, { namesSomebody: everybody }).takeRecord(at, this.last)
    const [aside] = rows.setAside
    this.isDamaged = aside !== undefined
    this.lineFeeds = aside === undefined ? rows.lineCount : aside.lastLine - aside.line + 1
    rows.clear()
    return end
  }
}
