import { CutRows, type KnownOfText, type PieceOfText, type SourceOfText } from './cut-rows.ts'
import type { Entry, Layout } from './layout.ts'

const LINE_FEED = 10

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
  known: KnownOfText & SourceOfText = {},
): CutRows {
  const rows = new CutRows(layout, text, known)
  let { line } = first
  let at = 0
  while (at < text.length) {
    const blank = rows.blankAt(at)
    if (blank > 0) {
      at += blank
      line++
      rows.blankLines++
    } else {
      at = rows.cut(at, first.row + rows.count, line)
      line += rows.lineFeeds
      rows.lineCount += rows.lineFeeds
    }
  }
  return rows
}

/** No record of a criminal-history file comes near this; a longer one is an open quote that swallows the rest. */
const MAX_RECORD_BYTES = 1 << 20

/**
 * The same for the next piece of a file, which may end anywhere. `end` is the offset up to which it was cut: what comes
 * after needs text that is not there yet, or was not wanted.
 */
export function cutPiece(
  layout: Layout,
  text: string,
  first: { row: number; line: number },
  known: KnownOfText & SourceOfText & PieceOfText,
): { readonly rows: CutRows; readonly end: number } {
  const { last = false, before = text.length, skims = false } = known
  const rows = new CutRows(layout, text, known)
  const skimmer = rows.skimmer()
  const end = Math.min(before, text.length)
  let { line } = first
  let at = 0
  while (at < end) {
    const passed = skimmer.pass(at, end)
    if (passed !== at) {
      at = passed
      line += skimmer.passed
      rows.passOver(skimmer)
      continue
    }
    if (!last && text.indexOf('\n', at) === -1) break
    const blank = rows.blankAt(at)
    if (blank > 0) {
      at += blank
      line++
      rows.blankLines++
      continue
    }
    const next = cutWhole(rows, text, at, { row: first.row + rows.count + rows.skimmed, line }, last)
    if (next === -1) break
    at = next
    line += rows.lineFeeds
    rows.lineCount += rows.lineFeeds
    if (skims) rows.lead(skimmer, rows.lineFeeds === 1)
  }
  return { rows, end: at }
}

/** Adds the record at `at`. Returns where it ends, or -1 when more text is needed to tell. */
function cutWhole(
  rows: CutRows,
  text: string,
  at: number,
  { row, line }: { row: number; line: number },
  last: boolean,
): number {
  if (last || text.length - at > MAX_RECORD_BYTES) return rows.cut(at, row, line)
  const next = rows.tryCut(at, row, line, text.length)
  if (next === -1 || text.charCodeAt(next - 1) === LINE_FEED) return next
  rows.shorten(rows.count - 1)
  return -1
}

/** The entries of whole records; see `cutRows`. */
export function readEntries(layout: Layout, text: string, first: { row: number; line: number }): Entry[] {
  const rows = cutRows(layout, text, first)
  return Array.from({ length: rows.count }, (_, index) => rows.entry(index))
}
