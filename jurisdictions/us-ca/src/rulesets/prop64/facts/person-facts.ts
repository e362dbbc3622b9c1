import { defineFact } from '@cmr/jurisdiction'
import { historyOf } from './history.ts'

export const birthDate = defineFact({
  id: 'birth-date',
  label: 'Date of birth',
  about: 'person',
  get: ({ subject }) => subject.bornOn,
})

/** Undefined when any conviction that counts has no date: it might be the latest. */
export const latestConviction = defineFact({
  id: 'latest-conviction',
  label: 'Most recent conviction, any charge and county',
  about: 'person',
  get: ({ subject, asOf }) => historyOf(subject, asOf).recency.latest,
})

/** Empty text when the person has no felony. */
export const latestFelony = defineFact({
  id: 'latest-felony',
  label: 'Most recent felony conviction, any charge and county',
  about: 'person',
  get: ({ subject, asOf }) => historyOf(subject, asOf).recency.latestFelony,
})

export const convictionCount = defineFact({
  id: 'conviction-count',
  label: 'Convictions on record',
  about: 'person',
  get: ({ subject, asOf }) => historyOf(subject, asOf).recency.count,
})

export const marijuanaCount = defineFact({
  id: 'marijuana-count',
  label: 'Convictions under the four sections',
  about: 'person',
  get: ({ subject, asOf }) => historyOf(subject, asOf).marijuana,
})

export const isDeceased = defineFact({
  id: 'deceased',
  label: 'Deceased',
  about: 'person',
  get: ({ subject }) => subject.given.deceased === true,
})
