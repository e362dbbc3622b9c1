import { newId, type Tx, withTenant } from '@cmr/db'
import { runFiles } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import type { ResultFile } from '@cmr/jurisdiction'
import { audit } from '../audit/audit.ts'
import type { BatchFile } from '../batches/batch-store.ts'
import { type Context, requireSystem } from '../context.ts'
import { type ChunkRow, finishChunk, listChunks, renewLease } from '../jobs/chunk-store.ts'
import { JobFileInput } from '../jobs/job-input.ts'
import { addProgress } from '../jobs/progress-store.ts'
import { parseInput } from '../parse-input.ts'
import { type ServiceDeps, settingsOf } from '../service-deps.ts'
import { getEvaluateJob, getImportJobId, listRunSources } from './evaluate-job.ts'
import { type FileResult, renderResults } from './render-results.ts'
import { HashedWriter, removeObjects, type WrittenObject } from './result-objects.ts'
import { leaseResults, type ResultsLease, type ResultsState } from './results-lease.ts'
import { compileRun } from './run-program.ts'
import type { RunRow } from './run-store.ts'

/** Everything the writing of one source file's results needs. */
interface Work extends ResultsLease {
  readonly run: RunRow
  readonly source: BatchFile
  readonly severalFiles: boolean
  readonly pieces: readonly ChunkRow[]
}

/**
 * Writes the result files of one source file: its rows as they came, with the computed cells. Files of an attempt that
 * did not end are removed first. Done already, it is left alone. Throws UNAVAILABLE while another worker is at it, or
 * when another took it over before the end.
 */
export async function writeResults(ctx: Context, deps: ServiceDeps, input: JobFileInput): Promise<{ state: 'done' }> {
  requireSystem(ctx)
  const { jobId, batchFileId } = parseInput(JobFileInput, input)
  const work = await beginWork(ctx, deps, jobId, batchFileId)
  if (work === undefined) return { state: 'done' }
  await removeObjects(deps.store, ctx.tenant.id, work.left)
  const { files } = compileRun(work.run).ruleset.results
  try {
    const { written, result, shown } = await renderFile(ctx, deps, work)
    await withTenant(deps.db, ctx.tenant.id, async (tx) => {
      for (const [index, file] of files.entries()) await insertRunFile(tx, ctx, work, file, written[index], result)
      await addProgress(tx, ctx, jobId, 'results', { done: Math.max(0, result.rows - shown) })
      await finishChunk(tx, work.lease, result)
      await audit(tx, ctx, { action: 'run.write', objectKind: 'run', objectId: work.run.id })
    })
  } catch (error) {
    await removeObjects(deps.store, ctx.tenant.id, work.state.objects)
    throw error
  }
  return { state: 'done' }
}

function beginWork(ctx: Context, deps: ServiceDeps, jobId: string, batchFileId: string): Promise<Work | undefined> {
  return withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const { run } = await getEvaluateJob(tx, ctx, jobId)
    const { all, loaded } = await listRunSources(tx, ctx, run.batchId)
    const source = loaded.find(({ batchFile }) => batchFile.id === batchFileId)
    if (source === undefined) {
      throw new AppError('NOT_FOUND', 'There is no such file in this run.', { details: { reason: 'unknown-file' } })
    }
    const count = compileRun(run).ruleset.results.files.length
    const leased = await leaseResults(tx, ctx, { jobId, batchFileId }, count, settingsOf(deps).leaseSeconds)
    if (leased === undefined) return undefined
    const importJobId = await getImportJobId(tx, ctx, run.batchId)
    const pieces = await listChunks(tx, ctx, { jobId: importJobId, stage: 'load', batchFileId })
    return { ...leased, run, source, severalFiles: all.length > 1, pieces }
  })
}

async function renderFile(
  ctx: Context,
  deps: ServiceDeps,
  { run, source, pieces, lease, state }: Work,
): Promise<{ written: WrittenObject[]; result: FileResult; shown: number }> {
  const writers: HashedWriter[] = []
  let { shown } = state
  // Rows show as done once, however often the work is begun again.
  const onPiece = async (tx: Tx, rows: number): Promise<void> => {
    const more = Math.max(0, rows - shown)
    shown += more
    await renewLease(tx, lease, settingsOf(deps).leaseSeconds, { ...state, shown } satisfies ResultsState)
    if (more > 0) await addProgress(tx, ctx, lease.jobId, 'results', { done: more })
  }
  try {
    for (const id of state.objects) writers.push(await HashedWriter.create(deps.store, ctx.tenant.id, id))
    const result = await renderResults(ctx, deps, compileRun(run), { run, source, pieces, writers, onPiece })
    return { written: await Promise.all(writers.map((writer) => writer.close())), result, shown }
  } catch (error) {
    await Promise.allSettled(writers.map((writer) => writer.close()))
    throw error
  }
}

async function insertRunFile(
  tx: Tx,
  ctx: Context,
  { run, source, severalFiles }: Work,
  file: ResultFile,
  object: WrittenObject | undefined,
  result: FileResult,
): Promise<void> {
  if (object === undefined)
    throw new AppError('INTERNAL', 'A result file was not written.', { details: { reason: 'no-object' } })
  const { id: batchFileId, position } = source.batchFile
  await tx.insert(runFiles).values({
    tenantId: ctx.tenant.id,
    id: newId(),
    runId: run.id,
    batchFileId,
    name: `${file.name}${severalFiles || file.numbered === 'always' ? `_${position}` : ''}.csv`,
    ...object,
    rows: file.rows === 'all' ? result.rows : result.determined,
  })
}
