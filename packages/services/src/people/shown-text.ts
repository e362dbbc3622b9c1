import { displayText } from '@cmr/intake'
import type { Scalar } from '@cmr/record'

/** Byte text as people read it, fit for a text column: the database cannot hold NUL. */
export function shownText(byteText: string): string {
  return displayText(byteText).replaceAll('\0', '\ufffd')
}

/** Given values of a record as people read them. */
export function shownValues(given: Readonly<Record<string, Scalar>>): Record<string, Scalar> {
  const shown = Object.entries(given).map(
    ([id, value]) => [id, typeof value === 'string' ? shownText(value) : value] as const,
  )
  return Object.fromEntries(shown)
}
