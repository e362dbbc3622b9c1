import type { policies } from '@cmr/services'

/** The values a choice may have, from the JSON Schema of the option or of its items. */
export function choicesOf(schema: policies.JsonSchema): string[] {
  const { enum: values, items } = schema
  if (Array.isArray(values)) return values.map(String)
  return typeof items === 'object' && items !== null && !Array.isArray(items) ? choicesOf(items) : []
}
