import { AppError } from '@cmr/errors'
import { type RunLedger, runLedgerFaults, SET_ASIDE, totalOf } from '@cmr/intake'
import type { JoinedFile } from './join-ranges.ts'
import type { Tally } from './run-tally.ts'

/** How a run accounts for everything that came in. */
export function runLedger(files: readonly JoinedFile[], tally: Tally): RunLedger {
  return {
    files: files.map(({ ledger }) => ledger),
    subjects: tally.people,
    rowsHeld: tally.heldRows,
    determinations: tally.determinations,
    // Threads meet outcomes in any order.
    outcomes: Object.fromEntries(Object.entries(tally.outcomes).sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

/** Throws INTERNAL when a run lost or invented a line, a row or an answer: its results must not be used. */
export function requireBalance(files: readonly JoinedFile[], tally: Tally): void {
  const ledger = runLedger(files, tally)
  const faults = runLedgerFaults(ledger)
  const { loadedRows } = totalOf(ledger)
  const { determinations, writtenRows, writtenDeterminations } = tally
  if (writtenRows !== loadedRows) faults.push(`${loadedRows} rows were loaded, but ${writtenRows} were written.`)
  if (writtenDeterminations !== determinations) {
    faults.push(`Of ${determinations} determinations ${writtenDeterminations} were written.`)
  }
  if (faults.length === 0) return
  throw new AppError('INTERNAL', `The run does not balance, so nothing was written. ${faults.join(' ')}`, {
    details: { reason: 'ledger-mismatch' },
  })
}

/** `ledger.json`. Every sum in it was checked. */
export function ledgerReport(paths: readonly string[], ledger: RunLedger): Record<string, unknown> {
  const files = ledger.files.map((file, i) => ({ file: paths[i], ...file }))
  return { ...ledger, files, total: totalOf(ledger) }
}

const HEADER = 'file,line,last_line,reason,explanation\n'

function cell(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** `set-aside.csv`: where each row that was set aside stands and why, and nothing of what it holds. */
export function setAsideTable(paths: readonly string[], files: readonly JoinedFile[]): string {
  const lines = files.flatMap(({ setAside }, file) =>
    setAside.map(({ line, lastLine, reason }) =>
      [paths[file] ?? '', String(line), String(lastLine), reason, SET_ASIDE[reason]].map(cell).join(','),
    ),
  )
  return HEADER + lines.map((line) => line + '\n').join('')
}
