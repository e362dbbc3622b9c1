import { alreadyRelieved, convictedUnderNewLaw, countyNamed, prescriptionOffense, related } from '../conditions.ts'
import { ageFavoringMinor, convictionDate, level, section, serving } from '../facts/facts.ts'
import {
  birthDate,
  convictionCount,
  isDeceased,
  latestConviction,
  latestFelony,
  marijuanaCount,
} from '../facts/person-facts.ts'
import { SECTIONS } from '../options.ts'
import { BOATWRIGHT, REVIEW_BY_PROSECUTION } from '../statutes.ts'
import { chosen, hasReached, isYearsBefore, office, openToKindness } from './policy-conditions.ts'
import { dismisses, type OfficeRule } from './policy-rule.ts'
import { sentenceShown } from './sentence-shown.ts'

const isSection = (text: string): text is (typeof SECTIONS)[number] => SECTIONS.some((name) => name === text)

export const bySection: OfficeRule = {
  ...dismisses,
  id: 'prop64/office-section',
  summary: 'The office dismisses all convictions under this section.',
  when: office.all(
    office.check({
      id: 'section-chosen',
      label: 'The office dismisses this section',
      facts: [section],
      holds: ([name], { options }) => isSection(name) && options.dismiss.sections.includes(name),
    }),
    openToKindness,
  ),
}

export const nonFelony: OfficeRule = {
  ...dismisses,
  id: 'prop64/office-non-felony',
  summary: 'The office dismisses misdemeanors and infractions.',
  when: office.all(
    chosen('non-felonies-chosen', 'The office chose it', ({ dismiss }) => dismiss.nonFelonies),
    office.check({
      id: 'not-a-felony',
      label: 'Entered as a misdemeanor or infraction',
      facts: [level],
      holds: ([name]) => name !== 'felony',
    }),
    openToKindness,
  ),
}

export const ageReached: OfficeRule = {
  ...dismisses,
  id: 'prop64/office-age',
  summary: 'The person has reached the age the office chose.',
  when: office.all(
    chosen('age-chosen', 'The office chose an age', ({ dismissWhen }) => dismissWhen.ageAtLeast !== 0),
    office.check({
      id: 'age-reached',
      label: 'The birthday of that age is not later than the as-of day',
      facts: [birthDate],
      holds: ([born], { options, asOf }) => hasReached(born, options.dismissWhen.ageAtLeast, asOf),
    }),
    openToKindness,
  ),
}

export const underTwentyOne: OfficeRule = {
  ...dismisses,
  id: 'prop64/office-under-21',
  summary: 'The person was under 21 at the offense.',
  when: office.all(
    chosen('under-21-chosen', 'The office chose it', ({ dismissWhen }) => dismissWhen.underTwentyOne),
    office.check({
      id: 'was-under-21',
      label: 'Under 21 at the offense, else at the arrest',
      facts: [ageFavoringMinor],
      holds: ([years]) => years < 21,
    }),
    openToKindness,
  ),
}

export const oldConviction: OfficeRule = {
  ...dismisses,
  id: 'prop64/office-old-conviction',
  summary: 'The conviction is as many years old as the office chose, or more.',
  when: office.all(
    chosen(
      'years-since-chosen',
      'The office chose a number of years',
      ({ dismissWhen }) => dismissWhen.yearsSinceConviction !== 0,
    ),
    office.check({
      id: 'old-enough',
      label: 'That many years have passed since the conviction',
      facts: [convictionDate],
      holds: ([day], { options, asOf }) => isYearsBefore(day, options.dismissWhen.yearsSinceConviction, asOf),
    }),
    openToKindness,
  ),
}

export const noConviction: OfficeRule = {
  ...dismisses,
  id: 'prop64/office-no-conviction',
  summary: 'The person has had no conviction for as long as the office chose.',
  when: office.all(
    chosen(
      'crime-free-chosen',
      'The office chose a number of years',
      ({ dismissWhen }) => dismissWhen.yearsWithoutConviction !== 0,
    ),
    office.check({
      id: 'crime-free',
      label: 'That many years have passed since the most recent conviction',
      facts: [latestConviction],
      holds: ([day], { options, asOf }) => isYearsBefore(day, options.dismissWhen.yearsWithoutConviction, asOf),
    }),
    openToKindness,
  ),
}

export const noFelony: OfficeRule = {
  ...dismisses,
  id: 'prop64/office-no-felony',
  summary: 'The person has had no felony conviction for as long as the office chose.',
  when: office.all(
    chosen(
      'felony-free-chosen',
      'The office chose a number of years',
      ({ dismissWhen }) => dismissWhen.yearsWithoutFelony !== 0,
    ),
    office.check({
      id: 'felony-free',
      label: 'That many years have passed since the most recent felony conviction, or there is none',
      facts: [latestFelony],
      holds: ([day], { options, asOf }) => isYearsBefore(day, options.dismissWhen.yearsWithoutFelony, asOf),
    }),
    openToKindness,
  ),
}

export const onlyMarijuana: OfficeRule = {
  ...dismisses,
  id: 'prop64/office-only-marijuana',
  summary: 'All convictions of the person are under the four sections.',
  when: office.all(
    chosen('only-marijuana-chosen', 'The office chose it', ({ dismissWhen }) => dismissWhen.onlyMarijuana),
    office.check({
      id: 'only-marijuana',
      label: 'Every conviction in every county is under one of the sections',
      facts: [convictionCount, marijuanaCount],
      holds: ([all, marijuana]) => all === marijuana,
    }),
    openToKindness,
  ),
}

export const onlyConviction: OfficeRule = {
  ...dismisses,
  id: 'prop64/office-only-conviction',
  summary: 'It is the person’s only conviction, and the sentence is served.',
  when: office.all(
    chosen('only-conviction-chosen', 'The office chose it', ({ dismissWhen }) => dismissWhen.onlyConviction),
    office.check({
      id: 'only-one',
      label: 'There is no other conviction that counts',
      facts: [convictionCount],
      holds: ([count]) => count <= 1,
    }),
    office.check({
      id: 'sentence-served',
      label: 'The sentence is served',
      facts: [serving],
      holds: ([isServing]) => !isServing,
    }),
    openToKindness,
  ),
}

export const sentenceServed: OfficeRule = {
  ...dismisses,
  id: 'prop64/office-sentence-served',
  summary: 'The file shows that the sentence is served.',
  when: office.all(
    chosen('sentence-served-chosen', 'The office chose it', ({ dismissWhen }) => dismissWhen.sentenceServed),
    office.check({
      id: 'shown-served',
      label: 'The sentence the file gives has ended',
      facts: [sentenceShown],
      holds: ([isServing]) => !isServing,
    }),
    openToKindness,
  ),
}

export const personDeceased: OfficeRule = {
  ...dismisses,
  id: 'prop64/office-deceased',
  summary: 'The person is deceased.',
  when: office.all(
    chosen('deceased-chosen', 'The office chose it', ({ dismissWhen }) => dismissWhen.deceased),
    office.check({
      id: 'is-deceased',
      label: 'The file has a death notice',
      facts: [isDeceased],
      holds: ([isOne]) => isOne,
    }),
    openToKindness,
  ),
}

/** The pilots that dismissed related charges left B&P § 4060 to a person: it covers drugs of every kind. */
export const relatedCharges: OfficeRule = {
  ...dismisses,
  id: 'prop64/office-related',
  summary: 'The office dismisses charges that marijuana charges were pleaded down to.',
  citations: [BOATWRIGHT, REVIEW_BY_PROSECUTION],
  when: office.all(
    chosen('related-chosen', 'The office chose it', ({ dismiss }) => dismiss.related),
    countyNamed,
    related,
    office.not(alreadyRelieved),
    office.not(convictedUnderNewLaw),
    office.not(prescriptionOffense),
  ),
}
