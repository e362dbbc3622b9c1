import { listOfficePeople } from '@cmr/auth'
import { support } from '@cmr/services'
import type { TenantRequest } from './route-builder.ts'

/** Names by user id of whoever may stand in an office's log: its people, and who asked for support access. */
export async function officeNames({
  ctx,
  deps,
  app,
}: Pick<TenantRequest<unknown, unknown>, 'ctx' | 'deps' | 'app'>): Promise<Map<string, string>> {
  const grants = await support.listSupportGrants(ctx, deps)
  const people = await listOfficePeople(app.auth, ctx)
  return new Map([
    ...grants.map(({ requestedBy, requestedName }) => [requestedBy, requestedName] as const),
    ...people.map(({ userId, name }) => [userId, name] as const),
  ])
}
