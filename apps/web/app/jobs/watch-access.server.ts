import { watchSession } from '@cmr/auth'
import { support } from '@cmr/services'
import type { Context } from '@cmr/services'
import type { AppContext } from '../app-context.ts'
import { describeFailure } from '../error-response.server.ts'

export interface Access {
  readonly ctx: Context
  readonly app: Pick<AppContext, 'auth' | 'deps' | 'log'>
  readonly sessionId: string
}

/**
 * Calls `over` within a second of the end of what a stream may run by: the session, or the grant of somebody of Code
 * for America. Returns how to stop watching.
 */
export async function watchAccess({ ctx, app, sessionId }: Access, over: () => void): Promise<() => void> {
  const stops = await Promise.all([watchSession(app.auth, sessionId, over), support.watchGrant(ctx, app.deps, over)])
  return () => {
    for (const stop of stops) {
      stop().catch((error: unknown) => {
        app.log.warn({ requestId: ctx.requestId, ...describeFailure(error) }, 'A watch could not be ended.')
      })
    }
  }
}
