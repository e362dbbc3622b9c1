import type { Pool, PoolClient } from 'pg'
import { z } from 'zod'

import type { FinishedStep, StoredError } from './operation.ts'

/** The task name under which runs are queued in graphile-worker. */
export const CALL_TASK = 'call-function'

/** What a queued job carries: which run, and the turn it was queued for. */
export const callJobSchema = z.object({ runId: z.string(), turn: z.number().int() })
export type CallJob = z.infer<typeof callJobSchema>

export interface StoredEvent {
  readonly id: string
  readonly name: string
  readonly data: unknown
  readonly ts: number
}

export interface RunRow {
  readonly id: string
  readonly function_id: string
  readonly event: StoredEvent
  readonly state: 'active' | 'completed' | 'failed'
  readonly turn: number
  readonly calls: number
  readonly attempt: number
  readonly max_attempts: number
}

// smallint's limit: attempts are counted on the run, graphile-worker must never give up.
const NEVER_GIVE_UP = 32_767

/** The run, locked until the transaction ends; undefined when there is none. */
export async function lockRun(client: PoolClient, runId: string): Promise<RunRow | undefined> {
  const { rows } = await client.query<RunRow>(
    `select id, function_id, event, state, turn, calls, attempt, max_attempts
     from jobs.executor_runs where id = $1 for update`,
    [runId],
  )
  return rows[0]
}

/** Queues the run for the turn it is in. */
export async function queueRun(client: PoolClient, job: CallJob, delayMs = 0): Promise<void> {
  await client.query(
    `select jobs.add_job($1, $2::json, run_at := clock_timestamp() + make_interval(secs => $3), max_attempts := $4)`,
    [CALL_TASK, JSON.stringify(job), delayMs / 1000, NEVER_GIVE_UP],
  )
}

/** Finished steps as the SDK takes them, and their ids in the order they finished. */
export async function readSteps(
  client: PoolClient,
  runId: string,
): Promise<{ steps: Record<string, unknown>; order: string[] }> {
  const { rows } = await client.query<{ id: string; result: unknown }>(
    'select id, result from jobs.executor_steps where run_id = $1 order by seq',
    [runId],
  )
  return { steps: Object.fromEntries(rows.map((row) => [row.id, row.result])), order: rows.map((row) => row.id) }
}

export async function saveSteps(client: PoolClient, runId: string, steps: readonly FinishedStep[]): Promise<void> {
  for (const step of steps) {
    await client.query(
      `insert into jobs.executor_steps (run_id, id, name, result) values ($1, $2, $3, $4::jsonb)
       on conflict (run_id, id) do nothing`,
      [runId, step.id, step.name, JSON.stringify(step.result)],
    )
  }
}

/** Ends the run; a run ends once. */
export async function endRun(
  client: PoolClient,
  runId: string,
  end: { output: unknown } | { error: StoredError },
): Promise<void> {
  const completed = 'output' in end
  await client.query(
    `update jobs.executor_runs
     set state = $2, output = $3::jsonb, error = $4::jsonb, ended_at = now(), turn = turn + 1
     where id = $1`,
    [
      runId,
      completed ? 'completed' : 'failed',
      completed ? JSON.stringify(end.output ?? null) : null,
      completed ? null : JSON.stringify(end.error),
    ],
  )
}

/** True while a run for this job, or the handler of its failure, has not ended. */
export async function hasActiveRun(pool: Pool, jobId: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select from jobs.executor_runs
     where state = 'active' and $1 in (event #>> '{data,jobId}', event #>> '{data,event,data,jobId}') limit 1`,
    [jobId],
  )
  return rowCount === 1
}
