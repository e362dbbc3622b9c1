import { requirePermission } from '@cmr/auth'
import { withTenant } from '@cmr/db'
import type { Context } from '../context.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { keepKey } from '../tenants/create-database-keys.ts'

/**
 * Gives the office a new key: new data is sealed with it from now on, in every process. What was sealed before waits
 * for `rewrapKeys`. Returns the version. No key is made that is not in the log.
 */
export async function rotateKey(ctx: Context, deps: Pick<ServiceDeps, 'db' | 'keys'>): Promise<{ version: number }> {
  requirePermission(ctx, 'key:manage')
  const version = await deps.keys.rotate(ctx.tenant.id, (tenantId, key) =>
    withTenant(deps.db, tenantId, (tx) => keepKey(tx, ctx, key, 'tenant-key.rotate')),
  )
  return { version }
}
