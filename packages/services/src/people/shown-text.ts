import { displayText } from '@cmr/intake'
import type { Given, Scalar } from '@cmr/record'

/** Byte text as people read it, fit for a text column: the database cannot hold NUL. */
export function shownText(byteText: string): string {
  return displayText(byteText).replaceAll('\0', '\ufffd')
}

/** Given values of a record as people read them. */
export function shownValues(given: Given): Record<string, Scalar> {
  const shown: Record<string, Scalar> = {}
  for (const [id, value] of Object.entries(given)) {
    if (value !== undefined) shown[id] = typeof value === 'string' ? shownText(value) : value
  }
  return shown
}
