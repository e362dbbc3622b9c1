import { jobs } from '@cmr/services'
import { z } from 'zod'
import { tenantLoader } from '../../route-builder.ts'
import { progressOf } from '../../jobs/progress-of.server.ts'

/** Where a job stands, as JSON, for pages whose stream of events is cut. */
export const loader = tenantLoader(
  { permission: 'job:read', params: z.object({ job: z.uuid() }), background: true },
  async ({ ctx, deps, params }) => Response.json(progressOf(await jobs.getProgress(ctx, deps, { jobId: params.job }))),
)
