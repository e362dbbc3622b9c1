import { randomBytes, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { createTestDatabase } from '@cmr/db/test'
import { batches, files, openServices, runs, tenants, type Context, type ServiceDeps } from '@cmr/services'

/** One office on a database and a folder of its own, with what a worker process needs to serve it. */
export interface TestOffice {
  readonly ctx: Context
  readonly deps: ServiceDeps
  /** Settings of a worker process: quick to notice, quick to try again. */
  readonly workerEnv: Record<string, string>
  readonly adminUrl: string
  /** Sends files as an analyst does and confirms the batch. */
  sendBatch(paths: readonly string[]): Promise<{ batchId: string; jobId: string }>
  /** The hash of the batch's published results; undefined while there are none. Throws when a job failed. */
  findResultHash(batchId: string): Promise<string | undefined>
  close(): Promise<void>
}

export async function createOffice(county: string): Promise<TestOffice> {
  const { urls, adminUrl, drop } = await createTestDatabase()
  const root = await mkdtemp(join(tmpdir(), 'cmr-jobs-'))
  const masterKey = randomBytes(32)
  const storageUrl = pathToFileURL(join(root, 'objects')).href
  const services = openServices({
    databaseUrl: urls.cmr_app,
    ingestDatabaseUrl: urls.cmr_ingest,
    authDatabaseUrl: urls.cmr_auth,
    pool: 2,
    applicationName: 'jobs test',
    statementTimeoutMs: 60_000,
    storageUrl,
    keysRoot: join(root, 'keys'),
    masterKey,
  })
  const { deps } = services
  const id = randomUUID()
  const office = { id, slug: `test-${id}`, name: 'Testcounty District Attorney', jurisdiction: 'us-ca', county }
  const system = await tenants.ensureTenant(deps, { ...office, timeZone: 'America/Los_Angeles', requestId: 'test' })
  const ctx: Context = { ...system, actor: { kind: 'user', userId: randomUUID(), roles: ['analyst'] } }
  return {
    ctx,
    deps,
    adminUrl,
    workerEnv: {
      DEPLOYMENT: 'local',
      DATABASE_URL: urls.cmr_app,
      INGEST_DATABASE_URL: urls.cmr_ingest,
      JOBS_DATABASE_URL: urls.cmr_jobs,
      STORAGE_URL: storageUrl,
      KEYS_ROOT: join(root, 'keys'),
      AUDIT_HEADS_ROOT: join(root, 'audit-heads'),
      MASTER_KEY: masterKey.toString('base64'),
      JOBS_POLL_MS: '100',
      JOBS_RETRY_SCALE: '0.01',
      JOBS_LEASE_SECONDS: '2',
      JOBS_RECONCILE_MS: '1000',
      LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent',
    },
    async sendBatch(paths) {
      const { id: batchId } = await batches.createBatch(ctx, deps, {})
      for (const path of paths) {
        const { size } = await stat(path)
        const { fileId } = await files.beginUpload(ctx, deps, { batchId, name: basename(path), size })
        await files.appendUpload(ctx, deps, { fileId, offset: 0, body: createReadStream(path) })
        await files.finishUpload(ctx, deps, { fileId })
      }
      return { batchId, ...(await batches.confirmBatch(ctx, deps, { batchId })) }
    },
    async findResultHash(batchId) {
      const { publishedRunId, jobs } = await batches.getBatch(ctx, deps, { batchId })
      const failed = jobs.find((job) => job.state === 'failed')
      if (failed !== undefined) throw new Error(`The ${failed.kind} job failed: ${failed.error?.reason}`)
      if (publishedRunId === null) return undefined
      return (await runs.getRun(ctx, deps, { runId: publishedRunId })).resultHash ?? undefined
    },
    async close() {
      await services.close()
      await drop()
      await rm(root, { recursive: true, force: true })
    },
  }
}
