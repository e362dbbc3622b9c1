import { law } from '@cmr/jurisdiction'
import {
  alreadyRelieved,
  commentCovered,
  convictedUnderNewLaw,
  countyNamed,
  covered,
  offenseDayKnown,
  offenseUnderNewLaw,
  related,
} from '../conditions.ts'
import { BOATWRIGHT, COVERED_OFFENSES, PRESUMED_ELIGIBLE, RAYBON, REVIEW_BY_PROSECUTION } from '../statutes.ts'
import { effective, type FloorRule } from './floor-rule.ts'

export const countyUnknown: FloorRule = {
  id: 'prop64/s-00-county-unknown',
  summary: 'The file does not name the county, so a person must find out whose conviction it is.',
  citations: [REVIEW_BY_PROSECUTION],
  effective,
  when: law.not(countyNamed),
  outcome: { kind: 'needs_review', question: 'Which county’s court entered this conviction?' },
}

export const relatedReview: FloorRule = {
  id: 'prop64/s-01-related',
  summary: 'A charge marijuana offenses are pleaded down to is for the office to decide, never for the statute.',
  citations: [BOATWRIGHT],
  effective,
  when: law.all(law.not(covered), related),
  outcome: {
    kind: 'needs_review',
    question: 'Was this charge a plea bargained down from the marijuana charge of the same arrest?',
  },
}

export const commentReview: FloorRule = {
  id: 'prop64/s-01-comment',
  summary: 'Where only the comment names a marijuana offense, a person must see which charge was convicted.',
  citations: [COVERED_OFFENSES],
  effective,
  when: law.all(law.not(covered), commentCovered),
  outcome: {
    kind: 'needs_review',
    question: 'Is the conviction for the charge or for the marijuana offense in the comment?',
  },
}

export const notCovered: FloorRule = {
  id: 'prop64/s-01-not-covered',
  summary: 'The offense is not one that Proposition 64 changed.',
  citations: [COVERED_OFFENSES, RAYBON],
  effective,
  when: law.not(covered),
  outcome: { kind: 'ineligible', because: 'not_covered' },
}

export const underNewLaw: FloorRule = {
  id: 'prop64/s-02-new-law',
  summary: 'The offense was on or after November 9, 2016, so it was charged under the new law already.',
  citations: [COVERED_OFFENSES],
  effective,
  when: law.all(convictedUnderNewLaw, offenseUnderNewLaw),
  outcome: { kind: 'ineligible', because: 'not_covered' },
}

export const acrossTheDate: FloorRule = {
  id: 'prop64/s-02b-across-the-date',
  summary: 'The arrest was before November 9, 2016, the conviction after, and the day of the offense is not known.',
  citations: [COVERED_OFFENSES, PRESUMED_ELIGIBLE],
  effective,
  when: law.all(convictedUnderNewLaw, law.not(offenseDayKnown)),
  outcome: { kind: 'needs_review', question: 'Was the conviction entered under the old law or the new one?' },
}

export const alreadyDone: FloorRule = {
  id: 'prop64/s-03-already-relieved',
  summary:
    'The file notes that the conviction was already dismissed, set aside or redesignated. Check that the state’s record shows it.',
  citations: [REVIEW_BY_PROSECUTION],
  effective,
  when: alreadyRelieved,
  outcome: { kind: 'ineligible', because: 'already_done' },
}
