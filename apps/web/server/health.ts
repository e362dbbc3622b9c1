import type { RequestHandler } from 'express'
import type { AppContext } from '../app/app-context.ts'

/** 200 when the database answers a real question, else 503. Says nothing else. */
export function health(context: Pick<AppContext, 'checkHealth'>): RequestHandler {
  return (_request, response) => {
    context.checkHealth().then(
      () => response.json({ ok: true }),
      () => response.status(503).json({ ok: false }),
    )
  }
}
