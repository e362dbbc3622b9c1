import type { Tx } from '@cmr/db'
import { progress } from '@cmr/db/schema'
import { and, eq, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'

/** Stages of a job in the order they run. `inspect` counts bytes, all others data rows. */
export const STAGES = {
  import: ['inspect', 'load', 'people'],
  evaluate: ['evaluate', 'results'],
} as const
export type Stage = (typeof STAGES)[keyof typeof STAGES][number]

/**
 * Adds to what a stage has done and has to do, in the transaction that does it, so that what is shown is what is
 * stored. The database announces the change.
 */
export async function addProgress(
  tx: Tx,
  ctx: Context,
  jobId: string,
  stage: Stage,
  add: { done?: number; total?: number },
): Promise<void> {
  const { done = 0, total = 0 } = add
  await tx
    .insert(progress)
    .values({ tenantId: ctx.tenant.id, jobId, stage, done, total })
    .onConflictDoUpdate({
      target: [progress.tenantId, progress.jobId, progress.stage],
      set: {
        done: sql`${progress.done} + ${done}`,
        total: sql`${progress.total} + ${total}`,
        updatedAt: sql`clock_timestamp()`,
      },
    })
}

/** Raises what a stage has done to `done`; a smaller number changes nothing. */
export async function raiseProgress(tx: Tx, ctx: Context, jobId: string, stage: Stage, done: number): Promise<void> {
  await tx
    .update(progress)
    .set({ done: sql`greatest(${progress.done}, ${done})`, updatedAt: sql`clock_timestamp()` })
    .where(and(eq(progress.tenantId, ctx.tenant.id), eq(progress.jobId, jobId), eq(progress.stage, stage)))
}
