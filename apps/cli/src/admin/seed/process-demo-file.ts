import { AppError } from '@cmr/errors'
import { batches, files, jobs, type Context, type ServiceDeps } from '@cmr/services'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const PAUSE_MS = 250

type Batch = Awaited<ReturnType<typeof batches.listBatches>>['batches'][number]

/** What the office sent last. */
export async function latestBatch(ctx: Context, deps: ServiceDeps): Promise<Batch | undefined> {
  return (await batches.listBatches(ctx, deps, { pageSize: 1 })).batches[0]
}

/** Whether a batch shows results. */
export function isPublished(batch: Batch | undefined): boolean {
  return batch !== undefined && batch.publishedRunId !== null
}

/** A file whose bytes are all there, in a batch that is not confirmed yet. */
export interface ReceivedFile {
  readonly batchId: string
  readonly fileId: string
}

/** Uploads a file, through the verbs a person's browser uses. */
export async function receiveFile(ctx: Context, deps: ServiceDeps, path: string, size: number): Promise<ReceivedFile> {
  const { id: batchId } = await batches.createBatch(ctx, deps, {})
  const { fileId } = await files.beginUpload(ctx, deps, { batchId, name: basename(path), size })
  await files.appendUpload(ctx, deps, { fileId, offset: 0, body: createReadStream(path, { highWaterMark: 1 << 20 }) })
  return { batchId, fileId }
}

/** Seals the file and hands its batch to background work. Returns the import job. */
export async function processReceived(
  ctx: Context,
  deps: ServiceDeps,
  { batchId, fileId }: ReceivedFile,
): Promise<string> {
  await files.finishUpload(ctx, deps, { fileId })
  return (await batches.confirmBatch(ctx, deps, { batchId })).jobId
}

/** Waits until the office's batch shows results. `report` hears where the import stands. Throws when it failed. */
export async function waitForResults(
  ctx: Context,
  deps: ServiceDeps,
  jobId: string,
  report: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted()
    const batch = await latestBatch(ctx, deps)
    if (isPublished(batch)) return
    if (batch?.state === 'failed') {
      throw new AppError('INTERNAL', 'The demonstration’s file was refused.', { details: { reason: 'demo-refused' } })
    }
    report(describe(await jobs.getProgress(ctx, deps, { jobId })))
    await sleep(PAUSE_MS)
  }
}

function describe({ state, stage, stages }: Awaited<ReturnType<typeof jobs.getProgress>>): string {
  const at = stages.find((candidate) => candidate.stage === stage)
  if (state === 'done' || at === undefined) return 'evaluating'
  return `${stage} ${at.done.toLocaleString('en-US')} of ${at.total.toLocaleString('en-US')} ${at.unit}`
}
