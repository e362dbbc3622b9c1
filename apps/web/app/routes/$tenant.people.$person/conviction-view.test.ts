import { describe, expect, it } from 'vitest'
import { convictionCard, factWords } from './conviction-view.ts'

const charge = {
  id: 'c',
  caseId: 'k',
  caseLabel: '',
  literal: ' 11357(A) HS-POSSESS ',
  disposedOn: null,
  county: 'SAN JOAQUIN',
  file: 'a.csv',
  line: 12,
  given: {},
  answer: null,
}
const rule = { id: 'r/one', summary: 'One.', citations: [{ cite: 'Code § 1' }] }
const presumption = {
  ...{ id: 'f', label: 'Age at conviction', favors: 'person' as const },
  ...{ citations: [{ cite: 'Code § 2' }], ask: 'the case file' },
}
const answer = {
  determination: 'Dismiss and seal',
  reason: 'Because',
  outcome: { kind: 'not_yet', relief: 'dismissal', on: '2027-03-02' },
  relief: 'Dismiss and seal',
  citations: [],
  floor: { outcome: { kind: 'ineligible', because: 'barred' }, relief: null, rule, presumed: [presumption] },
  policy: null,
  refused: null,
  procedure: null,
  explanation: {
    tried: [{ ...rule, layer: 'floor', truth: 'unknown' }],
    facts: [{ id: 'f', label: 'Age at conviction', value: 19, presumed: true }],
  },
} as const

describe('convictionCard', () => {
  it('says what the file does not give', () => {
    expect(convictionCard(charge)).toMatchObject({
      convicted: 'not in the file',
      caseLabel: 'not in the file',
      answer: null,
    })
  })

  it('shows both layers, and what was presumed with its value', () => {
    expect(convictionCard({ ...charge, answer }).answer).toMatchObject({
      kind: 'not_yet',
      detail: 'Dismiss and seal on 03/02/2027',
      presumed: true,
      floor: { kind: 'ineligible', detail: 'barred', rule, presumed: [{ ...presumption, value: '19' }] },
      policy: null,
      facts: [{ id: 'f', label: 'Age at conviction', value: '19', presumed: true }],
      tried: [{ id: 'r/one', words: 'cannot be told from the file' }],
      explained: true,
    })
  })

  it('shows what the policy did, and how the relief is asked for', () => {
    const procedure = { ...rule, label: 'By petition' }
    const policy = {
      ...answer.floor,
      presumed: [],
      effect: 'challenge',
      differs: true,
      ground: { label: 'Risk', citations: [] },
    } as const
    expect(convictionCard({ ...charge, answer: { ...answer, policy, procedure, refused: rule } }).answer).toMatchObject(
      {
        policy: { kind: 'ineligible', effect: 'challenge', ground: { label: 'Risk' }, presumed: [] },
        refused: rule,
        procedure,
      },
    )
  })

  it('shows an answer of older rules without their sentences', () => {
    const floor = { ...answer.floor, rule: null }
    expect(convictionCard({ ...charge, answer: { ...answer, floor, explanation: null } }).answer).toMatchObject({
      explained: false,
      floor: { rule: null, presumed: [{ value: null }] },
      facts: [],
      tried: [],
    })
  })
})

describe('factWords', () => {
  it.each([
    [null, 'not in the file'],
    ['', 'not in the file'],
    [true, 'Yes'],
    [0, '0'],
    ['2016-11-09', '11/09/2016'],
    [[], 'None'],
    [['11357', 'x'], '11357, x'],
  ])('says %j', (value, words) => expect(factWords(value)).toBe(words))
})
