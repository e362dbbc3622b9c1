import { support } from '@cmr/services'
import { redirect } from '@remix-run/node'
import { tenantAction } from '../../route-builder.ts'

/** Somebody of Code for America gives their access back. */
export const action = tenantAction({ permission: 'batch:read', gate: 'open' }, async ({ ctx, deps }) => {
  await support.endSupport(ctx, deps)
  return redirect('/support')
})
