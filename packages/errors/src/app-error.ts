/**
 * The kinds of refusal the product knows. Every adapter maps them in one exhaustive `switch`:
 * web to a status and a public message, jobs to retry or not, the command line to an exit code.
 */
export const ERROR_CODES = [
  'NOT_FOUND',
  'FORBIDDEN',
  'CONFLICT',
  'VALIDATION',
  'LIMIT',
  'PRECONDITION',
  'UNAVAILABLE',
  'INTERNAL',
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

/** What a refusal may carry beside its message. Never record data: assume it is logged. */
export interface ErrorDetails {
  /** A literal owned by the entity that refuses, listed in docs/error-codes.md. */
  readonly reason: string
  /** Numbers and labels that help the reader act: a line, a column name, a limit. */
  readonly [key: string]: string | number | boolean | undefined
}

/**
 * An expected refusal. Thrown, never returned, so that a transaction around it rolls back.
 *
 * `message` is written for the person who reads it: what happened, where, what to do next.
 * It holds no record data.
 */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly details: ErrorDetails | undefined

  constructor(code: ErrorCode, message: string, options: { details?: ErrorDetails; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.details = options.details
  }
}

/** True for an `AppError` of any code, or of the one given; also across duplicated packages. */
export function isAppError(value: unknown, code?: ErrorCode): value is AppError {
  return (
    value instanceof Error &&
    value.name === 'AppError' &&
    'code' in value &&
    (code === undefined || value.code === code)
  )
}
