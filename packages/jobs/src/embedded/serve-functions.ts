import { AppError } from '@cmr/errors'
import type { Inngest, InngestFunction } from 'inngest'
import { serve } from 'inngest/edge'
import { z } from 'zod'

import { checkConfigs, type FunctionConfig } from './config-check.ts'
import { signCall } from './sign-call.ts'

/** The SDK's own handler: the code that answers over HTTP when a real server calls. */
export type ServeHandler = (request: Request) => Promise<Response>

/** Where calls are addressed. Never resolved: they are handed over in process. */
export const HANDLER_URL = 'https://worker.invalid/api/inngest'

export interface ServedFunctions {
  readonly handler: ServeHandler
  readonly configs: readonly FunctionConfig[]
}

/**
 * Makes the serve handler and asks it, by a signed in-band sync, what it serves.
 * Throws PRECONDITION naming each function and setting that the executor does not do.
 */
export async function serveFunctions(
  client: Inngest,
  functions: readonly InngestFunction.Any[],
  signingKey: string,
): Promise<ServedFunctions> {
  const handler: ServeHandler = serve({
    client,
    functions,
    serveOrigin: new URL(HANDLER_URL).origin,
    enableUnauthedSync: false,
  })
  const response = await handler(
    signCall(
      new URL(HANDLER_URL),
      { method: 'PUT', body: { url: HANDLER_URL }, headers: { 'x-inngest-sync-kind': 'in_band' } },
      signingKey,
    ),
  )
  if (!response.ok) {
    throw new AppError(
      'PRECONDITION',
      `The job functions could not be read: the handler answered ${response.status}.`,
      {
        details: { reason: 'sync-failed', status: response.status },
      },
    )
  }
  const { functions: configs } = z.object({ functions: z.array(z.unknown()) }).parse(await response.json())
  return { handler, configs: checkConfigs(configs, declaredEvents(functions, client.id)) }
}

const triggersSchema = z.array(
  z.looseObject({ event: z.union([z.string(), z.looseObject({ name: z.string() })]).optional() }),
)

function declaredEvents(functions: readonly InngestFunction.Any[], appId: string): Map<string, readonly string[]> {
  return new Map(
    functions.map((fn) => {
      const triggers = triggersSchema.parse(fn.opts.triggers ?? [])
      const names = triggers.map(({ event }) => (typeof event === 'object' ? event.name : event))
      return [fn.id(appId), names.filter((name) => name !== undefined)]
    }),
  )
}
