import type { RequestHandler } from 'express'
import type { ServerOptions } from 'node:http'

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
const URL_CHARACTERS = 8192
const SECOND = 1000

/** Limits Node's own parser holds: 431 above 16 KiB of headers, 408 when headers or a whole request come too slowly. */
export const parserLimits: ServerOptions = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 20 * SECOND,
  // One part of an upload has at most 64 MiB; what arrived of a part is kept when it is cut.
  requestTimeout: 600 * SECOND,
  keepAliveTimeout: 65 * SECOND,
  connectionsCheckingInterval: 5 * SECOND,
}

export interface BodyLimits {
  /** Largest body of a form. */
  readonly maxBytes: number
  /** How long a form's body may take to arrive. */
  readonly patience: number
}

export const formLimits: BodyLimits = { maxBytes: 1 << 20, patience: 30 * SECOND }

/** Answers 405 to methods no route has and 414 to addresses longer than any of ours. */
export function addressLimits(): RequestHandler {
  return (request, response, next) => {
    const refuse = (status: number, message: string) =>
      response.status(status).set('Connection', 'close').type('text/plain').send(`${message}\n`)
    if (!METHODS.has(request.method)) refuse(405, 'This cannot be done here.')
    else if (request.url.length > URL_CHARACTERS) refuse(414, 'The address is too long.')
    else next()
  }
}

/**
 * Bounds the body of a request that is not an upload, before anything reads it: 411 without a length, 413 when it is too
 * long (the parser holds a sender to the length they gave), 408 when it has not arrived in time.
 */
export function bodyLimits({ maxBytes, patience }: BodyLimits): RequestHandler {
  return (request, response, next) => {
    const refuse = (status: number, message: string) =>
      response.status(status).set('Connection', 'close').type('text/plain').send(`${message}\n`)
    if (request.headers['transfer-encoding'] !== undefined) return refuse(411, 'Say how long the request is.')
    if (Number(request.headers['content-length'] ?? 0) > maxBytes)
      return refuse(413, 'This is more than a form may hold.')
    const timer = setTimeout(() => {
      if (request.complete) return
      if (!response.headersSent) refuse(408, 'The request did not arrive in time.')
      request.destroy()
    }, patience)
    response.on('close', () => clearTimeout(timer))
    next()
  }
}
