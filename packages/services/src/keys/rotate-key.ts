import { requirePermission } from '@cmr/auth'
import { withTenant } from '@cmr/db'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import type { ServiceDeps } from '../service-deps.ts'

/**
 * Gives the office a new key: new data is sealed with it from now on, in every process. What was sealed before waits
 * for `rewrapKeys`. Returns the version.
 */
export async function rotateKey(ctx: Context, deps: Pick<ServiceDeps, 'db' | 'keys'>): Promise<{ version: number }> {
  requirePermission(ctx, 'key:manage')
  const version = await deps.keys.rotate(ctx.tenant.id)
  await withTenant(deps.db, ctx.tenant.id, (tx) =>
    audit(tx, ctx, { action: 'tenant-key.rotate', objectKind: 'tenant-key', objectId: null }),
  )
  return { version }
}
