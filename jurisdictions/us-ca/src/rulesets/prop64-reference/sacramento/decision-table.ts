import { law } from '@cmr/jurisdiction'
import { pilotsOfJuly } from '../compat/edition.ts'
import { factsOf } from '../compat/facts.ts'
import {
  inSelectedCounty,
  isAfterTheAct,
  isNoFelony,
  namesProp64Section,
  textBegins,
} from '../compat/pilot-conditions.ts'
import { waitingYears } from '../compat/waiting-years.ts'
import type { WordedRule } from '../compat/worded-rule.ts'
import { quirks } from '../quirks.ts'

const facts = factsOf(pilotsOfJuly)

/** Convictions of the selected county whose text names a Prop 64 section. The pilot itself knew only Sacramento. */
export const sacramentoScope = law.all(inSelectedCounty, namesProp64Section(facts))

/** In the order of the original: the first row that is met answers. */
export const sacramentoTable: readonly WordedRule<unknown>[] = [
  {
    id: 'sacramento-after-act',
    summary: 'The conviction is not from before November 9, 2016.',
    when: isAfterTheAct,
    answer: 'notEligible',
    reason: 'Occurred after 11/09/2016',
    quirks: quirks('D3', 'D14'),
  },
  {
    id: 'sacramento-non-felony',
    summary: 'Misdemeanors and infractions are dismissed.',
    when: isNoFelony,
    answer: 'dismissal',
    reason: 'Misdemeanor or Infraction',
    quirks: quirks('D8', 'D9', 'D17', 'D27'),
  },
  {
    id: 'sacramento-11357-b',
    summary: 'The offense is written 11357(b), with a small b.',
    when: textBegins(facts, '11357(b)'),
    answer: 'dismissal',
    reason: 'HS 11357(b)',
    quirks: quirks('D8', 'D10', 'D27'),
  },
  ...waitingYears({ profile: 'sacramento', years: 10, answer: 'reduction', facts }),
]
