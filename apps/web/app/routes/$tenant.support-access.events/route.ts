import { eventStream } from '../../jobs/event-stream.server.ts'
import { watchAccess } from '../../jobs/watch-access.server.ts'
import { tenantLoader } from '../../route-builder.ts'

/** Says `over` when the access somebody looks into the office with ends: a page that stays open must not outlive it. */
export const loader = tenantLoader(
  { permission: 'batch:read', background: true, gate: 'open' },
  async ({ request, ctx, viewer, app }) =>
    eventStream(request.signal, (sink) =>
      watchAccess({ ctx, app, sessionId: viewer.sessionId }, () => {
        sink.send('over', String(Date.now()), {})
        sink.end()
      }),
    ),
)
