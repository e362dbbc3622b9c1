import { isAppError } from '@cmr/errors'
import { PgDialect } from 'drizzle-orm/pg-core'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres, { type Sql } from 'postgres'
import { toDatabaseError } from './database-error.ts'
import { guardTransactions } from './guard-transactions.ts'
import { Listener } from './listener.ts'
import { promptSocket } from './prompt-socket.ts'
import { transactionOn, type Tx } from './transaction.ts'

export interface DatabaseOptions {
  /** postgres://role:password@host:port/database */
  readonly url: string
  /** Connections at most. */
  readonly max: number
  readonly applicationName: string
  /** A statement that runs longer is cancelled by the server: 30,000 for the web, 600,000 for the worker. */
  readonly statementTimeoutMs: number
}

/** A pool of connections of one role. Rows are reached through `withTenant` and `withoutTenant` only. */
export interface Db {
  /** Ends idle connections at once and busy ones after at most five seconds. */
  close(): Promise<void>
}

interface Pool {
  readonly sql: Sql
  readonly listener: Listener
}

const pools = new WeakMap<Db, Pool>()
const dialect = new PgDialect()
const BEGIN_ATTEMPTS = 3

/**
 * Seconds before a lost connection is made again. The driver's own way waits up to 20 seconds when connections die one
 * after the other, although the server has long been back.
 */
function backoff(retries: number): number {
  return Math.min(2 ** retries / 100, 1)
}

/** Opens a pool. Nothing connects until the first transaction. */
export function openDatabase(options: DatabaseOptions): Db {
  const session = {
    application_name: options.applicationName,
    statement_timeout: options.statementTimeoutMs,
    lock_timeout: 5_000,
    idle_in_transaction_session_timeout: 60_000,
  }
  // The driver's types leave `socket` out.
  const wire = { socket: promptSocket }
  const sql = postgres(options.url, { max: options.max, connection: session, onnotice: () => {}, backoff, ...wire })
  // Teaches the driver to leave dates and JSON to drizzle.
  drizzle(sql)
  const listener = new Listener(options.url, `${options.applicationName} listen`)
  const db: Db = {
    close: async () => {
      await Promise.all([listener.close(), sql.end({ timeout: 5 })])
    },
  }
  pools.set(db, { sql: guardTransactions(sql), listener })
  return db
}

/** Runs `work` in one transaction: it commits when `work` resolves and rolls back when it throws. */
export async function transact<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  const { sql } = poolOf(db)
  for (let attempt = 1; ; attempt += 1) {
    let begun = false
    try {
      const settled = sql.begin((handle) => {
        begun = true
        return work(transactionOn(handle, dialect))
      })
      // Safe: the driver unwraps arrays of promises in its return type; `work` gives one promise.
      return (await settled) as T
    } catch (error) {
      const safe = toDatabaseError(error)
      // A connection may have died in the pool, or be told of its predecessor's death: nothing has happened yet.
      if (begun || attempt === BEGIN_ATTEMPTS || !isAppError(safe, 'UNAVAILABLE')) throw safe
    }
  }
}

/** The connection that hears notifications for this pool. */
export function listenerOf(db: Db): Listener {
  return poolOf(db).listener
}

function poolOf(db: Db): Pool {
  const pool = pools.get(db)
  if (pool === undefined) throw new TypeError('Not a database of this package.')
  return pool
}
