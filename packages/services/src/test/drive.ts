import { batches, files, imports, runs, type ServiceDeps } from '../index.ts'
import { jobs as jobTable } from '@cmr/db/schema'
import { withTenant } from '@cmr/db'
import { and, eq } from 'drizzle-orm'
import type { Office } from './create-office.ts'

/** What is said when a result file is taken out. */
export const HANDOVER = { recipient: 'Testcounty Superior Court', purpose: 'Test.' }

/** Sends files as an analyst does, and confirms the batch. Texts are byte text. */
export async function sendBatch(
  office: Office,
  deps: ServiceDeps,
  texts: Readonly<Record<string, string>>,
): Promise<{ batchId: string; jobId: string }> {
  const analyst = office.as('analyst')
  const { id: batchId } = await batches.createBatch(analyst, deps, {})
  for (const [name, text] of Object.entries(texts)) {
    const body = Buffer.from(text, 'latin1')
    const { fileId } = await files.beginUpload(analyst, deps, { batchId, name, size: body.length })
    await files.appendUpload(analyst, deps, { fileId, offset: 0, body: pieces(body) })
    await files.finishUpload(analyst, deps, { fileId })
  }
  return { batchId, ...(await batches.confirmBatch(analyst, deps, { batchId })) }
}

async function* pieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 1 << 20) yield bytes.subarray(at, at + (1 << 20))
}

/** Does what the import job does, step by step; every step `times` times. */
export async function runImport(office: Office, deps: ServiceDeps, jobId: string, times = 1) {
  const { system } = office
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    for (let i = 1; i < times; i++) await work()
    return work()
  }
  const plan = await step(() => imports.startImport(system, deps, { jobId }))
  for (const { batchFileId } of plan.files) {
    const inspection = await step(() => imports.inspectFile(system, deps, { jobId, batchFileId }))
    if (inspection.state === 'rejected') continue
    for (let no = 0; no < inspection.chunks; no++) {
      await step(() => imports.loadChunk(system, deps, { jobId, batchFileId, no }))
    }
  }
  const linked = await step(() => imports.linkSubjects(system, deps, { jobId }))
  for (const { batchFileId, parts } of linked.files) {
    for (let no = 0; no < parts; no++) {
      await step(() => imports.buildPeople(system, deps, { jobId, batchFileId, no }))
    }
  }
  return step(() => imports.finishImport(system, deps, { jobId }))
}

/** Does what the evaluate job does; every step `times` times. Returns the hash of the published results. */
export async function runEvaluation(office: Office, deps: ServiceDeps, runId: string, times = 1): Promise<string> {
  const { system } = office
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    for (let i = 1; i < times; i++) await work()
    return work()
  }
  const jobId = await jobOfRun(office, deps, runId)
  const plan = await step(() => runs.startRun(system, deps, { jobId }))
  for (const { batchFileId, parts } of plan.files) {
    for (let no = 0; no < parts; no++) await step(() => runs.evaluateRange(system, deps, { jobId, batchFileId, no }))
  }
  for (const { batchFileId } of plan.files) await step(() => runs.writeResults(system, deps, { jobId, batchFileId }))
  return (await step(() => runs.publishRun(system, deps, { jobId }))).resultHash
}

export async function jobOfRun(office: Office, deps: ServiceDeps, runId: string): Promise<string> {
  const [job] = await withTenant(deps.db, office.tenantId, (tx) =>
    tx
      .select({ id: jobTable.id })
      .from(jobTable)
      .where(and(eq(jobTable.tenantId, office.tenantId), eq(jobTable.runId, runId))),
  )
  if (job === undefined) throw new Error('The run has no job.')
  return job.id
}

/** Sends one batch and drives it to published results. */
export async function publishBatch(
  office: Office,
  deps: ServiceDeps,
  texts: Readonly<Record<string, string>>,
  times = 1,
) {
  const { batchId, jobId } = await sendBatch(office, deps, texts)
  const end = await runImport(office, deps, jobId, times)
  if (end.state !== 'ready' || end.runId === undefined) throw new Error('The import ended without a run.')
  return { batchId, jobId, runId: end.runId, resultHash: await runEvaluation(office, deps, end.runId, times) }
}
