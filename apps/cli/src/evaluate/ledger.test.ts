import { EMPTY_LEDGER } from '@cmr/intake'
import { describe, expect, it } from 'vitest'
import { requireBalance, setAsideTable } from './ledger.ts'
import type { Tally } from './run-tally.ts'

const ledger = { ...EMPTY_LEDGER, lines: 4, headerLines: 1, loadedLines: 3, loadedRows: 3 }
const files = [{ ledger, setAside: [] }]
const tally: Tally = {
  ...{ summary: undefined, quality: undefined, people: 1, presuming: 0, presumptions: {} },
  ...{ heldRows: 3, writtenRows: 3, determinations: 2, writtenDeterminations: 2, outcomes: { eligible: 1, ask: 1 } },
  setAside: [],
}

describe('requireBalance', () => {
  it('lets a run pass in which everything is accounted for', () => {
    expect(() => requireBalance(files, tally)).not.toThrow()
  })

  it.each([
    ['a line', [{ ledger: { ...ledger, lines: 5 }, setAside: [] }], tally],
    ['a row of a person', files, { ...tally, heldRows: 2 }],
    ['a written row', files, { ...tally, writtenRows: 2 }],
    ['an outcome', files, { ...tally, outcomes: { eligible: 1 } }],
    ['a written answer', files, { ...tally, writtenDeterminations: 1 }],
  ])('refuses one that lost %s', (_what, joined, counted) => {
    expect(() => requireBalance(joined, counted)).toThrow(
      expect.objectContaining({ code: 'INTERNAL', details: { reason: 'ledger-mismatch' } }) as Error,
    )
  })
})

describe('setAsideTable', () => {
  it('quotes what must be quoted', () => {
    const setAside = [{ row: 0, line: 2, lastLine: 3, reason: 'binary-data' as const }]
    expect(setAsideTable(['a,b.csv'], [{ ledger, setAside }])).toBe(
      'file,line,last_line,reason,explanation\n"a,b.csv",2,3,binary-data,It holds binary data.\n',
    )
  })
})
