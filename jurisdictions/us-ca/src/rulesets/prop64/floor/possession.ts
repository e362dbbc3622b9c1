import { law } from '@cmr/jurisdiction'
import {
  adult18,
  adult21,
  concentrate,
  isFelony,
  lawfulAmount,
  minorFavored,
  possession,
  school,
  schoolAdult,
  schoolMinor,
  under18,
} from '../conditions.ts'
import { COMPLETED_RELIEF, hs, LAWFUL_POSSESSION, PRESUMED_ELIGIBLE } from '../statutes.ts'
import { dismissed, effective, infraction, misdemeanor, noChange, type FloorRule } from './floor-rule.ts'

const small = law.all(possession, law.not(school), lawfulAmount)

const smallAdult: FloorRule = {
  id: 'prop64/s-10-small-possession-adult',
  summary: 'An adult of 21 may possess this amount today.',
  citations: [LAWFUL_POSSESSION, COMPLETED_RELIEF, PRESUMED_ELIGIBLE],
  effective,
  when: law.all(small, adult21),
  outcome: dismissed,
}

const smallYoungAdult: FloorRule = {
  id: 'prop64/s-11-small-possession-18-to-20',
  summary: 'Possession of this amount by a person of 18 to 20 is an infraction today.',
  citations: [hs('11357', '(a)(2)'), COMPLETED_RELIEF],
  effective,
  when: law.all(small, adult18),
  outcome: infraction,
}

const smallMinor: FloorRule = {
  id: 'prop64/s-12-small-possession-minor',
  summary: 'Possession of this amount by a person under 18 is an infraction today.',
  citations: [hs('11357', '(a)(1)'), COMPLETED_RELIEF],
  effective,
  when: law.all(small, under18),
  outcome: infraction,
}

const concentrateAdult: FloorRule = {
  id: 'prop64/s-13-concentrate-felony',
  summary: 'More than the lawful amount of concentrate is a misdemeanor today, so a felony is redesignated.',
  citations: [hs('11357', '(b)(2)'), COMPLETED_RELIEF],
  effective,
  when: law.all(possession, concentrate, isFelony),
  outcome: misdemeanor,
}

const concentrateUnchanged: FloorRule = {
  id: 'prop64/s-13-concentrate-misdemeanor',
  summary: 'More than the lawful amount of concentrate was a misdemeanor in this conviction and still is.',
  citations: [hs('11357', '(b)(2)')],
  effective,
  when: law.all(possession, concentrate),
  outcome: noChange,
}

const largeAdult: FloorRule = {
  id: 'prop64/s-14-large-possession',
  summary:
    'More than 28.5 grams was this misdemeanor and still is. What an adult’s own plants yielded would be lawful.',
  citations: [hs('11357', '(b)(2)'), hs('11362.1', '(a)(3)')],
  effective,
  when: law.all(possession, law.not(school), law.not(isFelony), law.not(lawfulAmount)),
  outcome: noChange,
}

const schoolAdults: FloorRule = {
  id: 'prop64/s-15-school-adult',
  summary: 'Possession on school grounds by an adult is still the same misdemeanor.',
  citations: [hs('11357', '(c)')],
  effective,
  when: law.all(possession, school),
  outcome: noChange,
}

const anyMinor: FloorRule = {
  id: 'prop64/s-16-possession-minor',
  summary: 'Possession of any amount by a person under 18 is an infraction today.',
  citations: [hs('11357', '(b)(1), (d)'), COMPLETED_RELIEF],
  effective,
  when: law.all(possession, law.any(schoolMinor, law.all(law.not(schoolAdult), minorFavored))),
  outcome: infraction,
}

/** What the rules before it leave: felonies of more than the lawful amount, as possession could be before 1976. */
const largeFelony: FloorRule = {
  id: 'prop64/s-14-large-possession-felony',
  summary: 'More than 28.5 grams is a misdemeanor today, so a felony is redesignated.',
  citations: [hs('11357', '(b)(2)'), COMPLETED_RELIEF, PRESUMED_ELIGIBLE],
  effective,
  when: possession,
  outcome: misdemeanor,
}

/** In order: the lawful amounts, then what favors a minor, then what is left of an adult's. */
export const possessionRules: readonly FloorRule[] = [
  smallAdult,
  smallYoungAdult,
  smallMinor,
  anyMinor,
  concentrateAdult,
  concentrateUnchanged,
  largeAdult,
  schoolAdults,
  largeFelony,
]
