import { daysBetween } from '@cmr/record'
import { NO_DATE } from './history.ts'

const DAYS_A_YEAR = 365.25
/** The original tools measured time in 64-bit nanoseconds, which end at this many days. */
const LONGEST_SPAN_DAYS = 2 ** 63 / 1e9 / 86_400

/** Years of 365.25 days from `date` to `asOf`. Negative for a date to come. */
export function yearsBetween(date: string, asOf: string): number {
  return Math.max(-LONGEST_SPAN_DAYS, Math.min(LONGEST_SPAN_DAYS, daysBetween(date, asOf))) / DAYS_A_YEAR
}

/** The same for a date of conviction, where no date is −1 (D3). */
export function yearsSince(date: string, asOf: string): number {
  return date === NO_DATE ? -1 : yearsBetween(date, asOf)
}

/** `yearsSince` with one decimal, as the result files show it. */
export function elapsedYears(date: string, asOf: string): string {
  return yearsSince(date, asOf).toFixed(1)
}
