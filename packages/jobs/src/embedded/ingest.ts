import { createHash } from 'node:crypto'

import { ulid } from 'ulid'
import type { PoolClient } from 'pg'
import { z } from 'zod'

import type { FunctionConfig } from './config-check.ts'
import type { ExecutorContext } from './context.ts'
import { queueRun, type StoredEvent } from './state.ts'

/** An event as `inngest.send` posts it. */
export const sentEventSchema = z.object({
  id: z.string().min(1).optional(),
  name: z.string().min(1),
  data: z.record(z.string(), z.unknown()).default({}),
  ts: z.number().int(),
})
export type SentEvent = z.infer<typeof sentEventSchema>

/** Failures of functions, for their handlers. Sent by the executor alone. */
export const FUNCTION_FAILED = 'inngest/function.failed'

/**
 * Stores events and starts a run, with its first job, for each function they trigger. An event id
 * seen before starts nothing. Returns the ids in the order given.
 */
export async function ingestEvents(
  context: Pick<ExecutorContext, 'served' | 'logger'>,
  client: PoolClient,
  events: readonly SentEvent[],
  seed: string,
): Promise<string[]> {
  const ids: string[] = []
  for (const [index, event] of events.entries()) {
    const stored = { ...event, id: event.id ?? seededId(event.ts, `${seed},${index}`) }
    ids.push(stored.id)
    const { rowCount } = await client.query(
      `insert into jobs.executor_events (id, name, data, ts) values ($1, $2, $3::jsonb, $4)
       on conflict (id) do nothing`,
      [stored.id, stored.name, JSON.stringify(stored.data), stored.ts],
    )
    if (rowCount === 0) continue
    const triggered = context.served.configs.filter((config) => isTriggeredBy(config, stored))
    for (const config of triggered) await startRun(client, config, stored)
    if (triggered.length === 0 && stored.name !== FUNCTION_FAILED) {
      context.logger.error({ eventId: stored.id, event: stored.name }, 'An event starts no function of this worker')
    }
  }
  return ids
}

function isTriggeredBy(config: FunctionConfig, event: SentEvent): boolean {
  if (config.events.includes(event.name)) return true
  return (
    event.name === FUNCTION_FAILED && config.failureOf !== undefined && config.failureOf === event.data['function_id']
  )
}

async function startRun(client: PoolClient, config: FunctionConfig, event: StoredEvent): Promise<void> {
  const runId = ulid()
  await client.query(
    `insert into jobs.executor_runs (id, function_id, event_id, event, max_attempts) values ($1, $2, $3, $4::jsonb, $5)`,
    [runId, config.id, event.id, JSON.stringify(event), config.maxAttempts],
  )
  await queueRun(client, { runId, turn: 0 })
}

/** The same seed gives the same id, so a send repeated after a lost answer does not duplicate. */
function seededId(time: number, seed: string): string {
  const digest = createHash('sha256').update(seed).digest()
  let at = 0
  return ulid(time, () => (digest[at++ % digest.length] ?? 0) / 256)
}
