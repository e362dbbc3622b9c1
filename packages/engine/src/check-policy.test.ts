import type { Ruleset } from '@cmr/jurisdiction'
import { describe, expect, it } from 'vitest'
import { checkPolicy } from './check-policy.ts'
import { compile } from './compile.ts'
import { rules } from './test-rules.ts'

// Safe: the engine takes rulesets with their option types erased.
const ruleset = rules as unknown as Ruleset
const withoutGround = {
  code: 'VALIDATION',
  message:
    '“The office contests.” may end below what the statute gives, so it needs a statutory ground. Name one: Risk.',
  details: { reason: 'challenge-without-ground', rule: 'test/contest' },
}

describe('checkPolicy', () => {
  it('gives the options as the ruleset reads them', () => {
    expect(checkPolicy(ruleset, { look: true, other: 1 })).toEqual({ helpAdults: false, contest: false, look: true })
  })

  it('refuses options that do not parse', () => {
    expect(() => checkPolicy(ruleset, { look: 'yes' })).toThrow(
      expect.objectContaining({ code: 'VALIDATION', details: { reason: 'wrong-options', field: 'look' } }),
    )
  })

  it.each([
    ['no ground', {}],
    ['a ground the ruleset does not list', { contestGround: 'unlisted' }],
  ])('refuses a challenge with %s, and so does a run', (_, ground) => {
    const options = { contest: true, ...ground }
    expect(() => checkPolicy(ruleset, options)).toThrow(expect.objectContaining(withoutGround))
    expect(() => compile(ruleset, { options, asOf: '2020-01-01', county: 'Test' })).toThrow(
      expect.objectContaining(withoutGround),
    )
  })

  it('accepts a challenge that names a ground, or that is off', () => {
    expect(checkPolicy(ruleset, { contest: true, contestGround: 'risk' })).toMatchObject({ contest: true })
    expect(checkPolicy(ruleset, { contest: false, contestGround: 'unlisted' })).toMatchObject({ contest: false })
  })
})
