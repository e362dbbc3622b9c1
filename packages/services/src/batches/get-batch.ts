import { requirePermission } from '@cmr/auth'
import { withTenant } from '@cmr/db'
import { jobs, type JobError, type JobKind, type JobState } from '@cmr/db/schema'
import { and, asc, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { getBatchRow, listBatchFiles } from './batch-store.ts'
import { type BatchView, batchView } from './batch-view.ts'

export const GetBatchInput = z.strictObject({ batchId: z.uuid() })
export type GetBatchInput = z.input<typeof GetBatchInput>

/** A batch with the background work it caused, oldest first. */
export interface BatchDetail extends BatchView {
  readonly jobs: readonly {
    readonly id: string
    readonly kind: JobKind
    readonly state: JobState
    readonly runId: string | null
    readonly error: JobError | null
  }[]
}

export async function getBatch(ctx: Context, deps: ServiceDeps, input: GetBatchInput): Promise<BatchDetail> {
  requirePermission(ctx, 'batch:read')
  const { batchId } = parseInput(GetBatchInput, input)
  return withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const batch = await getBatchRow(tx, ctx, batchId)
    const files = await listBatchFiles(tx, ctx, [batchId])
    const work = await tx
      .select({ id: jobs.id, kind: jobs.kind, state: jobs.state, runId: jobs.runId, error: jobs.error })
      .from(jobs)
      .where(and(eq(jobs.tenantId, ctx.tenant.id), eq(jobs.batchId, batchId)))
      .orderBy(asc(jobs.createdAt), asc(jobs.id))
    return { ...batchView(batch, files), jobs: work }
  })
}
