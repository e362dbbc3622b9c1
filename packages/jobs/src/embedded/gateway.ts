import { z } from 'zod'

import { saveCheckpoint } from './checkpoint.ts'
import type { ExecutorContext } from './context.ts'
import { ingestEvents, sentEventSchema } from './ingest.ts'
import { inTransaction } from './pool.ts'

/** Where the SDK believes its server is. Never resolved: the gateway answers in process. */
export const GATEWAY_URL = 'https://executor.invalid/'

/**
 * The `fetch` given to the SDK: its two calls that this executor has are answered from the
 * database, any other gets 501 and its path in the log.
 */
export function createGateway(context: () => ExecutorContext): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    const { pathname } = new URL(request.url)
    if (request.method === 'POST' && pathname.startsWith('/e/')) return receiveEvents(context(), request)
    const [, runId] = /^\/v1\/checkpoint\/([^/]+)\/async$/.exec(pathname) ?? []
    if (request.method === 'POST' && runId !== undefined) {
      const status = await saveCheckpoint(context(), decodeURIComponent(runId), await request.json())
      return Response.json({}, { status })
    }
    context().logger.error({ path: pathname }, 'A function used a call that the embedded executor does not have')
    return Response.json({ error: 'not built in the embedded executor', status: 501 }, { status: 501 })
  }
}

async function receiveEvents(context: ExecutorContext, request: Request): Promise<Response> {
  const events = z.array(sentEventSchema).safeParse(await request.json())
  if (!events.success) return Response.json({ ids: [], status: 400, error: 'Malformed events' }, { status: 400 })
  const seed = request.headers.get('x-inngest-event-id-seed') ?? ''
  const ids = await inTransaction(context.pool, (client) => ingestEvents(context, client, events.data, seed))
  return Response.json({ ids, status: 200 })
}
