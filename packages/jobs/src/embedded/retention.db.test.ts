import { eventType } from 'inngest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Pool } from 'pg'

import { createTestJobs, PATIENT, type TestJobs } from '../test/start-test-executor.ts'
import { pruneExecutor } from './retention.ts'

let jobs: TestJobs
beforeAll(async () => {
  jobs = await createTestJobs()
}, 60_000)
afterAll(() => jobs.close())

test('only what ended long ago is deleted', async () => {
  const executor = await jobs.start((client) => [
    client.createFunction({ id: 'f', triggers: [eventType('test/f')], retries: 0 }, () => Promise.resolve()),
    client.createFunction({ id: 'g', triggers: [eventType('test/g')], retries: 9 }, async ({ step }) => {
      await step.run('wait', () => Promise.reject(new Error('still not')))
    }),
  ])
  for (const id of ['old', 'new']) await executor.client.send({ id, name: 'test/f', data: {} })
  await executor.client.send({ id: 'open', name: 'test/g', data: {} })
  await executor.client.send({ id: 'unmatched', name: 'test/unmatched', data: {} })
  await expect
    .poll(() => jobs.query(`select from jobs.executor_runs where state = 'completed'`), PATIENT)
    .toHaveLength(2)
  await jobs.query(`update jobs.executor_events set received_at = now() - interval '30 days' where id <> 'new'`)
  await jobs.query(
    `update jobs.executor_runs set created_at = now() - interval '30 days',
       ended_at = ended_at - interval '30 days' where event_id <> 'new'`,
  )
  const pool = new Pool({ connectionString: jobs.databaseUrl, max: 1 })
  await pruneExecutor(pool)
  await pool.end()
  expect(await jobs.query('select id from jobs.executor_events order by id')).toEqual([{ id: 'new' }, { id: 'open' }])
  expect(await jobs.query('select event_id from jobs.executor_runs order by event_id')).toEqual([
    { event_id: 'new' },
    { event_id: 'open' },
  ])
})
