import { describe, expect, it } from 'vitest'
import { losAngeles } from '../src/rulesets/prop64-reference/los-angeles/ruleset.ts'
import { describeBoundaries } from './reference-fixtures.ts'

describeBoundaries({
  title: 'boundaries of Los Angeles',
  file: 'los-angeles-boundaries.yaml',
  profile: 'los-angeles',
  county: 'Los Angeles',
  asOf: '2020-07-01',
})

describe('options of Los Angeles', () => {
  it('are the pilot’s own numbers by default, and for 0', () => {
    const standard = { individualAge: 50, yearsConvictionFree: 10 }
    expect(losAngeles.options.parse({})).toMatchObject(standard)
    expect(losAngeles.options.parse({ individualAge: 0, yearsConvictionFree: 0 })).toMatchObject(standard)
    expect(losAngeles.options.parse(losAngeles.options.parse({ individualAge: 40 }))).toMatchObject({
      individualAge: 40,
    })
  })

  it.each([
    { individualAge: -1 },
    { individualAge: 40.5 },
    { yearsConvictionFree: '2' },
    { age: 40 },
    { noTwoPriors: 1 },
  ])('refuse %j', (options) => {
    expect(losAngeles.options.safeParse(options).success).toBe(false)
  })

  it('have a preset for the pilot and each of its seven what-if builds', () => {
    expect(Object.keys(losAngeles.presets)).toHaveLength(8)
  })
})
