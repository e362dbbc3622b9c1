import { jobs } from '@cmr/services'
import { z } from 'zod'
import { eventStream } from '../../jobs/event-stream.server.ts'
import { followJob } from '../../jobs/follow-job.server.ts'
import { tenantLoader } from '../../route-builder.ts'

/** A job's progress as it is stored: a snapshot first, then every change, until the job is over or the session ends. */
export const loader = tenantLoader(
  { permission: 'job:read', params: z.object({ job: z.uuid() }), background: true },
  async ({ request, ctx, deps, params: { job }, app, viewer }) => {
    // Answers 404 as a plain response before a stream begins.
    await jobs.getProgress(ctx, deps, { jobId: job })
    return eventStream(request.signal, (sink) =>
      followJob({ ctx, deps, app, sessionId: viewer.sessionId, jobId: job, sink }),
    )
  },
)
