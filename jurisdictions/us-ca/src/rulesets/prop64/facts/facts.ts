import { defineFact, presuming } from '@cmr/jurisdiction'
import type { Scalar } from '@cmr/record'
import { commentOffenseOf, offenseIn, offenseOf } from '../reading.ts'
import { BANDA, COVERED_OFFENSES, PRESUMED_ELIGIBLE } from '../statutes.ts'
import { ageAtOffense, presumedAge } from './age.ts'
import { arrestDay, isUnderNewLaw, offenseDay } from './charge-days.ts'
import { countyOf } from './county-name.ts'
import { meaningOfCharge } from './meaning.ts'
import { barringPrior, historyOf, priorsUnderSameSection } from './history.ts'
import { isServing } from './sentence-end.ts'

function textOf(given: Scalar | undefined): string | undefined {
  return typeof given === 'string' ? given : undefined
}

/** `NO_COUNTY` where the file names none, because what follows from that is settled (S-00). */
export const county = defineFact({
  id: 'county',
  label: 'County of the court',
  about: 'charge',
  get: ({ charge }) => countyOf(charge),
})

export const isConviction = defineFact({
  id: 'conviction',
  label: 'Ended in a conviction',
  about: 'charge',
  get: ({ charge }) => charge.disposition === 'convicted',
})

/** `none` where the offense is not one of the four. */
export const section = defineFact({
  id: 'section',
  label: 'Section 11357–11360 the conviction is under',
  about: 'charge',
  get: ({ charge }) => offenseOf(charge).marijuana?.section ?? 'none',
})

/** Why a conviction is looked at at all; `none` where it is not. One fact, because most convictions end here. */
export const coverage = defineFact({
  id: 'coverage',
  label: 'Whether the offense is one of the four, or may be taken for one',
  about: 'charge',
  get: ({ subject, charge }) => {
    const offense = offenseIn(subject, charge)
    if (offense.marijuana !== undefined) return 'covered'
    if (offense.lookalike) return 'lookalike'
    if (commentOffenseOf(charge) !== undefined) return 'comment'
    return offense.pleaDerivative !== undefined && charge.given.marijuanaInCycle === true ? 'related' : 'none'
  },
})

export const commentNamesCovered = defineFact({
  id: 'comment-offense',
  label: 'The comment names one of the four sections, the charge does not',
  about: 'charge',
  get: ({ charge }) => commentOffenseOf(charge) !== undefined,
})

export const isRelated = defineFact({
  id: 'plea-derivative',
  label: 'Offense marijuana charges are pleaded down to, with a marijuana charge in the same arrest',
  about: 'charge',
  get: ({ charge }) =>
    charge.given.marijuanaInCycle === true &&
    offenseOf(charge).marijuana === undefined &&
    offenseOf(charge).pleaDerivative !== undefined,
})

/** `none` where it is not on the list. */
export const relatedSection = defineFact({
  id: 'related-section',
  label: 'Section marijuana charges are pleaded down to',
  about: 'charge',
  get: ({ charge }) => offenseOf(charge).pleaDerivative ?? 'none',
})

export const underNewLaw = presuming(
  defineFact({
    id: 'offense-on-or-after-prop-64',
    label: 'Offense on or after November 9, 2016',
    about: 'charge',
    get: ({ charge }) => isUnderNewLaw(charge),
    ask: 'Day of the offense, from the case file',
  }),
  {
    // Who is arrested after the law changed is presumed to have been charged under it; the other days settle it or leave it open.
    from: ({ charge }) => (arrestDay(charge) === undefined ? undefined : true),
    favors: 'prosecution',
    citations: [COVERED_OFFENSES],
  },
)

export const offenseDayGiven = defineFact({
  id: 'offense-day-given',
  label: 'The file gives the day of the offense',
  about: 'charge',
  get: ({ charge }) => offenseDay(charge) !== undefined,
})

export const convictionDate = defineFact({
  id: 'conviction-date',
  label: 'Day of conviction',
  about: 'charge',
  get: ({ charge }) => charge.disposedOn,
})

export const reliefNoted = defineFact({
  id: 'relief-noted',
  label: 'Relief the file notes after the conviction',
  about: 'charge',
  get: ({ charge }) => textOf(charge.given.relieved) ?? 'none',
})

export const level = defineFact({
  id: 'level',
  label: 'Felony, misdemeanor or infraction',
  about: 'charge',
  get: ({ charge }) => textOf(charge.given.level),
})

/** § 11360(b), the small gift, was a misdemeanor and (a) a felony: without a level the lesser is presumed. */
export const levelFavoringGift = presuming(level, {
  value: 'misdemeanor',
  favors: 'person',
  citations: [PRESUMED_ELIGIBLE],
})

const age = defineFact({
  id: 'age-at-offense',
  label: 'Age at the offense',
  about: 'charge',
  get: ({ subject, charge }) => ageAtOffense(subject, charge),
})

/** Where an adult of 21 may do what was charged, 21 is the age that favors the person. */
export const ageFavoringAdult = presuming(age, {
  from: ({ subject, charge }) => presumedAge(subject, charge, 21),
  favors: 'person',
  citations: [PRESUMED_ELIGIBLE],
})

/** Where a minor's offense is an infraction and an adult's a misdemeanor, 17 is. */
export const ageFavoringMinor = presuming(age, {
  from: ({ subject, charge }) => presumedAge(subject, charge, 17),
  favors: 'person',
  citations: [PRESUMED_ELIGIBLE],
})

/** `open` where the subdivision is missing, or means several things on the day. */
export const meaning = defineFact({
  id: 'subdivision-meaning',
  label: 'What the subdivision meant on the day of the offense',
  about: 'charge',
  get: ({ charge }) => meaningOfCharge(charge),
})

export const grams = presuming(
  defineFact({
    id: 'grams',
    label: 'Weight in grams',
    about: 'charge',
    get: ({ charge }) => (typeof charge.given.grams === 'number' ? charge.given.grams : undefined),
    ask: 'Weight, from the crime laboratory’s report',
  }),
  { value: 0, favors: 'person', citations: [PRESUMED_ELIGIBLE, BANDA] },
)

export const plants = presuming(
  defineFact({
    id: 'plants',
    label: 'Number of plants',
    about: 'charge',
    get: ({ charge }) => (typeof charge.given.plants === 'number' ? charge.given.plants : undefined),
    ask: 'Number of plants, from the case file',
  }),
  { value: 0, favors: 'person', citations: [PRESUMED_ELIGIBLE, BANDA] },
)

export const priorBar = defineFact({
  id: 'barring-prior',
  label: 'An offense of Penal Code § 667(e)(2)(C)(iv), or one that requires registration, before the marijuana charge',
  about: 'charge',
  get: ({ subject, charge, asOf }) => barringPrior(subject, charge, asOf),
})

export const priorsUnderSection = defineFact({
  id: 'priors-under-section',
  label: 'Earlier convictions under the same section',
  about: 'charge',
  get: ({ subject, charge, asOf }) => priorsUnderSameSection(subject, charge, asOf),
})

/** A sale to a minor shows as § 11361 in the same case. */
export const minorsInCase = defineFact({
  id: 'minors-offense-in-case',
  label: 'A conviction for selling to or employing minors (§ 11361) in the same case',
  about: 'charge',
  get: ({ subject, charge, asOf }) => historyOf(subject, asOf).hasMinorsIn(charge.caseId),
})

/** Whether a sentence was still running on the as-of day; without a length that can be read it is presumed served. */
export const serving = presuming(
  defineFact({
    id: 'sentence-running',
    label: 'Sentence still running',
    about: 'charge',
    get: ({ charge, asOf }) => isServing(charge, asOf),
  }),
  { value: false, favors: 'person', citations: [PRESUMED_ELIGIBLE] },
)
