import { newId, type Tx } from '@cmr/db'
import { runs } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import type { Ruleset } from '@cmr/jurisdiction'
import { and, desc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { BatchRow } from '../batches/batch-store.ts'
import type { ComparedRules } from '../comparisons/compared-rules.ts'
import type { Context } from '../context.ts'
import { insertJob } from '../jobs/job-store.ts'
import { ensurePolicy } from '../policies/policy-store.ts'
import { tenantJurisdiction } from '../tenant-ruleset.ts'

export type RunRow = typeof runs.$inferSelect

function unknownRun(): AppError {
  return new AppError('NOT_FOUND', 'There is no such run.', { details: { reason: 'unknown-run' } })
}

/** Throws NOT_FOUND for another office's run too. */
export async function getRunRow(tx: Tx, ctx: Context, runId: string): Promise<RunRow> {
  const [run] = await tx
    .select()
    .from(runs)
    .where(and(eq(runs.tenantId, ctx.tenant.id), eq(runs.id, runId)))
  if (run === undefined) throw unknownRun()
  return run
}

/** The run whose results may be shown: the one asked for, or the one published last. Throws NOT_FOUND when none is published. */
export async function getPublishedRun(tx: Tx, ctx: Context, runId?: string): Promise<RunRow> {
  const wanted = runId === undefined ? undefined : eq(runs.id, runId)
  const [run] = await tx
    .select()
    .from(runs)
    .where(and(eq(runs.tenantId, ctx.tenant.id), eq(runs.state, 'published'), wanted))
    .orderBy(desc(runs.publishedAt))
    .limit(1)
  if (run === undefined) throw unknownRun()
  return run
}

export async function updateRun(
  tx: Tx,
  ctx: Context,
  runId: string,
  set: Partial<
    Pick<RunRow, 'state' | 'summary' | 'figures' | 'ledger' | 'quality' | 'comparison' | 'resultHash' | 'publishedAt'>
  >,
): Promise<void> {
  await tx
    .update(runs)
    .set(set)
    .where(and(eq(runs.tenantId, ctx.tenant.id), eq(runs.id, runId)))
}

/** The open run of a batch that would give the same answers, compared with the same, as one asked for now. */
async function findOpenTwin(
  tx: Tx,
  ctx: Context,
  run: Pick<RunRow, 'batchId' | 'policyId' | 'asOf'> & { compare: ComparedRules | null },
): Promise<RunRow | undefined> {
  const same: (SQL | undefined)[] = [
    eq(runs.tenantId, ctx.tenant.id),
    eq(runs.batchId, run.batchId),
    eq(runs.policyId, run.policyId),
    eq(runs.asOf, run.asOf),
    sql`${runs.compare} is not distinct from ${run.compare === null ? null : JSON.stringify(run.compare)}::jsonb`,
    inArray(runs.state, ['queued', 'running']),
  ]
  const [twin] = await tx
    .select()
    .from(runs)
    .where(and(...same))
    .limit(1)
  return twin
}

/**
 * Adds a run of a batch with the office's current policy, the job that does it and the event that wakes the job.
 * `asOf` and `today` are `YYYY-MM-DD`. `preparedBy` is who asked for it, and so may not release it.
 */
export async function insertRun(
  tx: Tx,
  ctx: Context,
  of: {
    batch: BatchRow
    ruleset: Ruleset
    compare: ComparedRules | null
    asOf: string
    today: string
    preparedBy: string | null
  },
): Promise<{ runId: string; jobId: string | undefined }> {
  const { batch, ruleset, compare, asOf, today, preparedBy } = of
  const policy = await ensurePolicy(tx, ctx, ruleset)
  const twin = await findOpenTwin(tx, ctx, { batchId: batch.id, policyId: policy.id, asOf, compare })
  if (twin !== undefined) return { runId: twin.id, jobId: undefined }
  const jurisdiction = tenantJurisdiction(ctx)
  const runId = newId()
  await tx.insert(runs).values({
    tenantId: ctx.tenant.id,
    id: runId,
    batchId: batch.id,
    policyId: policy.id,
    jurisdiction: jurisdiction.id,
    jurisdictionVersion: jurisdiction.version,
    ruleset: ruleset.id,
    profile: ruleset.profile ?? null,
    options: policy.options,
    optionsHash: policy.optionsHash,
    county: batch.county,
    compare,
    asOf,
    nowOn: today,
    createdBy: preparedBy,
  })
  return { runId, jobId: await insertJob(tx, ctx, { kind: 'evaluate', batchId: batch.id, runId }) }
}
