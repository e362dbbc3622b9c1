import { AppError } from '@cmr/errors'
import type { z } from 'zod'

/** Reads what an adapter passed in. Throws VALIDATION naming the first field that is wrong, never its value. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const field = parsed.error.issues[0]?.path.join('.') ?? ''
  const message = field === '' ? 'The request is not complete.' : `The value of "${field}" cannot be used.`
  throw new AppError('VALIDATION', message, { details: { reason: 'bad-input', field } })
}
