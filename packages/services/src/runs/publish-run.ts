import { newId, type Tx, withTenant } from '@cmr/db'
import { batches, determinations, runFiles } from '@cmr/db/schema'
import { and, eq } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { type Context, requireSystem } from '../context.ts'
import { finishChunk, listChunks } from '../jobs/chunk-store.ts'
import { JobInput } from '../jobs/job-input.ts'
import { closeJob, type JobRow } from '../jobs/job-store.ts'
import { parseInput } from '../parse-input.ts'
import { type ServiceDeps, settingsOf } from '../service-deps.ts'
import { getEvaluateJob, listRunSources } from './evaluate-job.ts'
import { HashedWriter, removeObjects } from './result-objects.ts'
import { leaseResults, type ResultsLease } from './results-lease.ts'
import { balance, balanceFile } from './run-ledger.ts'
import { compileRun } from './run-program.ts'
import { type FileParts, reportRun, type RunReport } from './run-report.ts'
import { getRunRow, type RunRow, updateRun } from './run-store.ts'

interface Work extends ResultsLease {
  readonly job: JobRow
  readonly run: RunRow
  readonly files: readonly FileParts[]
  readonly written: readonly { readonly name: string; readonly sha256: string }[]
}

/**
 * Checks that nothing was lost, writes the report and shows the run: its batch points to it from the same instant.
 * Publishing twice changes nothing. Throws PRECONDITION while a part is open and INTERNAL when counts do not add up.
 */
export async function publishRun(ctx: Context, deps: ServiceDeps, input: JobInput): Promise<{ resultHash: string }> {
  requireSystem(ctx)
  const { jobId } = parseInput(JobInput, input)
  const work = await beginWork(ctx, deps, jobId)
  if (typeof work === 'string') return { resultHash: work }
  const { job, run, state, lease } = work
  await removeObjects(deps.store, ctx.tenant.id, work.left)
  const now = deps.clock.now()
  const seconds = Math.max(0, (now.getTime() - job.createdAt.getTime()) / 1000)
  const report = reportRun(run, compileRun(run), work.files, work.written, seconds)
  try {
    const objectId = state.objects[0] ?? newId()
    const writer = await HashedWriter.create(deps.store, ctx.tenant.id, objectId)
    await writer.write(Buffer.from(JSON.stringify(report.report, null, 2) + '\n'))
    const object = await writer.close()
    await withTenant(deps.db, ctx.tenant.id, async (tx) => {
      await tx
        .insert(runFiles)
        .values({ tenantId: ctx.tenant.id, id: newId(), runId: run.id, name: report.fileName, ...object })
      await showRun(tx, ctx, run, report, now)
      await closeJob(tx, job, { state: 'done' })
      await finishChunk(tx, lease, {})
      await audit(tx, ctx, { action: 'run.publish', objectKind: 'run', objectId: run.id })
    })
  } catch (error) {
    await removeObjects(deps.store, ctx.tenant.id, state.objects)
    throw error
  }
  return { resultHash: report.resultHash }
}

/** Takes the last chunk, or gives the hash of a run that is published already. */
function beginWork(ctx: Context, deps: ServiceDeps, jobId: string): Promise<Work | string> {
  return withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const { job, run } = await getEvaluateJob(tx, ctx, jobId)
    if (run.resultHash !== null) return run.resultHash
    const { loaded } = await listRunSources(tx, ctx, run.batchId)
    const evaluated = await listChunks(tx, ctx, { jobId, stage: 'evaluate' })
    const results = await listChunks(tx, ctx, { jobId, stage: 'results' })
    const written = await tx
      .select({ name: runFiles.name, sha256: runFiles.sha256 })
      .from(runFiles)
      .where(and(eq(runFiles.tenantId, ctx.tenant.id), eq(runFiles.runId, run.id)))
    const files = loaded.map((source) => balanceFile(source, evaluated, results))
    const counted = await tx.$count(
      determinations,
      and(eq(determinations.tenantId, ctx.tenant.id), eq(determinations.runId, run.id)),
    )
    balance(
      counted,
      files.reduce((sum, file) => sum + file.determinations, 0),
      'answers',
    )
    const leased = await leaseResults(tx, ctx, { jobId, batchFileId: null }, 1, settingsOf(deps).leaseSeconds)
    if (leased === undefined) return (await getRunRow(tx, ctx, run.id)).resultHash ?? ''
    return { ...leased, job, run, files, written }
  })
}

async function showRun(
  tx: Tx,
  ctx: Context,
  run: RunRow,
  { report, figures, resultHash }: RunReport,
  now: Date,
): Promise<void> {
  await updateRun(tx, ctx, run.id, { state: 'published', summary: report, figures, resultHash, publishedAt: now })
  await tx
    .update(batches)
    .set({ publishedRunId: run.id })
    .where(and(eq(batches.tenantId, ctx.tenant.id), eq(batches.id, run.batchId)))
}
