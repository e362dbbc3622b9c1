import { z } from 'zod'

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined)

/** What the address says is looked for. An empty or odd value looks for nothing. */
export const activityQuery = z.object({
  actor: optional(z.uuid()),
  action: optional(z.string().regex(/^[a-z-]+(\.[a-z-]+)?$/)),
  outcome: optional(z.enum(['done', 'denied', 'failed'])),
  object: optional(z.uuid()),
  from: optional(z.iso.date()),
  to: optional(z.iso.date()),
  support: optional(z.literal('yes')),
})

export type ActivityQuery = z.output<typeof activityQuery>

/** The same for the verbs that search. */
export function filtersOf({ object, support, ...same }: ActivityQuery) {
  const filters = { ...same, objectId: object, support: support === undefined ? undefined : true }
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined))
}

/** The same as a query, for links. */
export function searchOf(query: ActivityQuery, more: Readonly<Record<string, string>> = {}): string {
  const known = Object.entries(query).filter((pair): pair is [string, string] => typeof pair[1] === 'string')
  return new URLSearchParams({ ...Object.fromEntries(known), ...more }).toString()
}
