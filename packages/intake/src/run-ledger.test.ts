import { describe, expect, it } from 'vitest'
import { EMPTY_LEDGER } from './ledger.ts'
import { type RunLedger, runLedgerFaults, totalOf } from './run-ledger.ts'

const file = { ...EMPTY_LEDGER, lines: 4, headerLines: 1, loadedLines: 3, loadedRows: 3 }
const ledger: RunLedger = {
  files: [file, { ...file, lines: 5, setAsideLines: 1, setAsideRows: 1, setAside: { 'bad-quote': 1 } }],
  subjects: 2,
  rowsHeld: 6,
  determinations: 3,
  outcomes: { eligible: 2, ineligible: 1 },
}

describe('runLedgerFaults', () => {
  it('finds nothing where everything adds up', () => {
    expect(runLedgerFaults(ledger)).toEqual([])
    expect(totalOf(ledger)).toMatchObject({ lines: 9, loadedRows: 6, setAside: { 'bad-quote': 1 } })
  })

  it.each([
    [{ rowsHeld: 5 }, '6 rows loaded, but the subjects hold 5.'],
    [{ determinations: 4 }, '4 convictions in scope, but the outcomes add up to 3.'],
    [
      { files: [file, { ...file, lines: 5 }] },
      'File 2: 5 lines, but 1 header, 0 blank, 3 loaded and 0 set aside are 4.',
    ],
  ] satisfies [Partial<RunLedger>, string][])('says that %j does not add up', (change, fault) => {
    expect(runLedgerFaults({ ...ledger, ...change })).toEqual([fault])
  })
})
