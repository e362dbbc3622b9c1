import { conditionsFor, type Condition } from '@cmr/jurisdiction'
import { addYears, anniversaryDay, dayNumber } from '@cmr/record'
import {
  alreadyRelieved,
  barred,
  convictedUnderNewLaw,
  covered,
  countyNamed,
  minorsOffense,
  offenseDayKnown,
  offenseUnderNewLaw,
  possession,
} from '../conditions.ts'
import { convictionDate } from '../facts/facts.ts'
import { prop64Options, type Prop64Options } from '../options.ts'

export const office = conditionsFor(prop64Options)
export type OfficeCondition = Condition<Prop64Options>

/** A condition on the office's options alone. */
export function chosen(id: string, label: string, isChosen: (options: Prop64Options) => boolean): OfficeCondition {
  return office.check({ id, label, facts: [], holds: (_, { options }) => isChosen(options) })
}

const barredToo = chosen('dismiss-barred', 'The office includes barred convictions', ({ dismiss }) => dismiss.barred)

/** Without the day of conviction nobody can tell which law it was entered under. */
const dated = office.check({
  id: 'conviction-dated',
  label: 'The day of conviction is known',
  facts: [convictionDate],
  holds: () => true,
})

/** A conviction of the old law that is not disposed of otherwise: what an office may be kinder about. */
export const openToKindness: OfficeCondition = office.all(
  countyNamed,
  covered,
  dated,
  office.not(alreadyRelieved),
  office.any(office.not(convictedUnderNewLaw), office.all(offenseDayKnown, office.not(offenseUnderNewLaw))),
  office.not(minorsOffense),
  office.any(possession, barredToo, office.not(barred)),
)

/** Whether the birthday of that age is not later than a day, both dates `YYYY-MM-DD`. */
export function hasReached(born: string, age: number, day: string): boolean {
  return anniversaryDay(born, age) <= dayNumber(day)
}

/** Whether a day is at least that many calendar years before another: on the anniversary it is. */
export function isYearsBefore(day: string, years: number, asOf: string): boolean {
  return day <= addYears(asOf, -years)
}
