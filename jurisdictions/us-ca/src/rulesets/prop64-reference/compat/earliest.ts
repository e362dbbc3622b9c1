import { NO_DATE } from './history.ts'

/** A date as the originals' JSON writes it. */
export function instant(date: string): string {
  return `${date}T00:00:00Z`
}

/**
 * The earliest of the files' earliest convictions, null where a file has none and the day of the report stands in (D2).
 * Files are added up one by one; the date so far is kept only while it is a real date and the earlier one.
 */
export function earliestOver(dates: readonly (string | null)[], now: string): string {
  let kept = NO_DATE
  for (const date of dates) {
    const next = date ?? now
    if (kept === NO_DATE || next < kept) kept = next
  }
  return kept
}
