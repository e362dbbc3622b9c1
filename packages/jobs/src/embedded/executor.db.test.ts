import { eventType, NonRetriableError, type Inngest } from 'inngest'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

import { createTestJobs, PATIENT, type TestJobs } from '../test/start-test-executor.ts'
import type { Executor } from './start-executor.ts'

const started = { count: 0 }
const effects: string[] = []
const failures: { event: unknown; message: string }[] = []

function makeGate(): { open: () => void; opened: Promise<void> } {
  let open = (): void => undefined
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { open, opened }
}

const overtaken = { firsts: 0, seconds: 0, first: makeGate(), second: makeGate() }

const functions = (client: Inngest) => [
  client.createFunction({ id: 'two-steps', triggers: [eventType('test/two')], retries: 3 }, async ({ step }) => {
    const first = await step.run('first', () => {
      effects.push('first')
      return { rows: 7 }
    })
    return step.run('second', () => {
      effects.push('second')
      if (effects.filter((effect) => effect === 'second').length === 1) throw new Error('not yet')
      return first.rows + 1
    })
  }),
  client.createFunction(
    {
      id: 'hopeless',
      triggers: [eventType('test/hopeless')],
      retries: 2,
      onFailure: ({ event, error }) => {
        failures.push({ event: event.data.event, message: error.message })
      },
    },
    async ({ step }) => {
      await step.run('try', () => {
        effects.push('hopeless')
        throw new Error('never')
      })
    },
  ),
  client.createFunction({ id: 'once', triggers: [eventType('test/once')], retries: 0 }, async ({ step }) => {
    await step.run('count', () => effects.push('once'))
  }),
  client.createFunction({ id: 'refusing', triggers: [eventType('test/refusing')], retries: 5 }, async ({ step }) => {
    await step.run('refuse', () => {
      effects.push('refused')
      throw new NonRetriableError('no use', { cause: { code: 'VALIDATION', reason: 'bad-quote' } })
    })
  }),
  client.createFunction({ id: 'catching', triggers: [eventType('test/catching')], retries: 0 }, async ({ step }) => {
    const caught = await step
      .run('fail', () => {
        throw new NonRetriableError('expected', { cause: { code: 'VALIDATION' } })
      })
      .catch((error: Error) => ({ message: error.message, cause: error.cause }))
    return step.run('after', () => caught)
  }),
  client.createFunction({ id: 'long', triggers: [eventType('test/long')], retries: 0 }, async ({ step }) => {
    let sum = 0
    for (let no = 1; no <= 200; no++) sum += await step.run(`add-${String(no).padStart(4, '0')}`, () => no)
    return sum
  }),
  client.createFunction({ id: 'cut-off', triggers: [eventType('test/cut-off')], retries: 3 }, async ({ step }) => {
    await step.run('before', () => undefined)
    await step.run('cut', () => cutConnections())
    return step.run('after', () => 'survived')
  }),
  client.createFunction({ id: 'overtaken', triggers: [eventType('test/overtaken')], retries: 3 }, async ({ step }) => {
    const by = await step.run('first', async () => {
      const call = (overtaken.firsts += 1)
      if (call === 1) await overtaken.first.opened
      return call
    })
    await step.run('second', async () => {
      overtaken.seconds += 1
      await overtaken.second.opened
    })
    return by
  }),
  client.createFunction({ id: 'sender', triggers: [eventType('test/sender')], retries: 0 }, async ({ step, event }) => {
    await step.sendEvent('send', { name: 'test/receiver', data: { jobId: event.data['jobId'] } })
  }),
  client.createFunction({ id: 'receiver', triggers: [eventType('test/receiver')], retries: 0 }, ({ event }) => {
    started.count++
    return Promise.resolve(event.data)
  }),
]

/** Ends every connection of the executor's pool, the one it listens on included. */
async function cutConnections(): Promise<number> {
  const rows = await jobs.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'cmr-jobs' and datname = current_database()`,
  )
  return rows.length
}

let jobs: TestJobs
let executor: Executor

beforeAll(async () => {
  jobs = await createTestJobs()
  executor = await jobs.start(functions)
}, 60_000)
afterAll(() => jobs.close())

test('a step that fails once is tried again and the step before it is not repeated', async () => {
  await executor.client.send({ name: 'test/two', data: {} })
  const run = await jobs.ended('two-steps')
  expect(run).toMatchObject({ state: 'completed', output: 8 })
  expect(effects).toEqual(['first', 'second', 'second'])
})

test('when retries are exhausted the failure handler is called once, with the original event', async () => {
  await executor.client.send({ id: 'hopeless-1', name: 'test/hopeless', data: { jobId: 'j1' } })
  const run = await jobs.ended('hopeless')
  expect(run).toMatchObject({ state: 'failed', error: { message: 'never' } })
  expect(await jobs.ended('hopeless-failure')).toMatchObject({ state: 'completed' })
  expect(effects.filter((effect) => effect === 'hopeless')).toHaveLength(3)
  expect(failures).toEqual([
    { message: 'never', event: expect.objectContaining({ id: 'hopeless-1', data: { jobId: 'j1' } }) as unknown },
  ])
})

test('the same event sent twice, also after its run ended, starts one run', async () => {
  const event = { id: 'once-1', name: 'test/once', data: {} }
  await Promise.all([executor.client.send(event), executor.client.send([event, event])])
  await jobs.ended('once')
  await executor.client.send(event)
  await executor.client.send({ id: 'once-2', name: 'test/once', data: {} })
  await vi.waitFor(async () => {
    const runs = await jobs.runs('once')
    expect(runs.map((run) => run.state)).toEqual(['completed', 'completed'])
  }, PATIENT)
  expect(effects.filter((effect) => effect === 'once')).toHaveLength(2)
})

test('a non-retriable error ends the run at once and keeps its cause', async () => {
  await executor.client.send({ name: 'test/refusing', data: {} })
  const run = await jobs.ended('refusing')
  expect(run).toMatchObject({
    state: 'failed',
    error: { message: 'no use', cause: { code: 'VALIDATION', reason: 'bad-quote' } },
  })
  expect(effects.filter((effect) => effect === 'refused')).toHaveLength(1)
})

test('a function can catch a failed step and go on', async () => {
  await executor.client.send({ name: 'test/catching', data: {} })
  const run = await jobs.ended('catching')
  expect(run).toMatchObject({ state: 'completed', output: { message: 'expected', cause: { code: 'VALIDATION' } } })
})

test('two hundred steps in a row take one call', async () => {
  await executor.client.send({ name: 'test/long', data: {} })
  const run = await jobs.ended('long')
  expect(run).toMatchObject({ state: 'completed', output: 20_100, calls: 1 })
  const [stored] = await jobs.query<{ count: number }>(
    'select count(*)::int as count from jobs.executor_steps where run_id = $1',
    [run.id],
  )
  expect(stored).toEqual({ count: 200 })
})

test('the loss of every pooled connection does not end the worker or the run', async () => {
  await executor.client.send({ name: 'test/cut-off', data: {} })
  expect(await jobs.ended('cut-off')).toMatchObject({ state: 'completed', output: 'survived' })
  const [cut] = await jobs.query<{ cut: number }>(
    `select (result ->> 'data')::int as cut from jobs.executor_steps where name = 'cut'`,
  )
  expect(cut?.cut).toBeGreaterThan(0)
})

test('a call that was taken over stops at its next checkpoint and its result is dropped', async () => {
  await executor.client.send({ name: 'test/overtaken', data: {} })
  await vi.waitFor(() => expect(overtaken.firsts).toBe(1), PATIENT)
  const [run] = await jobs.runs('overtaken')
  const queue = (turn: number) =>
    jobs.query(`select jobs.add_job('call-function', $1::json)`, [JSON.stringify({ runId: run?.id, turn })])
  const queued = (count: number) =>
    vi.waitFor(async () => expect(await jobs.query('select from jobs.jobs')).toHaveLength(count), PATIENT)
  await queue(5)
  await queued(1)
  expect(overtaken.firsts).toBe(1)
  await queue(0)
  await vi.waitFor(() => expect(overtaken.seconds).toBe(1), PATIENT)
  overtaken.first.open()
  await queued(1)
  overtaken.second.open()
  expect(await jobs.ended('overtaken')).toMatchObject({ state: 'completed', output: 2 })
  expect(overtaken).toMatchObject({ firsts: 2, seconds: 1 })
})

test('an event sent from a step starts another function', async () => {
  await executor.client.send({ name: 'test/sender', data: { jobId: 'j2' } })
  const run = await jobs.ended('receiver')
  expect(run).toMatchObject({ state: 'completed', output: { jobId: 'j2' } })
  expect(started.count).toBe(1)
})

test('no stack reaches the database', async () => {
  const rows = await jobs.query<{ text: string }>(
    `select coalesce(error::text, '') as text from jobs.executor_runs
     union all select result::text from jobs.executor_steps union all select data::text from jobs.executor_events`,
  )
  expect(rows.filter((row) => /"stack"|file:\/\//.test(row.text))).toEqual([])
})

test('an unsigned call to the handler gets 401', async () => {
  const url = 'https://worker.invalid/api/inngest?fnId=clear-my-record-once&stepId=step'
  const body = JSON.stringify({ event: { name: 'test/once', data: {} }, ctx: { run_id: 'x', attempt: 0 } })
  const headers = { host: 'worker.invalid' }
  for (const init of [{ method: 'POST', body }, { method: 'PUT', body: '{}' }, { method: 'GET' }]) {
    expect((await executor.handler(new Request(url, { ...init, headers }))).status).toBe(401)
  }
  const signature = `t=${Math.floor(Date.now() / 1000)}&s=${'0'.repeat(64)}`
  const forged = new Request(url, { method: 'POST', body, headers: { ...headers, 'x-inngest-signature': signature } })
  expect((await executor.handler(forged)).status).toBe(401)
})
