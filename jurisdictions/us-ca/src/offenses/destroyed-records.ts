import { addYears, yearOf } from '@cmr/record'
import type { PlainDate } from '@cmr/record'
import type { MarijuanaOffense } from './marijuana-offense.ts'

/** The first day whose convictions fall under the rule. */
const DESTRUCTION_SINCE = '1976-01-01'
const YEARS_KEPT = 2

/** Subdivisions of § 11357, lower case. */
const POSSESSION = ['b', 'c', 'd', 'e']

function isCovered({ section, subdivision = '' }: Pick<MarijuanaOffense, 'section' | 'subdivision'>): boolean {
  return section === '11357' ? POSSESSION.includes(subdivision) : section === '11360' && subdivision === 'b'
}

/**
 * Whether the record of a conviction should no longer exist on `asOf`: § 11357(b)–(e) or § 11360(b), convicted on or
 * after 1976-01-01 and more than two calendar years ago (Health & Safety Code § 11361.5(a)). The second anniversary is
 * still within the two years. Undefined when the offense is covered and the date is not known.
 */
export function shouldHaveBeenDestroyed(
  offense: Pick<MarijuanaOffense, 'section' | 'subdivision' | 'prefix'>,
  convictedOn: PlainDate | undefined,
  asOf: PlainDate,
): boolean | undefined {
  if (offense.prefix !== undefined || !isCovered(offense)) return false
  if (convictedOn === undefined) return undefined
  if (convictedOn < DESTRUCTION_SINCE) return false
  // Mostly the years alone settle it.
  const years = yearOf(asOf) - yearOf(convictedOn)
  return years === YEARS_KEPT ? asOf > addYears(convictedOn, YEARS_KEPT) : years > YEARS_KEPT
}
