import { law } from '@cmr/jurisdiction'
import { trimSpace } from '@cmr/intake'
import { quirks } from '../quirks.ts'
import { pilotsOfJuly } from './edition.ts'
import { factsOf } from './facts.ts'
import {
  inSelectedCounty,
  isAfterTheAct,
  isNoFelony,
  namesProp64Section,
  namesRelatedCharge,
  textBegins,
} from './pilot-conditions.ts'
import { waitingYears } from './waiting-years.ts'
import type { WordedRule } from './worded-rule.ts'

const facts = factsOf(pilotsOfJuly)
const isRelated = namesRelatedCharge(facts)

/** Convictions of the selected county whose text names a Prop 64 section or a related charge. */
export const prop64OrRelated = law.all(inSelectedCounty, law.any(namesProp64Section(facts), isRelated))

const hasProp64InCycle = law.check({
  id: 'prop64-charge-in-cycle',
  label: 'A Prop 64 charge of any disposition in the same cycle',
  facts: [facts.prop64InCycle],
  holds: ([inCycle]) => inCycle,
})

const isExactly4060 = law.check({
  id: 'text-is-4060-bp',
  label: 'The offense text is exactly 4060 BP',
  facts: [facts.offenseText],
  holds: ([text]) => text === '4060 BP',
})

/** The decision table of San Joaquin and Contra Costa, which differed in nothing but the county; `profile` begins the ids. */
export function relatedChargeTable(profile: string): readonly WordedRule<unknown>[] {
  return [
    {
      id: `${profile}-after-act`,
      summary: 'The conviction is not from before November 9, 2016.',
      when: isAfterTheAct,
      answer: 'notEligible',
      reason: 'Occurred after 11/09/2016',
      quirks: quirks('D3', 'D14'),
    },
    {
      id: `${profile}-related-alone`,
      summary: 'A related charge without a Prop 64 charge in its cycle.',
      when: law.all(isRelated, law.not(hasProp64InCycle)),
      answer: 'maybe',
      reason: 'No Related Prop64 Charges',
      quirks: quirks('D8', 'D9', 'D10', 'D11', 'D27'),
    },
    {
      id: `${profile}-related-4060`,
      summary: 'The related charge 4060 BP, written so and no longer, beside a Prop 64 charge.',
      when: law.all(isRelated, isExactly4060),
      answer: 'maybe',
      reason: '4060 BP',
      quirks: quirks('D8', 'D27'),
    },
    {
      id: `${profile}-related`,
      summary: 'A related charge with a Prop 64 charge of any disposition in its cycle.',
      when: isRelated,
      answer: 'dismissal',
      reason: (text) => trimSpace(text),
      quirks: quirks('D8', 'D9', 'D10', 'D11', 'D27'),
    },
    {
      id: `${profile}-non-felony`,
      summary: 'Misdemeanors and infractions are dismissed.',
      when: isNoFelony,
      answer: 'dismissal',
      reason: 'Misdemeanor or Infraction',
      quirks: quirks('D8', 'D9', 'D17', 'D27'),
    },
    {
      id: `${profile}-11357`,
      summary: 'The offense text begins with 11357.',
      when: textBegins(facts, '11357'),
      answer: 'dismissal',
      reason: '11357 HS',
      quirks: quirks('D8', 'D9', 'D27'),
    },
    ...waitingYears({ profile, years: 5, answer: 'maybe', facts }),
  ]
}
