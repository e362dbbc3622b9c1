import { withTenant } from '@cmr/db'
import { tenantSettings } from '@cmr/db/schema'
import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { type Context, requireSystem } from '../context.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { audit } from './audit.ts'

/**
 * Removes what is older than three years from the beginning of the office's audit log, and returns how many events that
 * were: none under a legal hold. The three years, and the hold, are the database's own rule.
 */
export async function purgeAudit(ctx: Context, deps: Pick<ServiceDeps, 'db'>): Promise<number> {
  requireSystem(ctx)
  return withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const [held] = await tx
      .select({ at: tenantSettings.holdAt })
      .from(tenantSettings)
      .where(and(eq(tenantSettings.tenantId, ctx.tenant.id), isNotNull(tenantSettings.holdAt)))
    if (held !== undefined) return 0
    const [purged] = await tx.execute<{ removed: string }>(sql`select app.purge_audit_events() as removed`)
    const removed = Number(purged?.removed ?? 0)
    if (removed > 0) await audit(tx, ctx, { action: 'audit.purge', objectKind: 'audit-log', objectId: null })
    return removed
  })
}
