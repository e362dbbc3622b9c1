import { cron, eventType, invoke, type Inngest, type InngestFunction } from 'inngest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'

import { createTestJobs, type TestJobs } from '../test/start-test-executor.ts'

const trigger = eventType('test/any')
const nothing = (): Promise<void> => Promise.resolve()

let jobs: TestJobs
beforeAll(async () => {
  jobs = await createTestJobs()
}, 60_000)
afterAll(() => jobs.close())

const refusedAtStart: [string, (client: Inngest) => InngestFunction.Any][] = [
  ['retries is not set', (c) => c.createFunction({ id: 'f', triggers: [trigger] }, nothing)],
  [
    'a cron trigger is not built',
    (c) => c.createFunction({ id: 'f', triggers: [cron('0 0 * * *')], retries: 1 }, nothing),
  ],
  [
    'an invoke trigger is not built',
    (c) => c.createFunction({ id: 'f', triggers: [trigger, invoke(z.object({}))], retries: 1 }, nothing),
  ],
  [
    'an `if` on a trigger is not built',
    (c) => c.createFunction({ id: 'f', triggers: [{ event: trigger, if: 'event.data.n == 1' }], retries: 1 }, nothing),
  ],
  [
    'a wildcard trigger is not built',
    (c) => c.createFunction({ id: 'f', triggers: [{ event: 'test/*' }], retries: 1 }, nothing),
  ],
  ['it has no event trigger', (c) => c.createFunction({ id: 'f', triggers: [], retries: 1 }, nothing)],
  [
    'cancel is not built',
    (c) => c.createFunction({ id: 'f', triggers: [trigger], retries: 1, cancelOn: [{ event: 'test/stop' }] }, nothing),
  ],
  ...(
    [
      ['concurrency', { concurrency: 1 }],
      ['idempotency', { idempotency: 'event.data.id' }],
      ['batchEvents', { batchEvents: { maxSize: 2, timeout: '1s' } }],
      ['rateLimit', { rateLimit: { limit: 1, period: '1m' } }],
      ['throttle', { throttle: { limit: 1, period: '1m' } }],
      ['debounce', { debounce: { period: '1s' } }],
      ['priority', { priority: { run: '1' } }],
      ['timeouts', { timeouts: { finish: '1m' } }],
      ['singleton', { singleton: { mode: 'skip' } }],
    ] as const
  ).map(([name, setting]): [string, (client: Inngest) => InngestFunction.Any] => [
    `${name} is not built`,
    (c) => c.createFunction({ id: 'f', triggers: [trigger], retries: 1, ...setting }, nothing),
  ]),
]

test.each(refusedAtStart)('refused at start by name: %s', async (problem, define) => {
  const started = jobs.start((client) => [define(client)])
  await expect(started).rejects.toMatchObject({
    code: 'PRECONDITION',
    message: expect.stringContaining(`clear-my-record-f: ${problem}`) as unknown,
  })
})

test('every refusal is named in one message', async () => {
  const started = jobs.start((client) => [
    client.createFunction({ id: 'one', triggers: [cron('* * * * *')] }, nothing),
    client.createFunction(
      { id: 'two', triggers: [trigger], retries: 1, throttle: { limit: 1, period: '1m' } },
      nothing,
    ),
  ])
  await expect(started).rejects.toThrow(/one: retries is not set; .*one: a cron trigger.*two: throttle is not built/)
})

const refusedInRun: [string, string, (client: Inngest) => InngestFunction.Any][] = [
  ['sleep', 'step.sleep', (c) => inRun(c, 'sleep', ({ step }) => step.sleep('s', '1m'))],
  ['sleep-until', 'step.sleep', (c) => inRun(c, 'sleep-until', ({ step }) => step.sleepUntil('s', new Date(0)))],
  [
    'wait',
    'step.waitForEvent',
    (c) => inRun(c, 'wait', ({ step }) => step.waitForEvent('w', { event: 'test/other', timeout: '1m' })),
  ],
  [
    'signal',
    'step.waitForSignal',
    (c) => inRun(c, 'signal', ({ step }) => step.waitForSignal('w', { signal: 's', timeout: '1m' })),
  ],
  [
    'invoke',
    'step.invoke',
    (c) =>
      inRun(c, 'invoke', ({ step }) =>
        step.invoke('i', {
          function: c.createFunction({ id: 'callee', triggers: [trigger], retries: 0 }, nothing),
          data: {},
        }),
      ),
  ],
  [
    'parallel',
    'parallel steps',
    (c) => inRun(c, 'parallel', ({ step }) => Promise.all([step.run('a', nothing), step.run('b', nothing)])),
  ],
]

type RunHandler = Parameters<Inngest['createFunction']>[1]

function inRun(
  client: Inngest,
  id: string,
  handler: (context: Parameters<RunHandler>[0]) => unknown,
): InngestFunction.Any {
  return client.createFunction({ id, triggers: [eventType(`test/${id}`)], retries: 5 }, async (context) => {
    await context.step.run('before', nothing)
    await handler(context)
  })
}

test('a run that uses what is not built fails at once and names it', async () => {
  const executor = await jobs.start((client) => refusedInRun.map(([, , define]) => define(client)))
  await executor.client.send(refusedInRun.map(([id]) => ({ name: `test/${id}`, data: {} })))
  for (const [id, feature] of refusedInRun) {
    const message = `This function uses ${feature}, which the embedded executor does not have.`
    expect(await jobs.ended(id)).toMatchObject({ state: 'failed', error: { name: 'UnsupportedFeature', message } })
  }
}, 30_000)
