import { isAppError, type AppError } from '@cmr/errors'
import { NonRetriableError } from 'inngest'
import type { Logger } from 'pino'

import { reportError } from '../error-report.ts'

/** What a failed step keeps beside its message. Ids and words of our own, never record data. */
export interface StepErrorCause {
  readonly code: AppError['code']
  readonly reason: string
}

/**
 * Maps what a service verb threw to retry or not, once for all functions. An error that is not ours is retried, and
 * only its kind is kept: its message may quote what it choked on.
 */
export function toStepError(error: unknown, logger: Logger): Error {
  if (isAppError(error)) {
    const cause: StepErrorCause = { code: error.code, reason: error.details?.reason ?? 'unknown' }
    switch (error.code) {
      case 'UNAVAILABLE':
        return new Error(error.message, { cause })
      case 'NOT_FOUND':
      case 'FORBIDDEN':
      case 'CONFLICT':
      case 'VALIDATION':
      case 'LIMIT':
      case 'PRECONDITION':
      case 'INTERNAL':
        return new NonRetriableError(error.message, { cause })
    }
  }
  const report = reportError(error)
  logger.error({ error: report }, 'A step failed with an error that is not ours')
  const cause: StepErrorCause = { code: 'INTERNAL', reason: 'unexpected' }
  return new Error(`The step failed unexpectedly (${report.kind}).`, { cause })
}
