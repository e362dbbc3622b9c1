import { requirePermission } from '@cmr/auth'
import { withTenant } from '@cmr/db'
import { batchFiles, files, subjects } from '@cmr/db/schema'
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { cutoffDay, type DueBatch, findSettings, isHeld, listDueBatches } from './retention-store.ts'

/** What a purge would remove now. */
export interface PurgePreview {
  /** The first day that is kept. */
  readonly cutoff: string
  /** Whether a legal hold forbids it. */
  readonly held: boolean
  /** Oldest first. */
  readonly batches: readonly DueBatch[]
  readonly files: number
  readonly bytes: number
  readonly people: number
}

/** What has outlived the office's retention time. Throws PRECONDITION `no-retention` when everything is kept. */
export async function previewPurge(ctx: Context, deps: Pick<ServiceDeps, 'db' | 'clock'>): Promise<PurgePreview> {
  requirePermission(ctx, 'retention:manage')
  return withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const settings = await findSettings(tx, ctx)
    const cutoff = await cutoffDay(tx, ctx, deps, settings)
    const due = await listDueBatches(tx, ctx, cutoff)
    const ofDue = inArray(
      batchFiles.batchId,
      due.map(({ id }) => id),
    )
    const [sent] = await tx
      .select({ files: sql<number>`count(*)::int`, bytes: sql<string>`coalesce(sum(${files.received}), 0)` })
      .from(batchFiles)
      .innerJoin(files, and(eq(files.tenantId, batchFiles.tenantId), eq(files.id, batchFiles.fileId)))
      .where(and(eq(batchFiles.tenantId, ctx.tenant.id), ofDue))
    const [known] = await tx
      .select({ people: sql<number>`count(*)::int` })
      .from(subjects)
      .innerJoin(batchFiles, and(eq(batchFiles.tenantId, subjects.tenantId), eq(batchFiles.id, subjects.batchFileId)))
      .where(and(eq(subjects.tenantId, ctx.tenant.id), ofDue))
    return {
      cutoff,
      held: isHeld(settings),
      batches: due,
      files: sent?.files ?? 0,
      bytes: Number(sent?.bytes ?? 0),
      people: known?.people ?? 0,
    }
  })
}
