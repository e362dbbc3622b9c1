import { conditionsFor, type Citations, type PolicyRule } from '@cmr/jurisdiction'
import { addYears, anniversaryDay, dayNumber } from '@cmr/record'
import { HS_11361_8, HS_11361_9 } from '../../../authorities.ts'
import {
  birthDate,
  convictionCount,
  convictionDate,
  deceased,
  felony,
  mostRecentConvictionDate,
  offenseText,
  prop64ConvictionCount,
} from './facts.ts'
import { configurableOptions, type ConfigurableOptions } from './options.ts'

type Rule = PolicyRule<ConfigurableOptions, 'dismiss' | 'reduce', never>

const office = conditionsFor(configurableOptions)
const citations: Citations = [HS_11361_9, HS_11361_8]
/** The tool reproduced here was first delivered in 2019, but it judges every file by today's choice of options. */
const effective = { from: '2016-11-09' }
const improves = { citations, effective, effect: 'improve' } as const
const dismissed = { kind: 'eligible', relief: 'dismiss' } as const
const reduced = { kind: 'eligible', relief: 'reduce' } as const

export const nonFelony: Rule = {
  ...improves,
  id: 'prop64-reference/configurable-non-felony',
  summary: 'Misdemeanors and infractions are dismissed.',
  when: office.not(
    office.check({
      id: 'is-felony',
      label: 'The conviction is a felony',
      facts: [felony],
      holds: ([isFelony]) => isFelony,
    }),
  ),
  outcome: dismissed,
}

export const sectionDismissed: Rule = {
  ...improves,
  id: 'prop64-reference/configurable-section-dismissed',
  summary: 'The office dismisses all felony convictions under this section.',
  when: office.check({
    id: 'section-set-to-dismiss',
    label: 'The offense text names a section the office dismisses',
    facts: [offenseText],
    holds: ([text], { options }) => options.baselineEligibility.dismiss.some((section) => text.includes(section)),
  }),
  outcome: dismissed,
}

export const underTwentyOne: Rule = {
  ...improves,
  id: 'prop64-reference/configurable-under-21',
  summary: 'The person was convicted before the 21st birthday.',
  when: office.check({
    id: 'under-21-at-conviction',
    label: 'Option is on, and the 21st birthday is later than the conviction',
    facts: [birthDate, convictionDate],
    holds: ([born, convicted], { options }) =>
      options.additionalRelief.subjectUnder21AtConviction && anniversaryDay(born, 21) > dayNumber(convicted),
  }),
  outcome: dismissed,
}

export const ageReached: Rule = {
  ...improves,
  id: 'prop64-reference/configurable-age-reached',
  summary: 'The person has reached the age the office chose.',
  when: office.check({
    id: 'age-reached',
    label: 'Option is on, and the birthday of that age is not later than the as-of date',
    facts: [birthDate],
    holds: ([born], { options, asOf }) => {
      const age = options.additionalRelief.subjectAgeThreshold
      return age !== 0 && anniversaryDay(born, age) <= dayNumber(asOf)
    },
  }),
  outcome: dismissed,
}

export const oldConviction: Rule = {
  ...improves,
  id: 'prop64-reference/configurable-old-conviction',
  summary: 'The conviction is as many years old as the office chose, or more.',
  when: office.check({
    id: 'conviction-old-enough',
    label: 'Option is on, and the conviction is not later than that many years before the as-of date',
    facts: [convictionDate],
    holds: ([convicted], { options, asOf }) => {
      const years = options.additionalRelief.yearsSinceConvictionThreshold
      return years !== 0 && convicted <= addYears(asOf, -years)
    },
  }),
  outcome: dismissed,
}

export const crimeFree: Rule = {
  ...improves,
  id: 'prop64-reference/configurable-crime-free',
  summary: 'The person has had no conviction for longer than the office chose.',
  when: office.check({
    id: 'crime-free',
    label: 'Option is on, and the most recent conviction is before that many years ago',
    facts: [mostRecentConvictionDate],
    holds: ([mostRecent], { options, asOf }) => {
      const years = options.additionalRelief.yearsCrimeFreeThreshold
      return years !== 0 && mostRecent < addYears(asOf, -years)
    },
  }),
  outcome: dismissed,
}

export const onlyProp64: Rule = {
  ...improves,
  id: 'prop64-reference/configurable-only-prop64',
  summary: 'All convictions of the person are under the four sections.',
  when: office.check({
    id: 'only-prop64-convictions',
    label: 'Option is on, and every conviction in every county names one of the sections',
    facts: [convictionCount, prop64ConvictionCount],
    holds: ([all, prop64], { options }) => options.additionalRelief.subjectHasOnlyProp64Charges && all === prop64,
  }),
  outcome: dismissed,
}

export const personDeceased: Rule = {
  ...improves,
  id: 'prop64-reference/configurable-deceased',
  summary: 'The person is deceased.',
  when: office.check({
    id: 'is-deceased',
    label: 'Option is on, and the file has a death notice',
    facts: [deceased],
    holds: ([isDeceased], { options }) => options.additionalRelief.subjectIsDeceased && isDeceased,
  }),
  outcome: dismissed,
}

export const sectionReduced: Rule = {
  ...improves,
  id: 'prop64-reference/configurable-section-reduced',
  summary: 'The office reduces felony convictions under this section.',
  when: office.check({
    id: 'section-set-to-reduce',
    label: 'The offense text names a section the office reduces',
    facts: [offenseText],
    holds: ([text], { options }) => options.baselineEligibility.reduce.some((section) => text.includes(section)),
  }),
  outcome: reduced,
}

/** In the order of the original's decision table: the first that is met answers. */
export const configurableRules: readonly Rule[] = [
  nonFelony,
  sectionDismissed,
  underTwentyOne,
  ageReached,
  oldConviction,
  crimeFree,
  onlyProp64,
  personDeceased,
  sectionReduced,
]
