import type { Tx } from '@cmr/db'
import { batches, jobs, tenants, tenantSettings } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { addDays, type PlainDate } from '@cmr/record'
import { and, asc, eq, inArray, notExists, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { ServiceDeps } from '../service-deps.ts'

export type SettingsRow = typeof tenantSettings.$inferSelect

/** A batch whose clock has run out. */
export interface DueBatch {
  readonly id: string
  /** When its clock began: confirmed, or else begun. */
  readonly since: Date
}

/** What the office has chosen; undefined while it has chosen nothing. `lock` keeps it from changing meanwhile. */
export async function findSettings(tx: Tx, ctx: Context, lock?: 'update' | 'share'): Promise<SettingsRow | undefined> {
  const query = tx.select().from(tenantSettings).where(eq(tenantSettings.tenantId, ctx.tenant.id))
  const [row] = lock === undefined ? await query : await query.for(lock)
  return row
}

export async function saveSettings(tx: Tx, ctx: Context, set: Partial<SettingsRow>): Promise<void> {
  await tx
    .insert(tenantSettings)
    .values({ ...set, tenantId: ctx.tenant.id })
    .onConflictDoUpdate({ target: tenantSettings.tenantId, set: { ...set, updatedAt: sql`now()` } })
}

/** Whether a legal hold keeps everything the office has. */
export function isHeld(settings: SettingsRow | undefined): boolean {
  return (settings?.holdAt ?? null) !== null
}

/** Throws PRECONDITION `legal-hold` while the office's records are held. */
export function requireNoHold(settings: SettingsRow | undefined): void {
  if (!isHeld(settings)) return
  throw new AppError('PRECONDITION', 'The records are under a legal hold. Nothing is removed until it is released.', {
    details: { reason: 'legal-hold' },
  })
}

/**
 * The first day that is kept, in the office's time zone: a batch of an earlier day goes. Throws PRECONDITION
 * `no-retention` when the office keeps everything.
 */
export async function cutoffDay(
  tx: Tx,
  ctx: Context,
  deps: Pick<ServiceDeps, 'clock'>,
  settings: SettingsRow | undefined,
): Promise<PlainDate> {
  const days = settings?.retentionDays ?? null
  if (days === null) {
    throw new AppError('PRECONDITION', 'No retention time is set. Set one first.', {
      details: { reason: 'no-retention' },
    })
  }
  return addDays(deps.clock.today(await timeZoneOf(tx, ctx)), -days)
}

/** Batches whose clock began before a day, oldest first; without those that background work is busy with. */
export async function listDueBatches(tx: Tx, ctx: Context, cutoff: PlainDate): Promise<DueBatch[]> {
  const timeZone = await timeZoneOf(tx, ctx)
  const since = sql<Date>`coalesce(${batches.confirmedAt}, ${batches.createdAt})`.mapWith(batches.createdAt)
  const busy = tx
    .select({ id: jobs.id })
    .from(jobs)
    .where(
      and(
        eq(jobs.tenantId, batches.tenantId),
        eq(jobs.batchId, batches.id),
        inArray(jobs.state, ['queued', 'running']),
      ),
    )
  return tx
    .select({ id: batches.id, since })
    .from(batches)
    .where(
      and(
        eq(batches.tenantId, ctx.tenant.id),
        sql`${since} < ${cutoff}::date::timestamp at time zone ${timeZone}`,
        notExists(busy),
      ),
    )
    .orderBy(asc(since))
}

async function timeZoneOf(tx: Tx, ctx: Context): Promise<string> {
  const [tenant] = await tx.select({ timeZone: tenants.timeZone }).from(tenants).where(eq(tenants.id, ctx.tenant.id))
  if (tenant !== undefined) return tenant.timeZone
  throw new AppError('NOT_FOUND', 'There is no such office.', { details: { reason: 'unknown-tenant' } })
}
