import type { PoolClient } from 'pg'

import type { ExecutorContext } from './context.ts'
import { FUNCTION_FAILED, ingestEvents } from './ingest.ts'
import type { StoredError } from './operation.ts'
import { retryDelay } from './retry-delay.ts'
import { endRun, queueRun, type RunRow } from './state.ts'

/** Leaves the run to a new call, its attempts counted anew: it got further. */
export async function continueRun(client: PoolClient, run: RunRow): Promise<void> {
  await client.query('update jobs.executor_runs set turn = turn + 1, calls = calls + 1, attempt = 0 where id = $1', [
    run.id,
  ])
  await queueRun(client, { runId: run.id, turn: run.turn + 1 })
}

/** Queues another attempt of the same step, or fails the run when none is left. */
export async function retryRun(
  context: ExecutorContext,
  client: PoolClient,
  run: RunRow,
  failure: { error: StoredError; retryAfterMs?: number },
): Promise<void> {
  if (run.attempt >= run.max_attempts) return failRun(context, client, run, failure.error)
  const delayMs = failure.retryAfterMs ?? retryDelay(run.attempt - 1, context.retryScale)
  context.logger.warn(
    { runId: run.id, functionId: run.function_id, attempt: run.attempt, delayMs, error: failure.error },
    'A job step failed and will be tried again',
  )
  await client.query('update jobs.executor_runs set turn = turn + 1 where id = $1', [run.id])
  await queueRun(client, { runId: run.id, turn: run.turn + 1 }, delayMs)
}

/** Ends the run as failed and tells its failure handler, in the same transaction. */
export async function failRun(
  context: ExecutorContext,
  client: PoolClient,
  run: RunRow,
  error: StoredError,
): Promise<void> {
  context.logger.error({ runId: run.id, functionId: run.function_id, error }, 'A job run failed')
  await endRun(client, run.id, { error })
  const data = { function_id: run.function_id, run_id: run.id, error, event: run.event, events: [run.event] }
  const event = { id: `${run.id}-failed`, name: FUNCTION_FAILED, data, ts: Date.now() }
  await ingestEvents(context, client, [event], run.id)
}
