import { law } from '@cmr/jurisdiction'
import { quirks } from '../quirks.ts'
import { yearsSince } from './elapsed-years.ts'
import { convictionCount, type factsOf, sentenceEndedBefore } from './facts.ts'
import type { WordedRule } from './worded-rule.ts'

/** How three pilots sorted what no earlier row had answered; reductions in Sacramento, flags for review in the others. */
interface WaitingYears {
  /** In front of the rules' ids. */
  readonly profile: string
  readonly years: number
  readonly answer: 'reduction' | 'maybe'
  readonly facts: ReturnType<typeof factsOf>
}

const quirksOfDates = quirks('D3')
const quirksOfSentences = quirks('D3', 'D4', 'D6', 'D7')

const hasSeveral = law.check({
  id: 'several-convictions',
  label: 'More than one conviction on record',
  facts: [convictionCount],
  holds: ([count]) => count > 1,
})

const sentenceEnded = law.check({
  id: 'sentence-ended',
  label: 'The sentence ended before the as-of date',
  facts: [sentenceEndedBefore],
  holds: ([ended]) => ended,
})

/**
 * The last rows of a decision table: with several convictions the years since the most recent one decide (strictly more,
 * of 365.25 days, and none where no conviction is dated), with a single one whether its sentence is over.
 */
export function waitingYears({ profile, years, answer, facts }: WaitingYears): WordedRule<unknown>[] {
  const crimeFree = law.check({
    id: 'years-since-any-conviction',
    label: `More than ${years} years since the most recent conviction`,
    facts: [facts.mostRecentConvictionDate],
    holds: ([mostRecent], { asOf }) => yearsSince(mostRecent, asOf) > years,
  })
  return [
    {
      id: `${profile}-crime-free`,
      summary: `Of several convictions the most recent is more than ${years} years old.`,
      when: law.all(hasSeveral, crimeFree),
      answer: 'dismissal',
      reason: `No convictions in past ${years} years`,
      quirks: quirksOfDates,
    },
    {
      id: `${profile}-recent-conviction`,
      summary: `Of several convictions the most recent is not more than ${years} years old.`,
      when: hasSeveral,
      answer,
      reason: `Has convictions in past ${years} years`,
      quirks: quirksOfDates,
    },
    {
      id: `${profile}-sentence-completed`,
      summary: 'The sentence for the only conviction ended before the as-of date.',
      when: sentenceEnded,
      answer: 'dismissal',
      reason: 'Sentence Completed',
      quirks: quirksOfSentences,
    },
    {
      id: `${profile}-sentence-not-completed`,
      summary: 'The sentence for the only conviction had not ended by the as-of date.',
      when: law.all(),
      answer,
      reason: 'Sentence not Completed',
      quirks: quirksOfSentences,
    },
  ]
}
