import type { Comparison, Determination, Jurisdiction } from '@cmr/jurisdiction'
import type { Charge } from '@cmr/record'
import { describe, expect, it } from 'vitest'
import { AnswerComparer, findComparison, REPEATED_CAUSE, reportedCauses } from './compare-answers.ts'
import {
  addCompared,
  addComparedPerson,
  differenceFaults,
  emptyDifferences,
  mergeDifferences,
  reportDifferences,
} from './difference-counts.ts'
import { citations } from './test-rules.ts'

const answer = (relief: string): Determination => {
  const outcome = { kind: 'eligible', relief } as const
  return { floor: { outcome, presumed: [] }, outcome, citations: [] }
}
const word = (determination?: Determination): string =>
  determination?.outcome.kind === 'eligible' ? determination.outcome.relief : 'none'

const comparison: Comparison = {
  before: { ruleset: 'old' },
  after: { ruleset: 'new' },
  beforeAnswer: word,
  afterAnswer: word,
  causes: [
    { id: 'late', kind: 'law', label: 'Late.', citations, applies: ({ index }) => index > 1 },
    { id: 'other', kind: 'law', label: 'Other.', citations, applies: () => true },
  ],
}
const run = { asOf: '2020-01-01', county: 'Test', options: {} }
const comparer = new AnswerComparer(comparison, { beforeRun: run, afterRun: run })

const charge = (row: number): Charge => ({
  ...{ id: `0:${row}`, caseId: 'TEST-1', file: 0, row, line: row + 2 },
  ...{ literal: '', disposition: 'convicted', given: {} },
})
/** A person whose charges were answered so before, and are so after. */
function person(before: readonly (string | undefined)[], after: readonly (string | undefined)[]) {
  const answers = (words: readonly (string | undefined)[]) =>
    words.map((one) => (one === undefined ? one : answer(one)))
  const subject = { key: 'TEST', name: 'TESTPERSON', charges: after.map((_, row) => charge(row)), given: {} }
  return comparer.comparePerson({ subject, determinations: answers(after) }, ({ row }) => answers(before)[row])
}

describe('AnswerComparer', () => {
  it('leaves out what neither answers, and gives each difference the first cause that applies', () => {
    const compared = person(['seal', undefined, 'seal', undefined], ['seal', 'seal', undefined, undefined])
    expect(compared.map(({ charge: { row }, before, after, cause }) => [row, before, after, cause?.id])).toEqual([
      [0, 'seal', 'seal', undefined],
      [1, 'none', 'seal', 'other'],
      [2, 'seal', 'none', 'late'],
    ])
    expect(comparer.compareLeft(answer('none'), REPEATED_CAUSE).cause).toBeUndefined()
  })

  it('is found by both rulesets', () => {
    // Safe: only the name and the comparisons are read.
    const jurisdiction = { name: 'Test', comparisons: [comparison] } as unknown as Jurisdiction
    expect(findComparison(jurisdiction, 'old', 'new')).toBe(comparison)
    expect(() => findComparison(jurisdiction, 'new', 'old')).toThrow('Test does not compare new with old.')
  })
})

describe('counts of differences', () => {
  const people = [person(['seal', 'seal'], ['seal', 'reduce']), person(['seal', 'seal', 'a'], [undefined, 'x', 'y'])]

  it('are the same however the people are cut into parts', () => {
    const whole = emptyDifferences()
    const [first, second] = [emptyDifferences(), emptyDifferences()]
    people.forEach((one, i) => {
      addComparedPerson(whole, one)
      addComparedPerson(i === 0 ? first : second, one)
    })
    const left = comparer.compareLeft(answer('seal'), REPEATED_CAUSE)
    addCompared(whole, left)
    addCompared(second, left)
    addComparedPerson(whole, [])
    mergeDifferences(second, first)
    const report = reportDifferences(whole, reportedCauses(comparison))
    expect(reportDifferences(second, reportedCauses(comparison))).toEqual(report)
    expect(report).toMatchObject({
      people: { compared: 2, withDifferences: 2 },
      convictions: { compared: 6, same: 1, different: 5 },
      causes: [
        { id: 'late', convictions: 1, people: 1 },
        { id: 'other', convictions: 3, people: 2 },
        { id: 'repeated', convictions: 1, people: 0 },
      ],
    })
    expect(report.answers[0]).toEqual({ before: 'seal', after: 'none', count: 2 })
    expect(whole.answered).toEqual({ before: 6, after: 4 })
    expect(differenceFaults(second, 5)).toEqual([])
  })

  it('say what does not add up', () => {
    const counts = emptyDifferences()
    for (const one of people) addComparedPerson(counts, one)
    expect(differenceFaults(counts, 3)).toEqual(['4 answers differ, but 3 are listed.'])
    counts.same++
    counts.different++
    expect(differenceFaults(counts, 5)).toEqual([
      '5 answers were compared, but 2 are the same and 5 differ.',
      '5 answers differ, but 4 are explained.',
    ])
  })
})
