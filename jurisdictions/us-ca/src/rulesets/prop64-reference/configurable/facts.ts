import { defineFact, presuming, type Presumption } from '@cmr/jurisdiction'
import { HS_11361_9 } from '../../../authorities.ts'
import { convictedOn, historyOf, NO_DATE, readOffense } from '../compat/history.ts'

/** The original tools computed with the year 1 where the file has no valid date (D3). */
const yearOne: Presumption<string> = { value: NO_DATE, favors: 'person', citations: [HS_11361_9] }

export const county = defineFact({
  id: 'county',
  label: 'County of the court',
  about: 'charge',
  get: ({ charge }) => String(charge.given.county ?? ''),
})

export const offenseText = defineFact({
  id: 'offense-text',
  label: 'Offense as the file writes it',
  about: 'charge',
  get: ({ charge }) => charge.literal,
})

export const prop64SectionNamed = defineFact({
  id: 'prop64-section',
  label: 'Section 11357–11360 named first',
  about: 'charge',
  get: ({ charge }) => readOffense(charge.literal).section ?? 'none',
})

export const felony = defineFact({
  id: 'felony',
  label: 'Felony',
  about: 'charge',
  get: ({ charge }) => charge.given.felony === true,
})

export const convictionDate = presuming(
  defineFact({
    id: 'conviction-date',
    label: 'Date of conviction',
    about: 'charge',
    get: ({ charge }) => charge.disposedOn,
  }),
  yearOne,
)

export const birthDate = presuming(
  defineFact({ id: 'birth-date', label: 'Date of birth', about: 'person', get: ({ subject }) => subject.bornOn }),
  yearOne,
)

export const mostRecentConvictionDate = presuming(
  defineFact({
    id: 'most-recent-conviction-date',
    label: 'Most recent conviction, any charge and county',
    about: 'person',
    get: ({ subject }) =>
      subject.charges.some((charge) => convictedOn(charge) !== NO_DATE) ? historyOf(subject).mostRecentOn : undefined,
  }),
  yearOne,
)

export const convictionCount = defineFact({
  id: 'conviction-count',
  label: 'Convictions on record',
  about: 'person',
  get: ({ subject }) => subject.charges.length,
})

export const prop64ConvictionCount = defineFact({
  id: 'prop64-conviction-count',
  label: 'Convictions under §§ 11357–11360',
  about: 'person',
  get: ({ subject }) => historyOf(subject).prop64Count,
})

export const deceased = defineFact({
  id: 'deceased',
  label: 'Deceased',
  about: 'person',
  get: ({ subject }) => subject.given.deceased === true,
})
