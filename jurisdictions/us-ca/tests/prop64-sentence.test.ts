import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isServing, LIFE, sentenceEnd, sentenceKind } from '../src/rulesets/prop64/facts/sentence-end.ts'
import { personOf } from './prop64-people.ts'

/** The first conviction of a person, sentenced on a compact day to parts of a length and a unit. */
function sentenced(day: string, ...parts: readonly (readonly [length: string, unit: string])[]) {
  const rows = parts.map(([SENT_LENGTH, SENT_TIME_CODE]) => ({
    CNT_ORDER: '101001001000',
    STP_EVENT_DATE: day,
    SENT_LENGTH,
    SENT_TIME_CODE,
  }))
  const [charge] = personOf(rows).charges
  if (charge === undefined) throw new Error('no charge')
  return charge
}

describe('the end of a sentence', () => {
  it.each([
    ['98990101', '099', 'M', '9907-04-01'],
    ['98990101', '098', 'Y', '9997-01-01'],
    ['99000101', '001', 'Y', undefined],
    ['20240229', '001', 'Y', '2025-03-01'],
    ['20240131', '001', 'M', '2024-02-29'],
    ['20240101', '366', 'D', '2025-01-01'],
    ['', '001', 'Y', undefined],
    ['20240101', '', '', undefined],
    ['20240101', '099', 'Y', LIFE],
    ['', '099', 'Y', LIFE],
  ])('of %s and %s %s is %s', (day, length, unit, end) => {
    const charge = sentenced(day, [length, unit])
    expect(sentenceEnd(charge)).toBe(end)
    expect(sentenceKind(charge)).toBe(end === undefined || end === LIFE ? end : 'ends')
  })

  it('decides whether it is running, on every day', () => {
    const days = fc.constantFrom('', '19990101', '20001231', '20100115', '20120229', '20231231', '20240101')
    const parts = fc.array(
      fc.tuple(
        fc.constantFrom('', '000', '001', '010', '012', '365', '366', '500', 'X'),
        fc.constantFrom('D', 'M', 'Y', 'H', ''),
      ),
      { minLength: 1, maxLength: 3 },
    )
    const readAsOf = fc.constantFrom('2000-12-31', '2012-02-29', '2013-03-01', '2024-01-01', '2025-01-01', '2025-01-02')
    fc.assert(
      fc.property(days, parts, readAsOf, (day, given, asOf) => {
        const charge = sentenced(day, ...given)
        const end = sentenceEnd(charge)
        expect(isServing(charge, asOf)).toBe(end === undefined ? undefined : end === LIFE || end > asOf)
      }),
      { numRuns: 1000 },
    )
  })
})
