import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { batches } from '@cmr/services'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'

import { type Bundle, bundleProgram } from './test/bundle-program.ts'
import { createOffice, type TestOffice } from './test/create-office.ts'
import { startChild, type Child } from './test/start-child.ts'
import { writeRecords } from './test/write-records.ts'

const COUNTY = 'Sacramento'
const TIMEOUT = 120_000

let worker: Bundle
let folder: string
let good: string
let broken: string
let office: TestOffice
const workers: Child[] = []

beforeAll(async () => {
  worker = await bundleProgram(join(import.meta.dirname, 'start-worker.ts'))
  folder = await mkdtemp(join(tmpdir(), 'cmr-records-'))
  good = join(folder, 'good.dat')
  broken = join(folder, 'broken.dat')
  await writeRecords(good, { county: COUNTY, rows: 2000, seed: 1 })
  await writeRecords(broken, { county: COUNTY, rows: 100, seed: 2 })
  await appendFile(broken, '"one","field too few"\n'.repeat(101))
}, TIMEOUT)
afterAll(async () => {
  await worker.remove()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  office = await createOffice(COUNTY)
}, TIMEOUT)
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.end('SIGKILL')))
  await office.close()
}, TIMEOUT)

function startWorker(env: Record<string, string> = {}, options?: Parameters<typeof startChild>[2]): Child {
  const child = startChild(worker.path, { ...office.workerEnv, ...env }, options)
  workers.push(child)
  return child
}

async function asAdmin(sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: office.adminUrl })
  await client.connect()
  const { rows } = await client.query<Record<string, unknown>>(sql)
  await client.end()
  return rows
}

const published = (batchId: string) =>
  vi.waitUntil(() => office.findResultHash(batchId), { timeout: TIMEOUT, interval: 100 })

test(
  'a confirmed batch is loaded, evaluated and published; a refused file does not stop the others',
  async () => {
    startWorker()
    const { batchId } = await office.sendBatch([broken, good])
    await published(batchId)
    const { files, jobs } = await batches.getBatch(office.ctx, office.deps, { batchId })
    expect(files.map(({ state }) => state)).toEqual(['rejected', 'loaded'])
    expect(jobs).toMatchObject([
      { kind: 'import', state: 'done' },
      { kind: 'evaluate', state: 'done' },
    ])
    expect(await asAdmin('select from queue.outbox where sent_at is null')).toEqual([])
  },
  TIMEOUT,
)

test(
  'every event delivered three times, with two workers, changes nothing',
  async () => {
    const { batchId } = await office.sendBatch([good])
    await asAdmin(`insert into queue.outbox (id, name, data)
      select gen_random_uuid(), name, data from queue.outbox, generate_series(1, 2)`)
    startWorker()
    startWorker()
    await published(batchId)
    const [counted] = await asAdmin(`select
      (select sum(row_count)::int from app.subjects) as rows,
      (select count(*)::int from app.runs) as runs,
      (select count(*)::int from app.batches where published_run_id is not null) as published`)
    expect(counted).toEqual({ rows: 2000, runs: 1, published: 1 })
  },
  TIMEOUT,
)

test(
  'a job is finished although the whole store of the executor was wiped in the middle of it',
  async () => {
    const { batchId, jobId } = await office.sendBatch([good])
    const first = startWorker()
    const begun = `select from app.job_chunks where job_id = '${jobId}' and state = 'done'`
    await vi.waitUntil(async () => (await asAdmin(begun)).length > 0, { timeout: TIMEOUT, interval: 10 })
    await first.end('SIGKILL')
    await asAdmin('truncate jobs.executor_events, jobs.executor_runs, jobs.executor_steps, jobs._private_jobs')
    expect(await office.findResultHash(batchId)).toBeUndefined()
    startWorker()
    await published(batchId)
  },
  TIMEOUT,
)

test(
  'a job that cannot succeed is failed once, at once, with a reason for the people who see it',
  async () => {
    const { batchId } = await office.sendBatch([good])
    const tenantFolder = join(fileURLToPath(office.workerEnv['STORAGE_URL'] ?? ''), office.ctx.tenant.id)
    for (const name of await readdir(tenantFolder)) await rm(join(tenantFolder, name), { recursive: true })
    startWorker()
    await vi.waitUntil(async () => (await asAdmin(`select from app.jobs where state = 'failed'`)).length > 0, {
      timeout: TIMEOUT,
      interval: 100,
    })
    const { jobs, state } = await batches.getBatch(office.ctx, office.deps, { batchId })
    expect(state).toBe('failed')
    expect(jobs).toMatchObject([{ kind: 'import', state: 'failed', error: { reason: 'unknown-object' } }])
  },
  TIMEOUT,
)

test(
  'a worker asked to stop ends with 0, one with a wrong setting with 1',
  async () => {
    const asked = startWorker({ LOG_LEVEL: 'info' })
    await asked.waitFor('The worker is ready')
    expect(await asked.end('SIGTERM')).toBe(0)
    const wrong = startWorker({ INNGEST_DEV: '1' }, { errors: 'expected' })
    expect(await wrong.exited).toBe(1)
    expect(await wrong.errors).toContain('INNGEST_DEV: must not be set')
  },
  TIMEOUT,
)
