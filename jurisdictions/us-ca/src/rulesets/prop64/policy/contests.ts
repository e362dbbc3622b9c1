import { defineFact } from '@cmr/jurisdiction'
import { forSale, notPossession, transport } from '../conditions.ts'
import { historyOf } from '../facts/history.ts'
import { sentenceShown } from './sentence-shown.ts'
import type { GroundId } from '../relief.ts'
import { DISQUALIFYING_OFFENSES, hs, PETITION, REVIEW_BY_PROSECUTION } from '../statutes.ts'
import { office, openToKindness } from './policy-conditions.ts'
import { effective, type OfficeRule } from './policy-rule.ts'

const courtDecides = { kind: 'refer', relief: 'as-the-court-orders', to: 'court' } as const

function groundOf(named: 'none' | GroundId): GroundId | undefined {
  return named === 'none' ? undefined : named
}

/** A certain disqualifying conviction anywhere in the record, whenever it was. */
const anyDisqualifying = defineFact({
  id: 'any-disqualifying-conviction',
  label: 'A disqualifying conviction anywhere in the record',
  about: 'person',
  get: ({ subject, asOf }) => historyOf(subject, asOf).barring !== undefined,
})

/** The weight as the record gives it; nothing is presumed against the person. */
const gramsShown = defineFact({
  id: 'grams-shown',
  label: 'Weight in grams, where the record gives it',
  about: 'charge',
  get: ({ charge }) => (typeof charge.given.grams === 'number' ? charge.given.grams : undefined),
})

/** One pound avoirdupois, in grams. */
const POUND = 453.592

export const contestServing: OfficeRule = {
  id: 'prop64/contest-serving',
  summary: 'The office contests relief while the sentence is running.',
  citations: [PETITION, REVIEW_BY_PROSECUTION],
  effective,
  effect: 'challenge',
  isOn: ({ contest }) => contest.serving,
  ground: ({ contest }) => groundOf(contest.servingGround),
  when: office.all(
    office.check({
      id: 'shown-serving',
      label: 'The sentence the file gives is still running',
      facts: [sentenceShown],
      holds: ([isServing]) => isServing,
    }),
    openToKindness,
  ),
  outcome: courtDecides,
}

export const contestLaterOffense: OfficeRule = {
  id: 'prop64/contest-later-offense',
  summary: 'The office contests relief where a disqualifying conviction came with or after the marijuana charge.',
  citations: [DISQUALIFYING_OFFENSES, REVIEW_BY_PROSECUTION],
  effective,
  effect: 'challenge',
  isOn: ({ contest }) => contest.laterOffense,
  ground: ({ contest }) => groundOf(contest.laterOffenseGround),
  when: office.all(
    notPossession,
    office.check({
      id: 'disqualifying-anywhere',
      label: 'A disqualifying conviction stands anywhere in the record',
      facts: [anyDisqualifying],
      holds: ([isThere]) => isThere,
    }),
    openToKindness,
  ),
  outcome: courtDecides,
}

export const contestLargeAmount: OfficeRule = {
  id: 'prop64/contest-large-amount',
  summary: 'The office contests relief for sales of more than one pound.',
  citations: [hs('11361.8', '(b), (f)'), REVIEW_BY_PROSECUTION],
  effective,
  effect: 'challenge',
  isOn: ({ contest }) => contest.largeAmount,
  ground: ({ contest }) => groundOf(contest.largeAmountGround),
  when: office.all(
    office.any(forSale, transport),
    office.check({
      id: 'more-than-a-pound',
      label: 'More than one pound',
      facts: [gramsShown],
      holds: ([weight]) => weight > POUND,
    }),
    openToKindness,
  ),
  outcome: courtDecides,
}
