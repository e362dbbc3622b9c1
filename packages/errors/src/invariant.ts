import { AppError } from './app-error.ts'

/**
 * Throws INTERNAL when `condition` is false: a bug of ours, not a refusal.
 * `message` names the broken assumption and holds no record data.
 */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AppError('INTERNAL', message, { details: { reason: 'invariant' } })
}
