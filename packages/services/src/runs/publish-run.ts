import { newId, type Tx, withTenant } from '@cmr/db'
import { batches, determinations, runDifferences, runFiles } from '@cmr/db/schema'
import { and, eq } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import type { BatchFile } from '../batches/batch-store.ts'
import { comparisonReport } from '../comparisons/comparison-report.ts'
import { comparedRulesOf, compileComparison, type RunComparison } from '../comparisons/run-comparison.ts'
import { writeDifferences } from '../comparisons/write-differences.ts'
import { type Context, requireSystem } from '../context.ts'
import { finishChunk, listChunks, renewLease } from '../jobs/chunk-store.ts'
import { JobInput } from '../jobs/job-input.ts'
import { closeJob, type JobRow } from '../jobs/job-store.ts'
import { parseInput } from '../parse-input.ts'
import { type ServiceDeps, settingsOf } from '../service-deps.ts'
import { getEvaluateJob, listRunSources } from './evaluate-job.ts'
import { HashedWriter, removeObjects, type WrittenObject } from './result-objects.ts'
import { leaseResults, type ResultsLease } from './results-lease.ts'
import { type WholeRun, wholeRun } from './run-ledger.ts'
import { compileRun } from './run-program.ts'
import { ledgerReport, qualityReport, reportRun, type RunReport } from './run-report.ts'
import { getRunRow, type RunRow, updateRun } from './run-store.ts'

interface Work extends ResultsLease {
  readonly job: JobRow
  readonly run: RunRow
  readonly sources: readonly BatchFile[]
  readonly whole: WholeRun
  readonly written: readonly { readonly name: string; readonly sha256: string }[]
}

/** Summary, ledger and quality report. */
const REPORTS = 3
/** The comparison with earlier rules, and the list of differences. */
const COMPARISON_FILES = 2

/** A file written at publication. */
type ReportFile = WrittenObject & { readonly name: string; readonly rows?: number }

/**
 * Checks that nothing was lost, writes the report, the ledger, the findings on quality and the comparison with earlier
 * rules, and shows the run: its batch points to it from the same instant. Publishing twice changes nothing. Throws PRECONDITION while a part is open and
 * INTERNAL (`ledger-mismatch`) when lines, rows or answers do not balance.
 */
export async function publishRun(ctx: Context, deps: ServiceDeps, input: JobInput): Promise<{ resultHash: string }> {
  requireSystem(ctx)
  const { jobId } = parseInput(JobInput, input)
  const work = await beginWork(ctx, deps, jobId)
  if (typeof work === 'string') return { resultHash: work }
  const { job, run, whole, state, lease } = work
  await removeObjects(deps.store, ctx.tenant.id, work.left)
  const now = deps.clock.now()
  const seconds = Math.max(0, (now.getTime() - job.createdAt.getTime()) / 1000)
  const compiled = compileRun(run)
  const report = reportRun(run, compiled, whole, work.written, seconds)
  const quality = qualityReport(compiled, whole)
  const compared = compileComparison(run, compiled)
  const comparison = compared === undefined ? null : comparisonReport(run, compiled, compared, whole)
  const reports = [
    [report.fileName, report.report],
    ['ledger.json', ledgerReport(whole)],
    ['quality.json', quality],
    ...(comparison === null ? [] : [['comparison.json', comparison] as const]),
  ] as const
  try {
    const objects: ReportFile[] = await writeReports(ctx, deps, reports, state.objects)
    if (compared !== undefined) objects.push(await writeDifferencesFile(ctx, deps, work, compared))
    await withTenant(deps.db, ctx.tenant.id, async (tx) => {
      await tx
        .insert(runFiles)
        .values(objects.map((object) => ({ tenantId: ctx.tenant.id, id: newId(), runId: run.id, ...object })))
      await showRun(tx, ctx, run, report, { ledger: whole.ledger, quality, comparison, publishedAt: now })
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

async function writeReports(
  ctx: Context,
  deps: ServiceDeps,
  reports: readonly (readonly [name: string, report: unknown])[],
  objectIds: readonly string[],
): Promise<ReportFile[]> {
  const written: ReportFile[] = []
  for (const [index, [name, report]] of reports.entries()) {
    const writer = await HashedWriter.create(deps.store, ctx.tenant.id, objectIds[index] ?? newId())
    await writer.write(Buffer.from(JSON.stringify(report, null, 2) + '\n'))
    written.push({ name, ...(await writer.close()) })
  }
  return written
}

async function writeDifferencesFile(
  ctx: Context,
  deps: ServiceDeps,
  { run, sources, state, lease }: Work,
  { causes }: RunComparison,
): Promise<ReportFile> {
  const writer = await HashedWriter.create(deps.store, ctx.tenant.id, state.objects.at(-1) ?? newId())
  const onPage = (tx: Tx): Promise<void> => renewLease(tx, lease, settingsOf(deps).leaseSeconds, state)
  try {
    const rows = await writeDifferences(ctx, deps, { runId: run.id, sources, causes, writer, onPage })
    return { name: 'differences.csv', rows, ...(await writer.close()) }
  } catch (error) {
    await Promise.allSettled([writer.close()])
    throw error
  }
}

/** Takes the last chunk, or gives the hash of a run that is published already. */
function beginWork(ctx: Context, deps: ServiceDeps, jobId: string): Promise<Work | string> {
  return withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const { job, run } = await getEvaluateJob(tx, ctx, jobId)
    if (run.resultHash !== null) return run.resultHash
    const { loaded } = await listRunSources(tx, ctx, run.batchId)
    const own = and(eq(runFiles.tenantId, ctx.tenant.id), eq(runFiles.runId, run.id))
    const written = await tx.select({ name: runFiles.name, sha256: runFiles.sha256 }).from(runFiles).where(own)
    const differences = and(eq(runDifferences.tenantId, ctx.tenant.id), eq(runDifferences.runId, run.id))
    const answers = and(eq(determinations.tenantId, ctx.tenant.id), eq(determinations.runId, run.id))
    const whole = wholeRun(compileRun(run), {
      sources: loaded,
      evaluated: await listChunks(tx, ctx, { jobId, stage: 'evaluate' }),
      results: await listChunks(tx, ctx, { jobId, stage: 'results' }),
      stored: await tx.$count(determinations, answers),
      differences: await tx.$count(runDifferences, differences),
    })
    const count = REPORTS + (comparedRulesOf(run) === null ? 0 : COMPARISON_FILES)
    const leased = await leaseResults(tx, ctx, { jobId, batchFileId: null }, count, settingsOf(deps).leaseSeconds)
    if (leased === undefined) return (await getRunRow(tx, ctx, run.id)).resultHash ?? ''
    return { ...leased, job, run, sources: loaded, whole, written }
  })
}

async function showRun(
  tx: Tx,
  ctx: Context,
  run: RunRow,
  { report, figures, resultHash }: RunReport,
  made: Pick<RunRow, 'ledger' | 'quality' | 'comparison' | 'publishedAt'>,
): Promise<void> {
  await updateRun(tx, ctx, run.id, { state: 'published', summary: report, figures, resultHash, ...made })
  await tx
    .update(batches)
    .set({ publishedRunId: run.id })
    .where(and(eq(batches.tenantId, ctx.tenant.id), eq(batches.id, run.batchId)))
}
