import { describe, expect, it } from 'vitest'
import { effectWords, outcomeDetail, outcomeWords } from './outcome-words.ts'

describe('the words of an answer', () => {
  it('say when it rests on a presumption', () => {
    expect(outcomeWords('eligible', true).word).toBe('Eligible, presumed')
    expect(outcomeWords('needs_review', false)).toEqual({ tone: 'attention', word: 'Needs a person' })
  })

  it.each([
    [{ kind: 'eligible', relief: 'r' }, 'Dismiss', 'Dismiss'],
    [{ kind: 'not_yet', relief: 'r', on: '2027-03-02' }, 'Dismiss', 'Dismiss on 03/02/2027'],
    [{ kind: 'refer', relief: 'r', to: 'court' }, 'Contested', 'to the court'],
    [{ kind: 'ask', fact: 'f', question: 'Which day?' }, null, 'Which day?'],
    [{ kind: 'ineligible', because: 'not_a_conviction' }, null, 'not a conviction'],
  ] as const)('add what %j says', (outcome, relief, detail) => expect(outcomeDetail(outcome, relief)).toBe(detail))

  it('call a policy kinder only where its answer is another than the floor’s', () => {
    expect(effectWords('improve', true).word).toBe('Kinder than the floor')
    expect(effectWords('improve', false).word).toBe('Same as the floor')
    expect(effectWords('challenge', true).word).toBe('Contested')
  })
})
