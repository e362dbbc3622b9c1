import {
  addCompared,
  addComparedPerson,
  type ComparedAnswers,
  type DifferenceCounts,
  REPEATED_CAUSE,
} from '@cmr/engine'
import type { Determination, IntakeEntry } from '@cmr/jurisdiction'
import type { Charge } from '@cmr/record'
import { placeOf } from '../imports/person-sources.ts'
import { type EvaluatedShare, evaluatePerson } from '../runs/evaluate-person.ts'
import type { RunComparison } from './run-comparison.ts'

/** A conviction of a person with two answers. */
export interface PersonDifference {
  readonly charge: Pick<Charge, 'file' | 'row' | 'line'>
  readonly before: string
  readonly after: string
  /** Id of the cause. */
  readonly cause: string
}

/** Answers a person's rows under the earlier rules too, counts what was compared and gives the differences. */
export function comparePerson(
  { before, comparer }: RunComparison,
  counts: DifferenceCounts,
  entries: readonly IntakeEntry[],
  shares: readonly EvaluatedShare[],
): PersonDifference[] {
  const earlier = answersByPlace(evaluatePerson(before, entries))
  const differences: PersonDifference[] = []
  const add = (charge: Charge, { before: then, after: now, cause }: ComparedAnswers): void => {
    if (cause !== undefined) differences.push({ charge, before: then, after: now, cause: cause.id })
  }
  for (const { evaluated } of shares) {
    const convictions = comparer.comparePerson(evaluated, (charge) => {
      const place = placeOf(charge)
      const found = earlier.get(place)
      earlier.delete(place)
      return found?.answer
    })
    addComparedPerson(counts, convictions)
    for (const conviction of convictions) add(conviction.charge, conviction)
  }
  // Rows of a person that carry no conviction today repeat one.
  for (const { charge, answer } of earlier.values()) {
    const conviction = comparer.compareLeft(answer, REPEATED_CAUSE)
    addCompared(counts, conviction)
    add(charge, conviction)
  }
  return differences
}

interface PlacedAnswer {
  readonly charge: Charge
  readonly answer: Determination
}

function answersByPlace(shares: readonly EvaluatedShare[]): Map<string, PlacedAnswer> {
  const answers = new Map<string, PlacedAnswer>()
  for (const { evaluated } of shares) {
    for (const [index, charge] of evaluated.subject.charges.entries()) {
      const answer = evaluated.determinations[index]
      if (answer !== undefined) answers.set(placeOf(charge), { charge, answer })
    }
  }
  return answers
}
