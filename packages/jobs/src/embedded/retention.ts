import type { Pool } from 'pg'

/** Events are remembered for 24 h, as on the server: until then a repeated id starts nothing. */
const EVENTS_KEPT = '24 hours'
/** Ended runs stay long enough to be looked into. */
const RUNS_KEPT = '7 days'

/** Deletes what is past its time. A run that has not ended is never touched. */
export async function pruneExecutor(pool: Pool): Promise<void> {
  await pool.query('delete from jobs.executor_runs where ended_at < now() - $1::interval', [RUNS_KEPT])
  await pool.query(
    `delete from jobs.executor_events e where received_at < now() - $1::interval
     and not exists (select from jobs.executor_runs r where r.event_id = e.id)`,
    [EVENTS_KEPT],
  )
}
