import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DatedByCase } from './dated-by-case.ts'
import type { Charge } from './subject.ts'

const DAYS = ['1999-12-31', '2000-01-01', '2000-01-02', '2010-06-30'] as const
const CASES = ['1', '2', '3'] as const

const anyCharge = fc
  .record({ caseId: fc.constantFrom(...CASES), day: fc.constantFrom(undefined, ...DAYS) })
  .map(({ caseId, day }): Charge => {
    const charge = {
      id: '0:0',
      caseId,
      file: 0,
      row: 0,
      line: 1,
      literal: '',
      disposition: 'convicted',
      given: {},
    } as const
    return day === undefined ? charge : { ...charge, disposedOn: day }
  })

function countsOf(dated: DatedByCase, caseId: string): number[] {
  return [dated.others(caseId), dated.undated(caseId), ...DAYS.map((day) => dated.before(day, caseId))]
}

function plainCounts(charges: readonly Charge[], caseId: string): number[] {
  const others = charges.filter(({ caseId: id }) => id !== caseId)
  const dated = others.flatMap(({ disposedOn }) => disposedOn ?? [])
  const before = DAYS.map((day) => dated.filter((disposedOn) => disposedOn < day).length)
  return [others.length, others.length - dated.length, ...before]
}

describe('DatedByCase', () => {
  it('counts as going over all charges does, few or many, added at any time', () => {
    fc.assert(
      fc.property(fc.array(anyCharge, { maxLength: 20 }), (charges) => {
        const dated = new DatedByCase()
        charges.forEach((charge, added) => {
          dated.add(charge)
          expect(CASES.map((caseId) => countsOf(dated, caseId))).toEqual(
            CASES.map((caseId) => plainCounts(charges.slice(0, added + 1), caseId)),
          )
        })
      }),
    )
  })
})
