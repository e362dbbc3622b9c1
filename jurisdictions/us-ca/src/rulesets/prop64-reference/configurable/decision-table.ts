import { conditionsFor, law } from '@cmr/jurisdiction'
import { addYears, anniversaryDay, dayNumber } from '@cmr/record'
import { fiftyEightCounties } from '../compat/edition.ts'
import { birthDate, convictionCount, convictionDate, deceased, factsOf } from '../compat/facts.ts'
import { inSelectedCounty, isNoFelony, namesProp64Section } from '../compat/pilot-conditions.ts'
import type { WordedRule } from '../compat/worded-rule.ts'
import { quirks } from '../quirks.ts'
import { configurableOptions, type ConfigurableOptions } from './options.ts'
import { NON_FELONY_REASON, sectionDismissedReason, sectionReducedReason } from './reasons.ts'

const office = conditionsFor(configurableOptions)
const facts = factsOf(fiftyEightCounties)

/** Convictions of the selected county whose text names a Prop 64 section. */
export const configurableScope = law.all(inSelectedCounty, namesProp64Section(facts))

function firstListed(sections: readonly string[], text: string): string {
  return sections.find((section) => text.includes(section)) ?? ''
}

/** In the order of the original: the first row that is met answers. */
export const configurableTable: readonly WordedRule<ConfigurableOptions>[] = [
  {
    id: 'configurable-non-felony',
    summary: 'Misdemeanors and infractions are dismissed.',
    when: isNoFelony,
    answer: 'dismissal',
    reason: NON_FELONY_REASON,
    quirks: quirks('D8', 'D9', 'D17', 'D27'),
  },
  {
    id: 'configurable-section-dismissed',
    summary: 'The office dismisses all felony convictions under this section.',
    when: office.check({
      id: 'section-set-to-dismiss',
      label: 'The offense text names a section the office dismisses',
      facts: [facts.offenseText],
      holds: ([text], { options }) => options.baselineEligibility.dismiss.some((section) => text.includes(section)),
    }),
    answer: 'dismissal',
    reason: (text, { baselineEligibility }) => sectionDismissedReason(firstListed(baselineEligibility.dismiss, text)),
    quirks: quirks('D8', 'D9', 'D17', 'D27', 'D29'),
  },
  {
    id: 'configurable-under-21',
    summary: 'The person was convicted before the 21st birthday.',
    when: office.check({
      id: 'under-21-at-conviction',
      label: 'Option is on, and the 21st birthday is later than the conviction',
      facts: [birthDate, convictionDate],
      holds: ([born, convicted], { options }) =>
        options.additionalRelief.subjectUnder21AtConviction && anniversaryDay(born, 21) > dayNumber(convicted),
    }),
    answer: 'dismissal',
    reason: '21 years or younger',
    quirks: quirks('D3', 'D13'),
  },
  {
    id: 'configurable-age-reached',
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
    answer: 'dismissal',
    reason: (_, { additionalRelief }) => `${additionalRelief.subjectAgeThreshold} years or older`,
    quirks: quirks('D3'),
  },
  {
    id: 'configurable-old-conviction',
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
    answer: 'dismissal',
    reason: (_, { additionalRelief }) =>
      `Conviction occurred ${additionalRelief.yearsSinceConvictionThreshold} or more years ago`,
    quirks: quirks('D3'),
  },
  {
    id: 'configurable-crime-free',
    summary: 'The person has had no conviction for longer than the office chose.',
    when: office.check({
      id: 'crime-free',
      label: 'Option is on, and the most recent conviction is before that many years ago',
      facts: [facts.mostRecentConvictionDate],
      holds: ([mostRecent], { options, asOf }) => {
        const years = options.additionalRelief.yearsCrimeFreeThreshold
        return years !== 0 && mostRecent < addYears(asOf, -years)
      },
    }),
    answer: 'dismissal',
    reason: (_, { additionalRelief }) => `No convictions in the past ${additionalRelief.yearsCrimeFreeThreshold} years`,
    quirks: quirks('D3'),
  },
  {
    id: 'configurable-only-prop64',
    summary: 'All convictions of the person are under the four sections.',
    when: office.check({
      id: 'only-prop64-convictions',
      label: 'Option is on, and every conviction in every county names one of the sections',
      facts: [convictionCount, facts.prop64ConvictionCount],
      holds: ([all, prop64], { options }) => options.additionalRelief.subjectHasOnlyProp64Charges && all === prop64,
    }),
    answer: 'dismissal',
    reason: 'Only has 11357-60 charges',
    quirks: quirks('D8', 'D9', 'D27'),
  },
  {
    id: 'configurable-deceased',
    summary: 'The person is deceased.',
    when: office.check({
      id: 'is-deceased',
      label: 'Option is on, and the file has a death notice',
      facts: [deceased],
      holds: ([isDeceased], { options }) => options.additionalRelief.subjectIsDeceased && isDeceased,
    }),
    answer: 'dismissal',
    reason: 'Individual is deceased',
    quirks: [],
  },
  {
    id: 'configurable-section-reduced',
    summary: 'The office reduces felony convictions under this section.',
    when: office.check({
      id: 'section-set-to-reduce',
      label: 'The offense text names a section the office reduces',
      facts: [facts.offenseText],
      holds: ([text], { options }) => options.baselineEligibility.reduce.some((section) => text.includes(section)),
    }),
    answer: 'reduction',
    reason: (text, { baselineEligibility }) => sectionReducedReason(firstListed(baselineEligibility.reduce, text)),
    quirks: quirks('D8', 'D9', 'D17', 'D27'),
  },
]
