import { AppError } from '@cmr/errors'
import type { z } from 'zod'

/** Reads settings of a deployment. Throws VALIDATION naming those that are wrong, never their values. */
export function parseSettings<S extends z.ZodType>(schema: S, source: unknown): z.output<S> {
  const parsed = schema.safeParse(source)
  if (parsed.success) return parsed.data
  throw wrongSettings(parsed.error.issues.map(({ path }) => path.join('.')))
}

/** The refusal of the settings of these names. */
export function wrongSettings(names: readonly string[]): AppError {
  return new AppError('VALIDATION', `These settings are missing or wrong: ${[...new Set(names)].join(', ')}.`, {
    details: { reason: 'wrong-settings' },
  })
}
