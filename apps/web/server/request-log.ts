import type { RequestHandler } from 'express'
import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'

/**
 * Gives every request an id (`response.locals.requestId`, header `X-Request-Id`) and writes one line when it ends.
 * The line holds the route shape and numbers: no query, no form, no name.
 */
export function requestLog(log: Logger): RequestHandler {
  return (request, response, next) => {
    const requestId = randomUUID()
    const started = performance.now()
    response.locals.requestId = requestId
    response.setHeader('X-Request-Id', requestId)
    response.on('close', () => {
      log.info({
        requestId,
        method: request.method,
        path: request.path,
        status: response.statusCode,
        milliseconds: Math.round(performance.now() - started),
        finished: response.writableFinished,
      })
    })
    next()
  }
}
