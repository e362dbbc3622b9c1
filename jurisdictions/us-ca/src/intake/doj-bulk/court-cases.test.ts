import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CourtCases } from './court-cases.ts'

describe('cases of a court', () => {
  it('keep the id they were first named with, few or many', () => {
    const named = fc.array(fc.tuple(fc.constantFrom('ALAMEDA', 'MARIN'), fc.nat({ max: 12 })), { maxLength: 60 })
    fc.assert(
      fc.property(named, (courts) => {
        const cases = new CourtCases()
        const ids = new Map<string, string>()
        courts.forEach(([county, number], index) => {
          const key = `${county} ${number}`
          if (!ids.has(key)) ids.set(key, `case-${index}`)
          expect(cases.idOf(county, `TEST-${number}`, `case-${index}`)).toBe(ids.get(key))
        })
      }),
    )
  })
})
