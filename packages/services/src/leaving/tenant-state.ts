import { homesOf, type Tx, withTenant } from '@cmr/db'
import { auditEvents, tenants, type TenantState } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { and, desc, eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { ServiceDeps } from '../service-deps.ts'

export type TenantRow = typeof tenants.$inferSelect

/** The office's row, locked until the transaction ends. Throws NOT_FOUND. */
export async function lockTenant(tx: Tx, tenantId: string): Promise<TenantRow> {
  const [tenant] = await tx.select().from(tenants).where(eq(tenants.id, tenantId)).for('update')
  if (tenant !== undefined) return tenant
  throw new AppError('NOT_FOUND', 'There is no such office.', { details: { reason: 'unknown-tenant' } })
}

/** Throws PRECONDITION unless the office is in that state. */
export function requireState(tenant: TenantRow, state: TenantState): void {
  if (tenant.state === state) return
  const reason = state === 'leaving' ? 'not-leaving' : 'tenant-leaving'
  const message = state === 'leaving' ? 'This office has not asked to leave.' : 'This office is leaving already.'
  throw new AppError('PRECONDITION', message, { details: { reason } })
}

/**
 * Whether the removal of an office that leaves has begun: from its line in the log on nothing is taken back. Read where
 * the office's row is locked.
 */
export async function hasRemovalBegun(tx: Tx, ctx: Pick<Context, 'tenant'>): Promise<boolean> {
  const [asked, begun] = [await lastDone(tx, ctx, 'leaving.begin'), await lastDone(tx, ctx, 'leaving.finish')]
  return asked !== undefined && begun !== undefined && begun >= asked
}

/** Throws PRECONDITION `removal-begun` when it has. */
export async function requireNoRemoval(tx: Tx, ctx: Pick<Context, 'tenant'>): Promise<void> {
  if (!(await hasRemovalBegun(tx, ctx))) return
  throw new AppError('PRECONDITION', 'The removal of this office has begun. It can only be finished.', {
    details: { reason: 'removal-begun' },
  })
}

/** Sets the state where identity reads it, for an office whose rows are in a database of its own. */
export async function tellIdentity(deps: Pick<ServiceDeps, 'db'>, tenantId: string, state: TenantState): Promise<void> {
  for (const db of homesOf(deps.db, tenantId).slice(1)) {
    // eslint-disable-next-line cmr/service-mutation-guards -- The verb asked, and recorded the act where the office's rows are.
    await withTenant(db, tenantId, (tx) => tx.update(tenants).set({ state }).where(eq(tenants.id, tenantId)))
  }
}

/** When something was last done in the office; undefined when it never was, or was refused each time. */
export async function lastDone(tx: Tx, ctx: Pick<Context, 'tenant'>, action: string): Promise<Date | undefined> {
  const [event] = await tx
    .select({ at: auditEvents.createdAt })
    .from(auditEvents)
    .where(
      and(eq(auditEvents.tenantId, ctx.tenant.id), eq(auditEvents.action, action), eq(auditEvents.outcome, 'done')),
    )
    .orderBy(desc(auditEvents.seq))
    .limit(1)
  return event?.at
}
