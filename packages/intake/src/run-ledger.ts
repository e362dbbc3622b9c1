import { addLedgers, EMPTY_LEDGER, type Ledger, ledgerFaults } from './ledger.ts'

/** How a run accounts for everything that came in: from lines to answers. Plain JSON; the parts are counted separately. */
export interface RunLedger {
  /** In the order of the files. */
  readonly files: readonly Ledger[]
  readonly subjects: number
  /** Rows the subjects were built from. */
  readonly rowsHeld: number
  /** Convictions in scope: rows that carry an answer. */
  readonly determinations: number
  /** Answers by outcome. */
  readonly outcomes: Readonly<Record<string, number>>
}

/** The lines and rows of all files of a run. */
export function totalOf({ files }: Pick<RunLedger, 'files'>): Ledger {
  return files.reduce(addLedgers, EMPTY_LEDGER)
}

/**
 * What does not add up, one sentence each; empty when it balances: lines = header + blank + loaded + set aside in each
 * file, loaded rows = rows the subjects hold, sum of outcomes = convictions in scope.
 */
export function runLedgerFaults(ledger: RunLedger): string[] {
  const { files, rowsHeld, determinations, outcomes } = ledger
  const faults = files.flatMap((file, index) => ledgerFaults(file).map((fault) => `File ${index + 1}: ${fault}`))
  const { loadedRows } = totalOf(ledger)
  if (loadedRows !== rowsHeld) faults.push(`${loadedRows} rows loaded, but the subjects hold ${rowsHeld}.`)
  const answers = Object.values(outcomes).reduce((sum, count) => sum + count, 0)
  if (answers !== determinations) {
    faults.push(`${determinations} convictions in scope, but the outcomes add up to ${answers}.`)
  }
  return faults
}
