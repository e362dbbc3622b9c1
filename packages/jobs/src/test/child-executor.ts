import { writeSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

import { eventType, type Inngest } from 'inngest'
import { Pool } from 'pg'

import { startExecutor } from '../embedded/start-executor.ts'
import { testLogger } from './test-logger.ts'

// A worker process for the kill tests: writes one line a step and does in a step what CHILD_IN_STEP says.
const databaseUrl = process.env['CHILD_DATABASE_URL'] ?? ''
const [deed, deedStep] = (process.env['CHILD_IN_STEP'] ?? '').split(' ')

const pool = new Pool({ connectionString: databaseUrl, max: 1 })

async function effect(step: string): Promise<void> {
  writeSync(1, `begin ${step}\n`)
  if (step === deedStep) {
    if (deed === 'die') process.exit(9)
    if (deed === 'hang') await new Promise(() => undefined)
    if (deed === 'terminate') {
      process.kill(process.pid, 'SIGTERM')
      await sleep(100)
    }
  }
  await pool.query('insert into jobs.test_effects (step) values ($1)', [step])
}

const functions = (client: Inngest) => [
  client.createFunction({ id: 'five', triggers: [eventType('test/five')], retries: 2 }, async ({ step }) => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) await step.run(name, () => effect(name))
    return 'five'
  }),
]

const executor = await startExecutor({
  databaseUrl,
  logger: testLogger,
  functions,
  concurrency: 2,
  retryScale: 0.001,
  pollMs: 50,
  onLost: () => process.exit(1),
})
process.on('SIGTERM', () => {
  void executor.stop().then(async () => {
    await pool.end()
    process.exit(0)
  })
})
if (process.env['CHILD_SENDS'] === 'yes') await executor.client.send({ id: 'five-1', name: 'test/five', data: {} })
writeSync(1, 'ready\n')
