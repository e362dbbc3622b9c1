import type { CutRows, Place } from '@cmr/intake'
import type { IntakeFormat, Ruleset } from '@cmr/jurisdiction'
import { type FoundRange, RangeFinder } from './found-range.ts'
import { keyText } from './key-text.ts'
import type { SetFile, TextPlace } from './set-file.ts'

/** Bytes of a file of a record set, from `start` inclusive to `end` exclusive. */
export interface FileRange {
  readonly file: number
  readonly start: number
  readonly end: number
}

/** What is looked for in a range. */
export interface IndexTarget {
  readonly format: IntakeFormat
  readonly gathers: Ruleset['gathers']
  /** The office's county. */
  readonly county: string
  /** Whether rows are skimmed once the range has named the county; see `indexSet`. */
  readonly skims: boolean
}

/** Rows and lines are counted from the first record of a range: where it stands in the file is not known yet. */
export const UNKNOWN_PLACE: Place = { row: 0, line: 1 }

/**
 * Reads the records that begin in a range, and finds whose they are. The first begins at `start`, which is in the range.
 * Throws VALIDATION on a malformed row, unless the record set sets such rows aside.
 */
export function indexRange(file: SetFile, range: FileRange, start: TextPlace, target: IndexTarget): FoundRange {
  const { format, gathers, county, skims } = target
  const finder = new RangeFinder(county, start)
  let reuse: CutRows | undefined
  let { offset } = start
  let keys = ''
  while (offset < range.end) {
    const { rows, end, lines } = file.nextRows({ ...finder.place, offset }, range.end, {
      reuse,
      skims: skims && finder.namesCounty,
    })
    for (let i = 0; i < rows.count; i++) {
      // Most rows are of the same person as the row before, and it shows without reading a field.
      if (!rows.isAlike(i, format.layout.person)) keys = keyText(format, gathers, rows.entry(i))
      finder.addRow(rows, i, offset, i + 1 < rows.count ? offset + rows.start(i + 1) : end, keys)
      if (!finder.namesCounty) finder.addCounty(format.countyOf(rows.entry(i)))
    }
    finder.endRows(rows, lines)
    offset = end
    reuse = rows
  }
  return finder.found(start.offset, offset)
}
