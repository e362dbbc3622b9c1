import type { Ledger, SetAsideRow } from '@cmr/intake'
import type { JoinedFile } from './join-ranges.ts'

/** A row that was taken for a good one when its file was skimmed, and set aside when it was cut. It stands on one line. */
export interface LateSetAside {
  /** Number of its file in the record set. */
  readonly file: number
  readonly row: SetAsideRow
}

/** Files with rows set aside that were counted as loaded. */
export function withLateSetAside(files: readonly JoinedFile[], late: readonly LateSetAside[]): readonly JoinedFile[] {
  if (late.length === 0) return files
  return files.map(({ ledger, setAside }, file) => {
    const rows = late.flatMap((found) => (found.file === file ? [found.row] : []))
    return { ledger: rows.reduce(moved, ledger), setAside: [...setAside, ...rows].sort((a, b) => a.row - b.row) }
  })
}

function moved(ledger: Ledger, { reason }: SetAsideRow): Ledger {
  return {
    ...ledger,
    loadedRows: ledger.loadedRows - 1,
    loadedLines: ledger.loadedLines - 1,
    setAsideRows: ledger.setAsideRows + 1,
    setAsideLines: ledger.setAsideLines + 1,
    setAside: { ...ledger.setAside, [reason]: (ledger.setAside[reason] ?? 0) + 1 },
  }
}
