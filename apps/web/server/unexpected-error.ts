import type { ErrorRequestHandler } from 'express'
import type { Logger } from 'pino'
import { stackOf } from './stop-gracefully.ts'

/**
 * The last handler. An address or a body that cannot be read is the sender's mistake and gets its 4xx; everything else
 * a plain answer with the request's id, and the stack in the log only.
 */
export function unexpectedError(log: Logger): ErrorRequestHandler {
  // Express tells an error handler from others by its four parameters.
  return (error: unknown, _request, response, next) => {
    const requestId = String(response.locals.requestId)
    const status = clientStatus(error)
    if (status === undefined) {
      log.error(
        { requestId, name: error instanceof Error ? error.name : 'unknown', stack: stackOf(error) },
        'Unexpected error.',
      )
    }
    if (response.headersSent) return next(error)
    const message =
      status === undefined
        ? 'Something went wrong on our side. Try again; if it happens again, tell support this id:'
        : 'This request cannot be read. Its id:'
    response
      .status(status ?? 500)
      .type('text/plain')
      .send(`${message} ${requestId}\n`)
  }
}

/** The 4xx a parser of Express's gave an error. */
function clientStatus(error: unknown): number | undefined {
  const status = error instanceof Error && 'status' in error ? error.status : undefined
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined
}
