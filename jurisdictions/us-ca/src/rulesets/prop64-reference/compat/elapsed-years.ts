import { daysBetween } from '@cmr/record'
import { NO_DATE } from './history.ts'

/** The original tools measured time in 64-bit nanoseconds, which end at this many days. */
const LONGEST_SPAN_DAYS = 2 ** 63 / 1e9 / 86_400

/** Years of 365.25 days from `date` to `asOf`, with one decimal; `-1.0` for no date. Negative for a date to come. */
export function elapsedYears(date: string, asOf: string): string {
  if (date === NO_DATE) return '-1.0'
  const days = Math.max(-LONGEST_SPAN_DAYS, Math.min(LONGEST_SPAN_DAYS, daysBetween(date, asOf)))
  return (days / 365.25).toFixed(1)
}
