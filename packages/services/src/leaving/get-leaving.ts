import { requirePermission } from '@cmr/auth'
import { withTenant } from '@cmr/db'
import { tenants, type TenantState } from '@cmr/db/schema'
import { eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { lastDone } from './tenant-state.ts'

/** Whether an office is leaving, and what it has done about it. */
export interface LeavingView {
  readonly state: TenantState
  /** When it was asked for, while it is. */
  readonly askedAt: Date | null
  /** When everything was exported since; null until it was. */
  readonly exportedAt: Date | null
}

export async function getLeaving(ctx: Context, deps: Pick<ServiceDeps, 'db'>): Promise<LeavingView> {
  requirePermission(ctx, 'settings:read')
  return withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const [tenant] = await tx.select({ state: tenants.state }).from(tenants).where(eq(tenants.id, ctx.tenant.id))
    const state = tenant?.state ?? 'active'
    const askedAt = state === 'active' ? undefined : await lastDone(tx, ctx, 'leaving.begin')
    const exportedAt = await lastDone(tx, ctx, 'office.export')
    const since = askedAt !== undefined && exportedAt !== undefined && exportedAt >= askedAt
    return { state, askedAt: askedAt ?? null, exportedAt: since ? exportedAt : null }
  })
}
