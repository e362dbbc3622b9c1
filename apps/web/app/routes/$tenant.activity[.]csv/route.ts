import { audit } from '@cmr/services'
import { redirect } from '@remix-run/node'
import { sendAttachment } from '../../attachment.server.ts'
import { tenantAction, tenantLoader } from '../../route-builder.ts'
import { activityQuery, filtersOf, searchOf } from '../$tenant.activity._index/activity-query.ts'

/** Opening the address leads to the page, as coming back from a step-up does. */
export const loader = tenantLoader(
  { permission: 'audit:read', gate: 'open', query: activityQuery },
  async ({ ctx, query }) => {
    throw redirect(`/${ctx.tenant.slug}/activity?${searchOf(query)}`)
  },
)

/** The log, or what of it is looked for, as CSV; that it was taken out is in the log. */
export const action = tenantAction(
  { permission: 'audit:export', gate: 'open', query: activityQuery, stepUp: true },
  async ({ ctx, deps, query }) => {
    const { name, body } = await audit.exportAudit(ctx, deps, filtersOf(query))
    return sendAttachment({ name, mediaType: 'text/csv; charset=utf-8', body })
  },
)
