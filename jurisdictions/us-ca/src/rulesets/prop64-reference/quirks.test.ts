import { describe, expect, it } from 'vitest'
import { california } from '../../index.ts'
import { DEFECTS, quirks } from './quirks.ts'

const rules = california.rulesets
  .filter(({ id }) => id === 'prop64-reference')
  .flatMap(({ floor, policy }) => [...floor, ...policy])

describe('the list of defects', () => {
  it('has all thirty, in order', () => {
    expect(DEFECTS.map(({ id }) => id)).toEqual(Array.from({ length: 30 }, (_, index) => `D${index + 1}`))
  })

  it('is one plain sentence each', () => {
    for (const { summary, where } of DEFECTS) {
      expect(summary).toMatch(/^[A-Z].*\.$/)
      expect(where).toMatch(/\.$/)
    }
  })

  it('has a number for every quirk a rule carries', () => {
    const known = DEFECTS.map(({ id }) => id as string)
    expect(rules.flatMap((rule) => rule.quirks ?? []).filter(({ id }) => !known.includes(id))).toEqual([])
    expect(() => quirks('D31')).toThrow(RangeError)
  })

  it.each(DEFECTS.filter(({ shows }) => shows === 'answer').map(({ id }) => id))(
    '%s shows in answers, so a rule carries it',
    (id) => {
      // Where no rule answers, none can carry it.
      const isCarried = rules.some((rule) => rule.quirks?.some((quirk) => quirk.id === id))
      expect(isCarried).toBe(id !== 'D15')
    },
  )
})
