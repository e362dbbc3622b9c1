import { requirePermission } from '@cmr/auth'
import { withTenant } from '@cmr/db'
import { batches } from '@cmr/db/schema'
import { count, desc, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { listBatchFiles } from './batch-store.ts'
import { type BatchView, batchView } from './batch-view.ts'

export const ListBatchesInput = z.strictObject({
  /** 1-based. */
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
})
export type ListBatchesInput = z.input<typeof ListBatchesInput>

/** The office's batches, newest first, with the total over all pages. */
export async function listBatches(
  ctx: Context,
  deps: ServiceDeps,
  input: ListBatchesInput,
): Promise<{ batches: BatchView[]; total: number }> {
  requirePermission(ctx, 'batch:read')
  const { page, pageSize } = parseInput(ListBatchesInput, input)
  return withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const own = eq(batches.tenantId, ctx.tenant.id)
    const [counted] = await tx.select({ total: count() }).from(batches).where(own)
    const rows = await tx
      .select()
      .from(batches)
      .where(own)
      .orderBy(desc(batches.createdAt), desc(batches.id))
      .limit(pageSize)
      .offset((page - 1) * pageSize)
    const files = await listBatchFiles(
      tx,
      ctx,
      rows.map(({ id }) => id),
    )
    return { batches: rows.map((row) => batchView(row, files)), total: counted?.total ?? 0 }
  })
}
