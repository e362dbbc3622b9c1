import { startsWithSpace } from './space.ts'

const NEEDS_QUOTES = /[",\n\r]/

/** Whether a cell must stand in quotes: it holds a comma, quote mark or line end, begins with white space, or is exactly `\.`. */
export function needsQuotes(cell: string): boolean {
  return cell !== '' && (NEEDS_QUOTES.test(cell) || startsWithSpace(cell) || cell === '\\.')
}

/** A cell as it is written: quoted only where it must be, inner quote marks doubled. */
export function quoteCell(cell: string): string {
  return needsQuotes(cell) ? '"' + cell.replaceAll('"', '""') + '"' : cell
}
