import { AppError } from '@cmr/errors'
import { EMPTY_LEDGER, type RunLedger, runLedgerFaults } from '@cmr/intake'
import type { BatchFile } from '../batches/batch-store.ts'
import { comparisonFaults } from '../comparisons/comparison-report.ts'
import { ledgerOfFile } from '../imports/file-reading.ts'
import type { ChunkRow } from '../jobs/chunk-store.ts'
import { emptyTally, mergeTally, type Tally } from './part-tally.ts'
import type { FileResult } from './render-results.ts'
import type { RunProgram } from './run-program.ts'

/** What all parts of a run came to, and what became of its files, in order of position. */
export interface WholeRun {
  readonly tally: Tally
  readonly ledger: RunLedger
  readonly files: readonly { readonly name: string; readonly position: number; readonly rows: number }[]
}

/** What was counted beside the parts. */
export interface RunCounts {
  readonly sources: readonly BatchFile[]
  readonly evaluated: readonly ChunkRow[]
  readonly results: readonly ChunkRow[]
  /** Answers stored. */
  readonly stored: number
  /** Differences stored. */
  readonly differences: number
}

/**
 * Adds the parts of a run up. Throws PRECONDITION while one is open and INTERNAL (`ledger-mismatch`) when lines, rows or
 * answers do not balance: in each file lines = header + blank + loaded + set aside and rows loaded = rows written; over
 * all files rows loaded = rows the subjects hold, and the sum of outcomes = answers stored = answers written. Where the
 * run is compared: answers compared = the same + differing, differing = explained = stored.
 */
export function wholeRun(compiled: RunProgram, counts: RunCounts): WholeRun {
  const { sources, evaluated, results, stored, differences } = counts
  const written = sources.map(({ batchFile }) => results.find(({ batchFileId }) => batchFileId === batchFile.id))
  if ([...evaluated, ...written].some((chunk) => chunk?.state !== 'done')) {
    throw new AppError('PRECONDITION', 'Part of this run is not done yet.', { details: { reason: 'chunks-open' } })
  }
  const tally = emptyTally(compiled)
  // Safe: `evaluateRange` and `writeResults` wrote the results of chunks that are done.
  for (const { result } of evaluated) mergeTally(tally, compiled, result as Tally)
  const ledgers = sources.map(({ batchFile }) => ledgerOfFile(batchFile) ?? EMPTY_LEDGER)
  const { subjects, rowsHeld, outcomes } = tally
  const ledger = { files: ledgers, subjects, rowsHeld, determinations: stored, outcomes }
  const faults = runLedgerFaults(ledger)
  let exported = 0
  for (const [index, chunk] of written.entries()) {
    const file = chunk?.result as FileResult
    const loaded = ledgers[index]?.loadedRows ?? 0
    if (file.rows !== loaded) faults.push(`${loaded} rows of file ${index + 1} were loaded, but ${file.rows} written.`)
    exported += file.determined
  }
  if (exported !== stored) faults.push(`${stored} answers are stored, but ${exported} were written.`)
  faults.push(...comparisonFaults(tally, { determinations: stored, differences }))
  requireNone(faults)
  const files = sources.map(({ batchFile, file }) => ({
    name: file.name,
    position: batchFile.position,
    rows: batchFile.rows ?? 0,
  }))
  return { tally, ledger, files }
}

function requireNone(faults: readonly string[]): void {
  if (faults.length === 0) return
  throw new AppError(
    'INTERNAL',
    `The rows and answers of this run do not add up, so it is not shown. ${faults.join(' ')} Nothing was lost: start a new run.`,
    { details: { reason: 'ledger-mismatch', faults: faults.length } },
  )
}
