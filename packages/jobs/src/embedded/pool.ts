import { Pool, type PoolClient } from 'pg'
import type { Logger } from 'pino'

/** The executor's own connections, as role cmr_jobs. No tenant table is reachable from them. */
export function openPool(url: string, max: number, logger: Logger): Pool {
  const pool = new Pool({
    connectionString: url,
    max,
    application_name: 'cmr-jobs',
    keepAlive: true,
    statement_timeout: 30_000,
    lock_timeout: 5_000,
    idle_in_transaction_session_timeout: 60_000,
  })
  // Without a listener on every client a killed backend ends the process (data-and-security, section 3).
  const report = (error: Error): void => logger.warn({ message: error.message }, 'A jobs connection was lost')
  pool.on('error', report)
  pool.on('connect', (client) => client.on('error', report))
  return pool
}

/** Runs `work` in one transaction; rolls back and rethrows when it throws. */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken = false
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => {
      broken = true
    })
    throw error
  } finally {
    client.release(broken)
  }
}
