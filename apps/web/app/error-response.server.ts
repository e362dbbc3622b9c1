import { data } from '@remix-run/node'
import { isAppError } from '@cmr/errors'
import type { ErrorCode } from '@cmr/errors'

/** What an error page may know. `message` was written for people; unexpected errors have only their id. */
export interface PublicError {
  readonly code: ErrorCode
  readonly message: string
  readonly requestId: string
}

const UNEXPECTED =
  'Something went wrong on our side. Nothing you entered was shown to anyone else. Try again in a minute.'

/** The HTTP status of a refusal. */
export function statusOf(code: ErrorCode): number {
  switch (code) {
    case 'NOT_FOUND':
      return 404
    case 'FORBIDDEN':
      return 403
    case 'CONFLICT':
      return 409
    case 'VALIDATION':
      return 400
    case 'LIMIT':
      return 429
    case 'PRECONDITION':
      return 412
    case 'UNAVAILABLE':
      return 503
    case 'INTERNAL':
      return 500
    default:
      return code satisfies never
  }
}

/** The public side of any error. */
export function publicError(error: unknown, requestId: string): PublicError {
  if (!isAppError(error) || error.code === 'INTERNAL') return { code: 'INTERNAL', message: UNEXPECTED, requestId }
  return { code: error.code, message: error.message, requestId }
}

/** To be thrown from a loader or action: ends in the nearest error page, or as JSON where there is no page. */
export function errorResponse(error: unknown, requestId: string) {
  const body = publicError(error, requestId)
  return data(body, { status: statusOf(body.code) })
}

/** What the log may hold of an error: its kind and place. A message may repeat what somebody typed. */
export function describeFailure(error: unknown): { name: string; reason?: string; place?: string } {
  if (!(error instanceof Error)) return { name: 'unknown' }
  const place = error.stack
    ?.split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .join('\n')
  const reason = isAppError(error) ? error.details?.reason : undefined
  return { name: error.name, ...(reason && { reason }), ...(place && { place }) }
}
