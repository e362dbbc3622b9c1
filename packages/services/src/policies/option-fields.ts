import { type OptionUi, optionUi } from '@cmr/jurisdiction'
import { z } from 'zod'

/** One option of a ruleset as a form draws it. Plain JSON. */
export interface OptionField {
  /** Keys from the options object down to the value. */
  readonly path: readonly string[]
  readonly ui: OptionUi
  /** JSON Schema of the value: type, bounds, choices, default. */
  readonly schema: JsonSchema
}
export type JsonSchema = z.core.JSONSchema.BaseSchema

/** The name of a field in forms and refusals: its keys joined with dots. */
export const fieldName = (path: readonly string[]): string => path.join('.')

/** The options a ruleset registered for drawing, in the order of its schema. */
export function optionFields(options: z.ZodObject): OptionField[] {
  return fieldsOf(options, optionsSchema(options), [])
}

/** What a set of options may hold, as JSON Schema. */
export function optionsSchema(options: z.ZodObject): JsonSchema {
  return z.toJSONSchema(options, { io: 'input' })
}

function fieldsOf(type: z.core.$ZodType, schema: JsonSchema, path: readonly string[]): OptionField[] {
  const ui = registered(type)
  if (ui !== undefined) return [{ path, ui, schema }]
  const object = unwrapped(type)
  if (!(object instanceof z.ZodObject)) return []
  return Object.entries(object.shape).flatMap(([key, member]) => {
    const inner = schema.properties?.[key]
    return typeof inner === 'object' ? fieldsOf(member, inner, [...path, key]) : []
  })
}

/** A field may be registered inside its default, or around it. */
function registered(type: z.core.$ZodType): OptionUi | undefined {
  for (let at: z.core.$ZodType | undefined = type; at !== undefined; at = innerType(at)) {
    const ui = optionUi.get(at)
    if (ui !== undefined) return ui
  }
  return undefined
}

function unwrapped(type: z.core.$ZodType): z.core.$ZodType {
  let at = type
  for (let inner = innerType(at); inner !== undefined; inner = innerType(at)) at = inner
  return at
}

function innerType(type: z.core.$ZodType): z.core.$ZodType | undefined {
  const { def } = type._zod
  // Safe: zod keeps the wrapped schema of defaults, optionals and the like under this name.
  return 'innerType' in def ? (def.innerType as z.core.$ZodType) : undefined
}
