import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { jobs } from '@cmr/services'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

import { type Bundle, bundleProgram } from './test/bundle-program.ts'
import { createOffice, type TestOffice } from './test/create-office.ts'
import { startChild, type Child } from './test/start-child.ts'
import { writeRecords } from './test/write-records.ts'

const COUNTY = 'Sacramento'
const ROWS = process.env['HOSTILE'] === 'full' ? 500_000 : 40_000
const PATIENCE_MS = 600_000

let worker: Bundle
let folder: string
let undisturbed: TestOffice
let disturbed: TestOffice
const workers: Child[] = []

beforeAll(async () => {
  worker = await bundleProgram(join(import.meta.dirname, 'start-worker.ts'))
  folder = await mkdtemp(join(tmpdir(), 'cmr-records-'))
  await writeRecords(join(folder, 'records.dat'), { county: COUNTY, rows: ROWS, seed: 7 })
  ;[undisturbed, disturbed] = await Promise.all([createOffice(COUNTY), createOffice(COUNTY)])
}, PATIENCE_MS)
afterAll(async () => {
  await Promise.all(workers.map((child) => child.end('SIGKILL')))
  await Promise.all([undisturbed.close(), disturbed.close()])
  await worker.remove()
  await rm(folder, { recursive: true, force: true })
}, PATIENCE_MS)

function startWorker(office: TestOffice): Child {
  const child = startChild(worker.path, office.workerEnv)
  workers.push(child)
  return child
}

async function publishedHash(office: TestOffice, batchId: string): Promise<string> {
  return vi.waitUntil(() => office.findResultHash(batchId), { timeout: PATIENCE_MS, interval: 250 })
}

async function loaded(office: TestOffice, jobId: string): Promise<{ done: number; total: number }> {
  const { stages } = await jobs.getProgress(office.ctx, office.deps, { jobId })
  return stages.find(({ stage }) => stage === 'load') ?? { done: 0, total: 0 }
}

test(
  `a worker killed in the middle of a load of ${ROWS} rows is followed by one that gets the same results`,
  async () => {
    const path = join(folder, 'records.dat')
    const [expected, actual] = await Promise.all([undisturbed.sendBatch([path]), disturbed.sendBatch([path])])
    startWorker(undisturbed)
    const first = startWorker(disturbed)
    await vi.waitUntil(async () => (await loaded(disturbed, actual.jobId)).done > 0, {
      timeout: PATIENCE_MS,
      interval: 50,
    })
    await first.end('SIGKILL')
    const { done, total } = await loaded(disturbed, actual.jobId)
    expect(total).toBe(ROWS)
    expect(done).toBeLessThan(ROWS)

    startWorker(disturbed)
    const [expectedHash, actualHash] = await Promise.all([
      publishedHash(undisturbed, expected.batchId),
      publishedHash(disturbed, actual.batchId),
    ])
    expect(actualHash).toBe(expectedHash)
    expect(await loaded(disturbed, actual.jobId)).toMatchObject({ done: ROWS, total: ROWS })
    expect(await countRepeatedChunks(disturbed)).toBeLessThanOrEqual(1)
  },
  PATIENCE_MS,
)

/** Pieces of work that were begun more than once: the one that was cut short, if the kill met one. */
async function countRepeatedChunks(office: TestOffice): Promise<number> {
  const client = new Client({ connectionString: office.adminUrl })
  await client.connect()
  const { rows } = await client.query('select from app.job_chunks where attempts > 1')
  await client.end()
  return rows.length
}
