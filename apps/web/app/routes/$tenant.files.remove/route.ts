import { files } from '@cmr/services'
import { redirect } from '@remix-run/node'
import { z } from 'zod'
import { tenantAction } from '../../route-builder.ts'

const RemoveForm = z.object({ fileId: z.uuid().catch(''), batch: z.uuid().catch('') })

/** Takes a file out of a batch that is not confirmed yet and goes back to the batch. */
export const action = tenantAction({ permission: 'file:write' }, async ({ request, ctx, deps }) => {
  const { fileId, batch } = RemoveForm.parse(Object.fromEntries(await request.formData()))
  await files.removeUpload(ctx, deps, { fileId })
  return redirect(`/${ctx.tenant.slug}/files/new?batch=${batch}`)
})
