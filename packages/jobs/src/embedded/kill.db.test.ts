import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'

import { type Bundle, bundleProgram } from '../test/bundle-program.ts'
import { startChild, type Child } from '../test/start-child.ts'
import { createTestJobs, type TestJobs } from '../test/start-test-executor.ts'

const TIMEOUT = 120_000

let executor: Bundle
let jobs: TestJobs
const children: Child[] = []

beforeAll(async () => {
  executor = await bundleProgram(join(import.meta.dirname, '../test/child-executor.ts'))
}, TIMEOUT)
afterAll(() => executor.remove())
beforeEach(async () => {
  jobs = await createTestJobs()
  await jobs.query('create table jobs.test_effects (seq int generated always as identity, step text not null)')
}, TIMEOUT)
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child.end('SIGKILL')))
  await jobs.close()
}, TIMEOUT)

function start(env: Record<string, string> = {}): Child {
  const child = startChild(executor.path, { CHILD_DATABASE_URL: jobs.databaseUrl, ...env })
  children.push(child)
  return child
}

async function effects(): Promise<string> {
  const rows = await jobs.query<{ step: string }>('select step from jobs.test_effects order by seq')
  return rows.map((row) => row.step).join('')
}

test(
  'a worker killed in a step is followed by one that finishes, and each finished step ran once',
  async () => {
    const first = start({ CHILD_SENDS: 'yes', CHILD_IN_STEP: 'hang c' })
    await first.waitFor('begin c')
    await first.end('SIGKILL')
    start()
    expect(await jobs.ended('five')).toMatchObject({ state: 'completed', output: 'five' })
    expect(await effects()).toBe('abcde')
  },
  TIMEOUT,
)

test(
  'a second worker leaves the job of a living one alone and takes it over when that one is killed',
  async () => {
    const first = start({ CHILD_SENDS: 'yes', CHILD_IN_STEP: 'hang c' })
    await first.waitFor('begin c')
    const second = start()
    await second.waitFor('ready')
    await sleep(500)
    expect(second.lines).toEqual(['ready'])
    await first.end('SIGKILL')
    expect(await jobs.ended('five')).toMatchObject({ state: 'completed' })
    expect(second.lines).toEqual(['ready', 'begin c', 'begin d', 'begin e'])
    expect(await effects()).toBe('abcde')
  },
  TIMEOUT,
)

test(
  'a step that ends its worker each time ends the run',
  async () => {
    const codes: (number | null)[] = []
    for (const CHILD_SENDS of ['yes', 'no', 'no'])
      codes.push(await start({ CHILD_SENDS, CHILD_IN_STEP: 'die b' }).exited)
    expect(codes).toEqual([9, 9, 9])
    start({ CHILD_IN_STEP: 'die b' })
    expect(await jobs.ended('five')).toMatchObject({ state: 'failed', error: { name: 'WorkerStopped' } })
    expect(await effects()).toBe('a')
  },
  TIMEOUT,
)

test(
  'a worker asked to stop finishes the step it is in and leaves the rest to the next one',
  async () => {
    const first = start({ CHILD_SENDS: 'yes', CHILD_IN_STEP: 'terminate b' })
    expect(await first.exited).toBe(0)
    expect(await effects()).toBe('ab')
    start()
    expect(await jobs.ended('five')).toMatchObject({ state: 'completed' })
    expect(await effects()).toBe('abcde')
  },
  TIMEOUT,
)

test(
  'a worker that others take for dead ends itself',
  async () => {
    const child = start()
    await child.waitFor('ready')
    await jobs.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'cmr-jobs-liveness' and datname = current_database()`,
    )
    expect(await child.exited).toBe(1)
  },
  TIMEOUT,
)
