import {
  addLedgers,
  EMPTY_LEDGER,
  type CutRows,
  type Ledger,
  ledgerOf,
  type Place,
  type SetAsideRow,
} from '@cmr/intake'
import { detach } from '@cmr/record'
import { TEXT_BYTES } from './set-file.ts'

/** The records that begin in a range of a file. Rows and lines are counted from its first record, on line 1. */
export interface FoundRange {
  /** Where the first record begins, and where the one after the last does. */
  readonly start: number
  readonly next: number
  readonly ledger: Ledger
  readonly setAside: readonly SetAsideRow[]
  readonly runs: FoundRuns
  /** Counties the rows name, as long as none named the one that is looked for. */
  readonly counties: ReadonlyMap<string, number>
  readonly namesCounty: boolean
}

/** Runs in parallel arrays; see `RecordIndex`. */
export interface FoundRuns {
  readonly starts: Float64Array
  readonly ends: Float64Array
  readonly firstRows: Int32Array
  readonly firstLines: Int32Array
  /** Keys of the person of each run, as the indexer joined them. */
  readonly keys: readonly string[]
}

/** Collects the records of a range. */
export class RangeFinder {
  namesCounty = false
  private row: number
  private line: number
  private ledger = EMPTY_LEDGER
  private readonly setAside: SetAsideRow[] = []
  private readonly counties = new Map<string, number>()
  private readonly starts: number[] = []
  private readonly ends: number[] = []
  private readonly firstRows: number[] = []
  private readonly firstLines: number[] = []
  private readonly keys: string[] = []
  private person: string | undefined

  /** `first`: the number of the first row and the line it begins on. */
  constructor(
    private readonly county: string,
    first: Place,
  ) {
    this.row = first.row
    this.line = first.line
  }

  /** The number of the next row and the line it begins on. */
  get place(): Place {
    return { row: this.row, line: this.line }
  }

  /** Adds a row, and what follows it up to `end`, of rows that begin at `offset` in the file. */
  addRow(rows: CutRows, index: number, offset: number, end: number, keys: string): void {
    const run = this.starts.length - 1
    if (keys === this.person && end - (this.starts[run] ?? 0) <= TEXT_BYTES) {
      this.ends[run] = end
      return
    }
    this.person = keys
    this.starts.push(offset + rows.start(index))
    this.ends.push(end)
    this.firstRows.push(rows.rowNumber(index))
    this.firstLines.push(rows.lineNumber(index))
    this.keys.push(detach(keys))
  }

  addCounty(county: string | undefined): void {
    if (county === this.county) this.namesCounty = true
    else if (county !== undefined) this.counties.set(county, (this.counties.get(county) ?? 0) + 1)
  }

  /** Goes on behind rows that were read together and take `lines` physical lines. */
  endRows(rows: CutRows, lines: number): void {
    const part = { ...ledgerOf(rows), lines }
    this.ledger = addLedgers(this.ledger, part)
    this.row += part.loadedRows + part.setAsideRows
    this.line += part.blankLines + part.loadedLines + part.setAsideLines
    for (const row of rows.setAside) this.setAside.push(row)
  }

  found(start: number, next: number): FoundRange {
    const { ledger, setAside, counties, namesCounty, keys } = this
    const runs = {
      starts: Float64Array.from(this.starts),
      ends: Float64Array.from(this.ends),
      firstRows: Int32Array.from(this.firstRows),
      firstLines: Int32Array.from(this.firstLines),
      keys,
    }
    return { start, next, ledger, setAside, runs, counties, namesCounty }
  }
}
