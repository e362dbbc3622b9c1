import fc from 'fast-check'
import { z } from 'zod'

type Schema = z.core.JSONSchema.JSONSchema
type SubSchema = z.core.JSONSchema._JSONSchema

/** Invents option sets of a schema's shape. A refinement the shape does not show may still refuse one. */
export function anyOptions(options: z.ZodType): fc.Arbitrary<unknown> {
  return fromSchema(z.toJSONSchema(options, { io: 'input' }))
}

function fromSchema(schema: SubSchema): fc.Arbitrary<unknown> {
  if (typeof schema === 'boolean') return fc.constant(null)
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  const alternatives = schema.anyOf ?? schema.oneOf
  if (alternatives !== undefined) return fc.oneof(...alternatives.map(fromSchema))
  return fromType(schema)
}

function fromType(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.type === 'object') return anyObject(schema)
  if (schema.type === 'array') {
    return fc.array(fromItems(schema.items), { maxLength: schema.maxItems ?? 4, minLength: schema.minItems ?? 0 })
  }
  if (schema.type === 'boolean') return fc.boolean()
  if (schema.type === 'integer' || schema.type === 'number') return anyNumber(schema)
  return schema.type === 'null' ? fc.constant(null) : fc.constantFrom('', 'x', '2020-01-01')
}

/** Small numbers and those of an age, within the bounds the schema shows. */
function anyNumber({ minimum = 0, maximum = 99 }: Schema): fc.Arbitrary<number> {
  const within = (from: number, to: number) =>
    fc.integer({ min: Math.min(Math.max(from, Math.ceil(minimum)), Math.floor(maximum)), max: Math.min(to, maximum) })
  return fc.oneof(within(0, 0), within(0, 15), within(0, 70))
}

function fromItems(items: Schema['items']): fc.Arbitrary<unknown> {
  if (items === undefined) return fc.constant(null)
  return Array.isArray(items) ? fc.oneof(...items.map(fromSchema)) : fromSchema(items)
}

function anyObject({ properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(Object.entries(properties).map(([key, field]) => [key, fromSchema(field)]))
  return fc.record(fields, { requiredKeys: required, noNullPrototype: true })
}
