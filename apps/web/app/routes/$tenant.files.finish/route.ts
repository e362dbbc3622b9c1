import { files } from '@cmr/services'
import { z } from 'zod'
import { tenantAction } from '../../route-builder.ts'

const FinishForm = z.object({ fileId: z.uuid().catch(''), sha256: z.string().catch('') })

/** The sending page's last word on a file: the checksum it computed. Answers `{ sha256 }` or a refusal in words. */
export const action = tenantAction({ permission: 'file:write' }, async ({ request, ctx, deps }) => {
  const form = FinishForm.parse(Object.fromEntries(await request.formData()))
  return Response.json(await files.finishUpload(ctx, deps, form))
})
