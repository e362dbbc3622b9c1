import { withTenant } from '@cmr/db'
import type { ServiceDeps } from '../service-deps.ts'
import { audit, type AuditContext, type AuditEntry } from './audit.ts'

/**
 * Records that somebody was refused, in a transaction of its own, because a refused act leaves none. `ctx` names the
 * office whose log it belongs in: the one that was reached for.
 */
export async function recordDenied(
  ctx: AuditContext,
  deps: Pick<ServiceDeps, 'db'>,
  entry: Omit<AuditEntry, 'outcome'>,
): Promise<void> {
  await withTenant(deps.db, ctx.tenant.id, (tx) => audit(tx, ctx, { ...entry, outcome: 'denied' }))
}
