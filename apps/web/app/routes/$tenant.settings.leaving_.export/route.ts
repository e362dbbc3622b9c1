import { isAppError } from '@cmr/errors'
import { exports } from '@cmr/services'
import { createReadableStreamFromReadable, redirect } from '@remix-run/node'
import { Readable } from 'node:stream'
import { attachment } from '../../attachment.server.ts'
import { tenantAction, tenantLoader } from '../../route-builder.ts'

/** Opening the address leads to the page with the form, as coming back from a step-up does. */
export const loader = tenantLoader({ permission: 'retention:manage', gate: 'open' }, async ({ ctx }) => {
  throw redirect(`/${ctx.tenant.slug}/settings/leaving`)
})

/** Everything the office owns as one archive, once it is written down to whom and what for. */
export const action = tenantAction({ permission: 'retention:manage', stepUp: true }, async ({ request, ctx, deps }) => {
  const submitted = await request.formData()
  const text = (name: string) => String(submitted.get(name) ?? '')
  try {
    const archive = await exports.exportOffice(ctx, deps, { recipient: text('recipient'), purpose: text('purpose') })
    return new Response(createReadableStreamFromReadable(Readable.from(archive.body)), {
      headers: { 'Content-Type': archive.mediaType, 'Content-Disposition': attachment(archive.name) },
    })
  } catch (error) {
    const missing = isAppError(error, 'VALIDATION') ? String(error.details?.['field']) : ''
    if (missing !== 'recipient' && missing !== 'purpose') throw error
    throw redirect(`/${ctx.tenant.slug}/settings/leaving?${new URLSearchParams({ missing })}`)
  }
})
