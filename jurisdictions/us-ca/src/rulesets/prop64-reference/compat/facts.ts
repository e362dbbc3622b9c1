import { defineFact, presuming, type Fact, type Presumption, type Scope } from '@cmr/jurisdiction'
import { dayNumber } from '@cmr/record'
import { HS_11361_9 } from '../../../authorities.ts'
import type { Edition } from './edition.ts'
import { convictedOn, historyOf, NO_DATE } from './history.ts'
import { sentenceEndDay } from './sentence-end.ts'

/** The original tools computed with the year 1 where the file has no valid date (D3). */
const yearOne: Presumption<string> = { value: NO_DATE, favors: 'person', citations: [HS_11361_9] }

function dated(date: string): string | undefined {
  return date === NO_DATE ? undefined : date
}

/** A date that the originals took for the year 1 where there is none. */
function dateFact(id: string, label: string, about: Fact['about'], get: (scope: Scope) => string | undefined) {
  return presuming(defineFact<string>({ id, label, about, get }), yearOne)
}

export const county = defineFact({
  id: 'county',
  label: 'County of the court',
  about: 'charge',
  get: ({ charge }) => String(charge.given.county ?? ''),
})

export const felony = defineFact({
  id: 'felony',
  label: 'Felony',
  about: 'charge',
  get: ({ charge }) => charge.given.felony === true,
})

export const convictionDate = dateFact(
  'conviction-date',
  'Date of conviction',
  'charge',
  ({ charge }) => charge.disposedOn,
)

export const birthDate = dateFact('birth-date', 'Date of birth', 'person', ({ subject }) => subject.bornOn)

export const convictionCount = defineFact({
  id: 'conviction-count',
  label: 'Convictions on record',
  about: 'person',
  get: ({ subject }) => subject.charges.length,
})

export const deceased = defineFact({
  id: 'deceased',
  label: 'Deceased',
  about: 'person',
  get: ({ subject }) => subject.given.deceased === true,
})

export const registered = defineFact({
  id: 'registered',
  label: 'A registration under Penal Code § 290 is on file',
  about: 'person',
  get: ({ subject }) => subject.given.registered === true,
})

/** As the originals added sentences up (D6, D7). */
export const sentenceEndedBefore = defineFact({
  id: 'sentence-ended-before',
  label: 'The sentence ended before the as-of date',
  about: 'charge',
  get: ({ charge, asOf }) => sentenceEndDay(charge) < dayNumber(asOf),
})

/** As the originals added sentences up (D6, D7). */
export const allSentencesEnded = defineFact({
  id: 'all-sentences-ended',
  label: 'No sentence of the person ends after the as-of date',
  about: 'person',
  get: ({ subject, asOf }) => {
    const today = dayNumber(asOf)
    return subject.charges.every((charge) => sentenceEndDay(charge) <= today)
  },
})

/** The facts that depend on how an edition of the originals read an offense. */
export function factsOf(edition: Edition) {
  return {
    offenseText: defineFact({
      id: 'offense-text',
      label: 'Offense as the file writes it, up to the first hyphen',
      about: 'charge',
      get: ({ charge }) => edition.read(charge).text,
    }),
    prop64Section: defineFact({
      id: 'prop64-section',
      label: 'Section 11357–11360 named first',
      about: 'charge',
      get: ({ charge }) => edition.read(charge).section ?? 'none',
    }),
    relatedCharge: defineFact({
      id: 'related-charge',
      label: 'Related charge named first',
      about: 'charge',
      get: ({ charge }) => edition.read(charge).related ?? 'none',
    }),
    prop64InCycle: defineFact({
      id: 'prop64-in-cycle',
      label: 'A Prop 64 charge of any disposition in the same cycle',
      about: 'charge',
      get: ({ charge }) => edition.isProp64InCycle(charge),
    }),
    prop64ConvictionCount: defineFact({
      id: 'prop64-conviction-count',
      label: 'Convictions under §§ 11357–11360',
      about: 'person',
      get: ({ subject }) => historyOf(edition, subject).prop64Count,
    }),
    superstrikes: defineFact({
      id: 'superstrikes',
      label: 'Superstrikes on record',
      about: 'person',
      get: ({ subject }) => historyOf(edition, subject).superstrikes.length,
    }),
    registrableOffenses: defineFact({
      id: 'registrable-offenses',
      label: 'Convictions that require registration under Penal Code § 290',
      about: 'person',
      get: ({ subject }) => historyOf(edition, subject).registrable.length,
    }),
    mostRecentConvictionDate: dateFact(
      'most-recent-conviction-date',
      'Most recent conviction, any charge and county',
      'person',
      ({ subject }) =>
        subject.charges.some((charge) => convictedOn(charge) !== NO_DATE)
          ? historyOf(edition, subject).mostRecentOn
          : undefined,
    ),
    earliestSuperstrikeDate: dateFact(
      'earliest-superstrike-date',
      'Earliest conviction for a superstrike',
      'person',
      ({ subject }) => dated(historyOf(edition, subject).earliestSuperstrikeOn),
    ),
    earliestRegistrableDate: dateFact(
      'earliest-registrable-date',
      'Earliest conviction that requires or records registration',
      'person',
      ({ subject }) => dated(historyOf(edition, subject).earliestRegistrableOn),
    ),
  }
}
