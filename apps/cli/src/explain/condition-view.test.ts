import type { Truth } from '@cmr/jurisdiction'
import { describe, expect, it } from 'vitest'
import { type ConditionView, conditionView, decidingChecks, isSwitchedOff, valueWords } from './condition-view.ts'

const check = (label: string, truth: Truth, facts = 1): ConditionView => ({
  kind: 'check',
  label,
  truth,
  facts: Array.from({ length: facts }, () => ({ label, value: 'x' })),
})
const group = (kind: 'all' | 'any' | 'not', truth: Truth, ...of: ConditionView[]): ConditionView => ({
  kind,
  truth,
  of,
})

function deciding(view: ConditionView): string[] {
  return decidingChecks(view).map(({ check: { label }, mustNotBe }) => (mustNotBe ? `not ${label}` : label))
}

describe('decidingChecks', () => {
  const [yes, no, open] = [check('yes', 'met'), check('no', 'not_met'), check('open', 'unknown')]

  it.each([
    ['all that are met, where all must be', group('all', 'met', yes, yes), ['yes', 'yes']],
    ['the first that is not, where all must be', group('all', 'not_met', yes, open, no, no), ['no']],
    ['what is not known, where it decides', group('all', 'unknown', yes, open, open), ['open', 'open']],
    ['the first that is met, where one must be', group('any', 'met', no, yes, yes), ['yes']],
    ['all that are not, where one must be', group('any', 'not_met', no, no), ['no', 'no']],
    ['a no that was wanted', group('not', 'met', no), ['not no']],
    [
      'a part of a part',
      group('all', 'not_met', yes, group('not', 'not_met', group('any', 'met', no, yes))),
      ['not yes'],
    ],
    ['nothing, where nothing is asked', group('all', 'met'), []],
  ])('gives %s', (_what, view, expected) => {
    expect(deciding(view)).toEqual(expected)
  })
})

describe('isSwitchedOff', () => {
  const off = check('off', 'not_met', 0)
  it.each([
    [off, true],
    [check('on', 'met', 0), false],
    [check('no', 'not_met'), false],
    [group('all', 'not_met', check('yes', 'met'), off), true],
    [group('any', 'not_met', off, off), true],
    [group('any', 'not_met', off, check('no', 'not_met')), false],
    [group('not', 'not_met', check('on', 'met', 0)), false],
  ])('is what the options alone decide: %j', (view, expected) => {
    expect(isSwitchedOff(view)).toBe(expected)
  })
})

describe('conditionView', () => {
  it('keeps what was presumed, in whose favor and by what, and what nobody knows', () => {
    const presumption = { favors: 'person', citations: [{ cite: 'Test Code § 1' }] } as const
    const facts = [
      { id: 'a', label: 'Weight', value: 0, presumed: true, presumption },
      { id: 'b', label: 'Plants', value: undefined, presumed: false },
      { id: 'c', label: 'Offense', value: 'Caf\xc3\xa9', presumed: false },
    ]
    expect(conditionView({ kind: 'check', id: 'x', label: 'X', truth: 'unknown', facts })).toEqual({
      kind: 'check',
      label: 'X',
      truth: 'unknown',
      facts: [
        { label: 'Weight', value: '0', presumed: presumption },
        { label: 'Plants', value: null },
        { label: 'Offense', value: 'Café' },
      ],
    })
  })

  it.each([
    [true, 'yes'],
    [false, 'no'],
    ['', 'empty'],
    [[], 'none'],
    [['a', 2], 'a, 2'],
  ])('says %j as %s', (value, words) => {
    expect(valueWords(value)).toBe(words)
  })
})
