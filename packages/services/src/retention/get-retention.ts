import { requirePermission } from '@cmr/auth'
import { withTenant } from '@cmr/db'
import { type PurgeKind, purges } from '@cmr/db/schema'
import { desc, eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { findSettings, type SettingsRow } from './retention-store.ts'

/** How long an office keeps its records, and what was removed so far. */
export interface RetentionView {
  /** null: everything is kept. */
  readonly days: number | null
  readonly hold: { readonly reason: string; readonly at: Date; readonly by: string | null } | null
  /** Newest first. */
  readonly purges: readonly PurgeView[]
}

export interface PurgeView {
  readonly id: string
  readonly kind: PurgeKind
  /** The first day that was kept. */
  readonly cutoff: string | null
  /** See `PurgeCounts`. */
  readonly counts: unknown
  /** SHA-256 of what was removed, in lower-case hex. */
  readonly proof: string
  readonly at: Date
}

export async function getRetention(ctx: Context, deps: Pick<ServiceDeps, 'db'>): Promise<RetentionView> {
  requirePermission(ctx, 'settings:read')
  return withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const settings = await findSettings(tx, ctx)
    const { id, kind, cutoff, counts, proof, createdAt } = purges
    return {
      days: settings?.retentionDays ?? null,
      hold: holdOf(settings),
      purges: await tx
        .select({ id, kind, cutoff, counts, proof, at: createdAt })
        .from(purges)
        .where(eq(purges.tenantId, ctx.tenant.id))
        .orderBy(desc(purges.createdAt)),
    }
  })
}

function holdOf(settings: SettingsRow | undefined): RetentionView['hold'] {
  const { holdAt, holdReason, holdBy } = settings ?? {}
  return holdAt ? { reason: holdReason ?? '', at: holdAt, by: holdBy ?? null } : null
}
