import { exports } from '@cmr/services'
import { redirect } from '@remix-run/node'
import { sendAttachment } from '../../attachment.server.ts'
import { handOver } from '../../forms/handover.server.ts'
import { tenantAction, tenantLoader } from '../../route-builder.ts'

/** Opening the address leads to the page with the form, as coming back from a step-up does. */
export const loader = tenantLoader({ permission: 'retention:manage', gate: 'open' }, async ({ ctx }) => {
  throw redirect(`/${ctx.tenant.slug}/settings/leaving`)
})

/** Everything the office owns as one archive, once it is written down to whom and what for. */
export const action = tenantAction({ permission: 'retention:manage', stepUp: true }, async ({ request, ctx, deps }) =>
  handOver(await request.formData(), `/${ctx.tenant.slug}/settings/leaving`, async (handover) =>
    sendAttachment(await exports.exportOffice(ctx, deps, handover)),
  ),
)
