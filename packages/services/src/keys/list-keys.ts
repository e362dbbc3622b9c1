import { requirePermission } from '@cmr/auth'
import { withTenant } from '@cmr/db'
import { tenantKeys } from '@cmr/db/schema'
import { desc, eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { ServiceDeps } from '../service-deps.ts'

/** A key of the office, without the key. */
export interface KeyView {
  readonly version: number
  readonly createdAt: Date
  /** Since when nothing is sealed with it; null for the one in use, and for one whose data waits to be sealed again. */
  readonly retiredAt: Date | null
}

/** The office's keys, newest first: the first is the one in use. Empty until something was stored. */
export async function listKeys(ctx: Context, deps: Pick<ServiceDeps, 'db'>): Promise<KeyView[]> {
  requirePermission(ctx, 'settings:read')
  const { version, createdAt, retiredAt } = tenantKeys
  return withTenant(deps.db, ctx.tenant.id, (tx) =>
    tx
      .select({ version, createdAt, retiredAt })
      .from(tenantKeys)
      .where(eq(tenantKeys.tenantId, ctx.tenant.id))
      .orderBy(desc(tenantKeys.version)),
  )
}
