import { requirePermission } from '@cmr/auth'
import { withTenant } from '@cmr/db'
import { runs } from '@cmr/db/schema'
import { and, desc, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { type RunView, runView } from './run-view.ts'

export const ListRunsInput = z.strictObject({
  /** Only runs of this batch. */
  batchId: z.uuid().optional(),
  /** 1-based. */
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
})
export type ListRunsInput = z.input<typeof ListRunsInput>

/** The office's runs, newest first, with the total over all pages. */
export async function listRuns(
  ctx: Context,
  deps: ServiceDeps,
  input: ListRunsInput,
): Promise<{ runs: RunView[]; total: number }> {
  requirePermission(ctx, 'run:read')
  const { batchId, page, pageSize } = parseInput(ListRunsInput, input)
  const wanted = and(eq(runs.tenantId, ctx.tenant.id), batchId === undefined ? undefined : eq(runs.batchId, batchId))
  return withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const total = await tx.$count(runs, wanted)
    const rows = await tx
      .select()
      .from(runs)
      .where(wanted)
      .orderBy(desc(runs.createdAt), desc(runs.id))
      .limit(pageSize)
      .offset((page - 1) * pageSize)
    return { runs: rows.map(runView), total }
  })
}
