import { badInput } from './bad-input.ts'
import { SET_ASIDE, type SetAsideReason, type SetAsideRow } from './set-aside.ts'

/** What became of the physical lines of a file, or of several files together. Plain JSON. */
export interface Ledger {
  /** Physical lines, counted by their ends alone; text after the last line end is a line too. */
  readonly lines: number
  readonly headerLines: number
  readonly blankLines: number
  readonly loadedLines: number
  readonly setAsideLines: number
  /** Rows; one may take several lines. */
  readonly loadedRows: number
  readonly setAsideRows: number
  /** Rows set aside, by reason. */
  readonly setAside: Readonly<Partial<Record<SetAsideReason, number>>>
}

export const EMPTY_LEDGER: Ledger = {
  lines: 0,
  headerLines: 0,
  blankLines: 0,
  loadedLines: 0,
  setAsideLines: 0,
  loadedRows: 0,
  setAsideRows: 0,
  setAside: {},
}

/** The ledger of two parts of a file, or of two files. */
export function addLedgers(a: Ledger, b: Ledger): Ledger {
  const setAside: Partial<Record<SetAsideReason, number>> = { ...a.setAside }
  // Safe: the keys of a ledger's counts are reasons.
  for (const reason of Object.keys(b.setAside) as SetAsideReason[]) {
    setAside[reason] = (setAside[reason] ?? 0) + (b.setAside[reason] ?? 0)
  }
  return {
    lines: a.lines + b.lines,
    headerLines: a.headerLines + b.headerLines,
    blankLines: a.blankLines + b.blankLines,
    loadedLines: a.loadedLines + b.loadedLines,
    setAsideLines: a.setAsideLines + b.setAsideLines,
    loadedRows: a.loadedRows + b.loadedRows,
    setAsideRows: a.setAsideRows + b.setAsideRows,
    setAside,
  }
}

/** What does not add up, one sentence each; empty when the ledger balances. */
export function ledgerFaults(ledger: Ledger): string[] {
  const { lines, headerLines, blankLines, loadedLines, setAsideLines, loadedRows, setAsideRows } = ledger
  const faults: string[] = []
  const placed = headerLines + blankLines + loadedLines + setAsideLines
  if (lines !== placed) {
    faults.push(
      `${lines} lines, but ${headerLines} header, ${blankLines} blank, ${loadedLines} loaded and ${setAsideLines} set aside are ${placed}.`,
    )
  }
  const byReason = Object.values(ledger.setAside).reduce((sum, count) => sum + count, 0)
  if (byReason !== setAsideRows) faults.push(`${setAsideRows} rows set aside, but the reasons add up to ${byReason}.`)
  if (loadedRows > loadedLines) faults.push(`${loadedRows} rows on ${loadedLines} loaded lines.`)
  if (setAsideRows > setAsideLines) faults.push(`${setAsideRows} rows on ${setAsideLines} lines set aside.`)
  return faults
}

/** Whether lines = header + blank + loaded + set aside, and the reasons account for every row set aside. */
export function balances(ledger: Ledger): boolean {
  return ledgerFaults(ledger).length === 0
}

/**
 * Refuses a file that cannot be meant: one without rows (`no-records`), or of which more than half of the rows, or all
 * of them, would be set aside (`mostly-malformed`, or `binary-file` where the first holds binary data). `first` is the first row set aside.
 */
export function requireReadable({ loadedRows, setAsideRows }: Ledger, first: SetAsideRow | undefined): void {
  if (first === undefined) {
    if (loadedRows === 0) throw badInput('no-records', 1)
    return
  }
  if (loadedRows >= setAsideRows) return
  if (first.reason === 'binary-data') throw badInput('binary-file', first.line)
  throw badInput('mostly-malformed', first.line, {
    found: setAsideRows,
    expected: loadedRows + setAsideRows,
    fault: SET_ASIDE[first.reason],
  })
}
