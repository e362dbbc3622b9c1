import { addYears } from '@cmr/record'
import type { PlainDate } from '@cmr/record'
import type { MarijuanaOffense } from './marijuana-offense.ts'

/** The first day whose convictions fall under the rule. */
const DESTRUCTION_SINCE = '1976-01-01'
const YEARS_KEPT = 2

/** Subdivisions by section, lower case. */
const COVERED: Readonly<Partial<Record<string, readonly string[]>>> = {
  '11357': ['b', 'c', 'd', 'e'],
  '11360': ['b'],
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
  const isCovered = COVERED[offense.section]?.includes(offense.subdivision ?? '') ?? false
  if (!isCovered || offense.prefix !== undefined) return false
  if (convictedOn === undefined) return undefined
  return convictedOn >= DESTRUCTION_SINCE && asOf > addYears(convictedOn, YEARS_KEPT)
}
