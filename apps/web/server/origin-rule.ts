import type { Request, RequestHandler } from 'express'

const READS = new Set(['GET', 'HEAD'])

/**
 * Whether a request may change anything: reads always; every other method only from our own pages. Browsers say so
 * in `Sec-Fetch-Site`; where that is absent the Origin must equal `publicOrigin`, scheme included.
 */
export function mayWrite(request: Pick<Request, 'method' | 'headers'>, publicOrigin: string): boolean {
  if (READS.has(request.method)) return true
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  return request.headers.origin === publicOrigin
}

/** Answers 403 to writes from elsewhere, before any handler sees them. */
export function originRule(publicOrigin: string): RequestHandler {
  return (request, response, next) => {
    if (mayWrite(request, publicOrigin)) next()
    else response.status(403).type('text/plain').send('This request did not come from a page of this site.\n')
  }
}
