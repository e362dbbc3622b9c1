import { isAppError } from '@cmr/errors'

/** An error as it may be logged. */
export interface ErrorReport {
  readonly kind: string
  /** Ours, or the system's: `UNAVAILABLE`, `ECONNREFUSED`, an SQLSTATE. */
  readonly code?: string
  readonly message?: string
  readonly frames: readonly string[]
}

/** Leaves out the message of an error that is not ours: it may quote the record it choked on. */
export function reportError(error: unknown): ErrorReport {
  if (!(error instanceof Error)) return { kind: typeof error, frames: [] }
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {}
  const message = isAppError(error) ? { message: error.message } : {}
  const frames = (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line))
  return { kind: error.name, ...code, ...message, frames }
}
