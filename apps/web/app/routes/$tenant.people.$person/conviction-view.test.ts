import { describe, expect, it } from 'vitest'
import { convictionCard, factWords } from './conviction-view.ts'

const charge = {
  id: 'c',
  caseId: 'k',
  caseLabel: '',
  literal: ' 11357(A) HS-POSSESS ',
  disposedOn: null,
  county: 'SAN JOAQUIN',
  line: 12,
  given: {},
  answer: null,
}

describe('convictionCard', () => {
  it('says what the file does not give', () => {
    expect(convictionCard(charge, 'a.csv')).toMatchObject({
      convicted: 'not in the file',
      caseLabel: 'not in the file',
      answer: null,
    })
  })

  it('names what was presumed and falls back to the rule for citations', () => {
    const rule = { id: 'r/one', layer: 'floor' as const, summary: 'One.', citations: [{ cite: 'Code § 1' }] }
    const card = convictionCard(
      {
        ...charge,
        answer: {
          determination: 'Eligible',
          reason: 'Because',
          outcome: { kind: 'not_yet', relief: 'dismissal', on: '2027-03-02' },
          citations: [],
          explanation: {
            rule,
            floor: { kind: 'eligible', relief: 'dismissal' },
            tried: [],
            facts: [{ id: 'f', label: 'Age at conviction', value: 19, presumed: true }],
          },
        },
      },
      'a.csv',
    )
    expect(card.answer).toMatchObject({
      detail: 'eligible on 03/02/2027',
      citations: [{ cite: 'Code § 1', url: null, note: null }],
      presumed: ['Age at conviction'],
      facts: [{ id: 'f', label: 'Age at conviction', value: '19', presumed: true }],
      explained: true,
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
