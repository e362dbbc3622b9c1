import { conditionsFor, law, type Condition } from '@cmr/jurisdiction'
import { addYears, anniversaryDay, dayNumber } from '@cmr/record'
import { lastLosAngeles } from '../compat/edition.ts'
import { yearsBetween } from '../compat/elapsed-years.ts'
import {
  allSentencesEnded,
  birthDate,
  convictionCount,
  convictionDate,
  deceased,
  factsOf,
  registered,
} from '../compat/facts.ts'
import {
  inSelectedCounty,
  isAfterTheAct,
  isNoFelony,
  namesProp64Section,
  textBegins,
} from '../compat/pilot-conditions.ts'
import type { WordedRule } from '../compat/worded-rule.ts'
import { quirks } from '../quirks.ts'
import { losAngelesOptions, type LosAngelesOptions } from './options.ts'
import { priors } from './priors.ts'

const facts = factsOf(lastLosAngeles)
const office = conditionsFor(losAngelesOptions)

type Toggle = {
  [K in keyof LosAngelesOptions]: LosAngelesOptions[K] extends boolean ? K : never
}[keyof LosAngelesOptions]

function isOn(option: Toggle): Condition<LosAngelesOptions> {
  return office.check({
    id: `option-${option.toLowerCase()}`,
    label: `What-if option ${option} is on`,
    facts: [],
    holds: (_, { options }) => options[option],
  })
}

/** Convictions of the selected county whose text names a Prop 64 section. The pilot itself knew only Los Angeles. */
export const losAngelesScope = law.all(inSelectedCounty, namesProp64Section(facts))

const is11357 = law.check({
  id: 'is-11357',
  label: 'The section named first is 11357',
  facts: [facts.prop64Section],
  holds: ([section]) => section === '11357',
})

const superstrikeBefore = law.check({
  id: 'superstrike-before',
  label: 'A superstrike is on record, and the earliest was convicted before this conviction',
  facts: [facts.superstrikes, facts.earliestSuperstrikeDate, convictionDate],
  holds: ([count, earliest, convicted]) => count > 0 && earliest < convicted,
})

const registrationBefore = law.check({
  id: 'registration-before',
  label: 'Registration is required or on file, and the earliest conviction for it was before this conviction',
  facts: [facts.registrableOffenses, registered, facts.earliestRegistrableDate, convictionDate],
  holds: ([count, isRegistered, earliest, convicted]) => (count > 0 || isRegistered) && earliest < convicted,
})

const hasTwoPriors = law.check({
  id: 'two-priors',
  label: 'Two Prop 64 convictions before this one begin with the same five characters',
  facts: [priors],
  holds: ([count]) => count >= 2,
})

const hasReachedAge = office.check({
  id: 'age-reached',
  label: 'The birthday of the chosen age is not later than the as-of date',
  facts: [birthDate],
  holds: ([born], { options, asOf }) => anniversaryDay(born, options.individualAge) <= dayNumber(asOf),
})

const isAtMost21 = law.check({
  id: 'at-most-21-now',
  label: 'The person is not more than 21 years of 365.25 days old on the as-of date',
  facts: [birthDate],
  holds: ([born], { asOf }) => yearsBetween(born, asOf) <= 21,
})

const onlyProp64 = law.check({
  id: 'only-prop64-convictions',
  label: 'Every conviction in every county names one of the sections 11357–11360',
  facts: [convictionCount, facts.prop64ConvictionCount],
  holds: ([all, prop64]) => all === prop64,
})

const noSentenceRuns = law.check({
  id: 'no-sentence-runs',
  label: 'No sentence of the person ends after the as-of date',
  facts: [allSentencesEnded],
  holds: ([ended]) => ended,
})

const noRecentConviction = office.check({
  id: 'conviction-free',
  label: 'No conviction is later than the chosen years before the as-of date',
  facts: [facts.mostRecentConvictionDate],
  holds: ([mostRecent], { options, asOf }) => mostRecent <= addYears(asOf, -options.yearsConvictionFree),
})

const isDeceased = law.check({
  id: 'is-deceased',
  label: 'The file has a death notice',
  facts: [deceased],
  holds: ([dead]) => dead,
})

const TWO_PRIORS = {
  answer: 'notEligible',
  reason: 'Two priors',
  quirks: quirks('D3', 'D8', 'D9', 'D25', 'D27'),
} as const

/** In the order of the original's last version: the first row that is met answers. */
export const losAngelesTable: readonly WordedRule<LosAngelesOptions>[] = [
  {
    id: 'los-angeles-non-felony',
    summary: 'Misdemeanors and infractions are left to the city attorneys.',
    when: isNoFelony,
    answer: 'cityAttorney',
    reason: 'Misdemeanor or Infraction',
    quirks: quirks('D8', 'D9', 'D17', 'D27'),
  },
  {
    id: 'los-angeles-after-act',
    summary: 'The conviction is not from before November 9, 2016.',
    when: office.all(office.not(isOn('noDateGate')), isAfterTheAct),
    answer: 'notEligible',
    reason: 'Occurred after 11/09/2016',
    quirks: quirks('D3', 'D14'),
  },
  {
    id: 'los-angeles-any-11357',
    summary: 'Every conviction under 11357 is dismissed; a what-if.',
    when: office.all(isOn('all11357s'), is11357),
    answer: 'dismissal',
    reason: '11357',
    quirks: quirks('D8', 'D9', 'D27'),
  },
  {
    id: 'los-angeles-11357-a-b',
    summary: 'The offense is written 11357(A) or 11357(B).',
    when: law.all(is11357, textBegins(facts, '11357(A)', '11357(B)')),
    answer: 'dismissal',
    reason: '11357(a) or 11357(b)',
    quirks: quirks('D8', 'D10', 'D27'),
  },
  {
    id: 'los-angeles-other-11357',
    summary: 'Another conviction under 11357 is reviewed by hand.',
    when: is11357,
    answer: 'handReview',
    reason: 'Other 11357',
    quirks: quirks('D8', 'D9', 'D10', 'D27'),
  },
  {
    id: 'los-angeles-superstrike',
    summary: 'The person was convicted of a superstrike before.',
    when: office.all(office.not(isOn('noSuperstrikes')), superstrikeBefore),
    answer: 'notEligible',
    reason: 'PC 667(e)(2)(c)(iv)',
    quirks: quirks('D3', 'D8', 'D9', 'D24', 'D27'),
  },
  {
    id: 'los-angeles-registration',
    summary: 'Registration under Penal Code § 290 was required before.',
    when: office.all(office.not(isOn('noRegistration')), registrationBefore),
    answer: 'notEligible',
    reason: 'PC 290',
    quirks: quirks('D3', 'D8', 'D9', 'D12', 'D24', 'D27'),
  },
  {
    id: 'los-angeles-two-priors',
    summary: 'The person had two convictions for the same offense before.',
    when: office.all(office.not(office.any(isOn('noTwoPriors'), isOn('twoPriorsLast'))), hasTwoPriors),
    ...TWO_PRIORS,
  },
  {
    id: 'los-angeles-age-reached',
    summary: 'The person has reached the age the office chose.',
    when: hasReachedAge,
    answer: 'dismissal',
    reason: (_, { individualAge }) => `${individualAge} years or older`,
    quirks: quirks('D3'),
  },
  {
    id: 'los-angeles-at-most-21',
    summary: 'The person is 21 or younger today.',
    when: isAtMost21,
    answer: 'dismissal',
    reason: '21 years or younger',
    quirks: [],
  },
  {
    id: 'los-angeles-only-prop64',
    summary: 'All convictions of the person are under the four sections, and no sentence runs.',
    when: law.all(onlyProp64, noSentenceRuns),
    answer: 'dismissal',
    reason: 'Only has 11357-60 charges and completed sentence',
    quirks: quirks('D3', 'D4', 'D6', 'D7', 'D8', 'D9', 'D27'),
  },
  {
    id: 'los-angeles-conviction-free',
    summary: 'The person has had no conviction for as long as the office chose.',
    when: noRecentConviction,
    answer: 'dismissal',
    reason: (_, { yearsConvictionFree }) => `No convictions in past ${yearsConvictionFree} years`,
    quirks: quirks('D3'),
  },
  {
    id: 'los-angeles-serving',
    summary: 'A sentence of the person runs beyond the as-of date.',
    when: law.not(noSentenceRuns),
    answer: 'handReview',
    reason: 'Currently serving sentence',
    quirks: quirks('D3', 'D4', 'D6', 'D7'),
  },
  {
    id: 'los-angeles-deceased',
    summary: 'The person is deceased.',
    when: isDeceased,
    answer: 'dismissal',
    reason: 'Deceased',
    quirks: [],
  },
  {
    id: 'los-angeles-two-priors-last',
    summary: 'The person had two convictions for the same offense before, and nothing else answered; a what-if.',
    when: office.all(isOn('twoPriorsLast'), office.not(isOn('noTwoPriors')), hasTwoPriors),
    ...TWO_PRIORS,
  },
  {
    id: 'los-angeles-no-criteria',
    summary: 'Whatever no other rule answers is reviewed by hand.',
    when: law.all(),
    answer: 'handReview',
    reason: 'No applicable eligibility criteria',
    quirks: [],
  },
]
