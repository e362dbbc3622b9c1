import { parseCompactDate } from '@cmr/record'

/** A member with a file's date as `YYYY-MM-DD`, or no member where the text is no valid date. */
export function withDate<K extends string>(name: K, text: string): { readonly [key in K]?: string } {
  const date = parseCompactDate(text)
  // Safe: the object has exactly the one key K, or none.
  return (date === undefined ? {} : { [name]: date }) as { readonly [key in K]?: string }
}
