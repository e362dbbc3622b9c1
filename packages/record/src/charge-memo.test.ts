import { describe, expect, it } from 'vitest'
import { ChargeMemo } from './charge-memo.ts'
import type { Charge } from './subject.ts'

function chargeAt(row: number): Charge {
  return { id: `0:${row}`, caseId: '1', file: 0, row, line: 1, literal: `L${row}`, disposition: 'other', given: {} }
}

describe('ChargeMemo', () => {
  it('works out each of neighboring charges once, whatever order they are asked for in', () => {
    const worked: number[] = []
    const memo = new ChargeMemo(({ row }) => void worked.push(row))
    const charges = [3, 4, 5].map(chargeAt)
    for (const charge of [...charges, ...charges.reverse()]) memo.of(charge)
    expect(worked).toEqual([3, 4, 5])
  })

  it('never gives one charge what was worked out for another, of the same row too', () => {
    const memo = new ChargeMemo(({ literal }) => literal)
    for (const row of [0, 64, 0, 128, 64]) expect(memo.of(chargeAt(row))).toBe(`L${row}`)
    expect(memo.of({ ...chargeAt(0), literal: 'other' })).toBe('other')
  })
})
