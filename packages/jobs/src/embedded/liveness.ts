import { invariant } from '@cmr/errors'
import { Client, type Pool } from 'pg'
import type { Logger } from 'pino'

import { inTransaction } from './pool.ts'

/** Shows that this process lives: advisory locks that Postgres drops when the process is gone. */
export interface Liveness {
  /** Held before the worker may take its first job. Idempotent. */
  holdWorker(workerId: string): Promise<void>
  /** True when this process has the duty, which one process has at a time. */
  holdDuty(name: string): Promise<boolean>
  /** Calls `handler` at each notification on the channel. */
  listen(channel: string, handler: () => void): Promise<void>
  close(): Promise<void>
}

/**
 * Opens the dedicated connection. `onLost` is called when it breaks: others then take this process
 * for dead, so it must end.
 */
export async function openLiveness(url: string, logger: Logger, onLost: (error: Error) => void): Promise<Liveness> {
  const client = new Client({ connectionString: url, application_name: 'cmr-jobs-liveness', keepAlive: true })
  const held = new Set<string>()
  let closing = false
  const lose = (error: Error): void => {
    if (closing) return
    closing = true
    logger.error({ message: error.message }, 'The liveness connection was lost')
    onLost(error)
  }
  client.on('error', lose)
  client.on('end', () => lose(new Error('The connection was closed')))
  await client.connect()
  let last: Promise<unknown> = Promise.resolve()
  // A client runs one query at a time; a lock is taken once, because locks of one session nest.
  const hold = (name: string): Promise<boolean> => {
    const taken = last.then(async () => {
      if (held.has(name)) return true
      const { rows } = await client.query<{ taken: boolean }>(
        'select pg_try_advisory_lock(hashtextextended($1, 0)) as taken',
        [name],
      )
      if (rows[0]?.taken === true) held.add(name)
      return held.has(name)
    })
    last = taken.catch(() => undefined)
    return taken
  }
  return {
    async holdWorker(workerId) {
      invariant(await hold(workerLock(workerId)), 'Another process holds the lock of this worker')
    },
    holdDuty: (duty) => hold(`cmr-jobs-duty:${duty}`),
    async listen(channel, handler) {
      client.on('notification', (message) => {
        if (message.channel === channel) handler()
      })
      const listening = last.then(() => client.query(`listen ${client.escapeIdentifier(channel)}`))
      last = listening.catch(() => undefined)
      await listening
    },
    async close() {
      closing = true
      await client.end()
    },
  }
}

/**
 * Gives back the jobs of workers that are gone; graphile-worker alone would hold them for 4 hours.
 * Returns the ids of those workers.
 */
export async function releaseDeadWorkers(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    'select distinct locked_by as id from jobs.jobs where locked_by is not null',
  )
  const released: string[] = []
  for (const { id } of rows) {
    await inTransaction(pool, async (client) => {
      const { rows: locks } = await client.query<{ free: boolean }>(
        'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as free',
        [workerLock(id)],
      )
      if (locks[0]?.free !== true) return
      await client.query('select jobs.force_unlock_workers(array[$1])', [id])
      released.push(id)
    })
  }
  return released
}

function workerLock(workerId: string): string {
  return `cmr-jobs-worker:${workerId}`
}
