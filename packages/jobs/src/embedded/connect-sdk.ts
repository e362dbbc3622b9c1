import { randomBytes } from 'node:crypto'

import { invariant } from '@cmr/errors'
import type { Inngest, InngestFunction } from 'inngest'

import { createClient } from '../client.ts'
import type { ExecutorContext } from './context.ts'
import { createGateway, GATEWAY_URL } from './gateway.ts'
import { serveFunctions } from './serve-functions.ts'

// No proxy waits above a call here, so it may go on as long as it gets further.
const MAX_RUNTIME_MS = 60 * 60 * 1000

/**
 * Joins the SDK and the executor, both ways in process: the client's `fetch` is the gateway, the handler is called
 * with signed requests. The keys are made here and live as long as the process.
 */
export async function connectSdk(
  given: Pick<ExecutorContext, 'pool' | 'logger' | 'retryScale' | 'isStopping'>,
  functions: (client: Inngest) => readonly InngestFunction.Any[],
): Promise<{ client: Inngest; context: ExecutorContext }> {
  const signingKey = `signkey-embedded-${randomBytes(32).toString('hex')}`
  const ready: { context?: ExecutorContext } = {}
  const client = createClient({
    fetch: createGateway(() => {
      invariant(ready.context !== undefined, 'The executor was called before it was ready')
      return ready.context
    }),
    baseUrl: GATEWAY_URL,
    signingKey,
    eventKey: randomBytes(16).toString('hex'),
    logger: given.logger,
    maxRuntimeMs: MAX_RUNTIME_MS,
  })
  const served = await serveFunctions(client, functions(client), signingKey)
  ready.context = { ...given, signingKey, served }
  return { client, context: ready.context }
}
