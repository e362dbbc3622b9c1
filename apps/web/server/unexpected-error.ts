import type { ErrorRequestHandler } from 'express'
import type { Logger } from 'pino'
import { stackOf } from './stop-gracefully.ts'

/** The last handler: a plain answer with the request's id, and the stack in the log only. */
export function unexpectedError(log: Logger): ErrorRequestHandler {
  // Express tells an error handler from others by its four parameters.
  return (error: unknown, _request, response, next) => {
    const requestId = String(response.locals.requestId)
    log.error(
      { requestId, name: error instanceof Error ? error.name : 'unknown', stack: stackOf(error) },
      'Unexpected error.',
    )
    if (response.headersSent) return next(error)
    response
      .status(500)
      .type('text/plain')
      .send(`Something went wrong on our side. Try again; if it happens again, tell support this id: ${requestId}\n`)
  }
}
