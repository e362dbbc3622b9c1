import type { AuthDeps } from '@cmr/auth'
import { listen, openDatabase, withoutTenant } from '@cmr/db'
import { createObjectStore } from '@cmr/storage'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { requireWalls } from './require-walls.ts'
import type { Clock, ServiceDeps } from './service-deps.ts'
import { createDatabaseKeys } from './tenants/create-database-keys.ts'

/** What a process that uses services is configured with. Addresses are postgres:// with role and password. */
export interface OpenServicesOptions {
  /** As `cmr_app`, `cmr_ingest` and `cmr_auth`. */
  readonly databaseUrl: string
  readonly ingestDatabaseUrl: string
  readonly authDatabaseUrl: string
  /** Connections each role may hold. */
  readonly pool: number
  readonly applicationName: string
  readonly statementTimeoutMs: number
  /** Folder of the encrypted object store. */
  readonly storageRoot: string
  /** 32 bytes. */
  readonly masterKey: Buffer
  /** The machine's clock when absent. */
  readonly clock?: Clock
}

export interface OpenedServices {
  readonly deps: ServiceDeps
  readonly auth: AuthDeps
  /** Calls `changed` with the id of each job whose stored progress changed; with '' when some may have been missed. */
  watchProgress(changed: (jobId: string) => void): Promise<() => Promise<void>>
  /** Rejects unless the database answers. */
  check(): Promise<void>
  /** Throws PRECONDITION when the database would not keep offices apart; a process must not start then. */
  requireWalls(): Promise<void>
  close(): Promise<void>
}

const announcement = z.object({ jobId: z.uuid() })

/** Opens everything services reach the outside world through. Nothing connects until it is used. */
export function openServices(options: OpenServicesOptions): OpenedServices {
  const { pool: max, applicationName, statementTimeoutMs } = options
  const [db, ingestDb, authDb] = [options.databaseUrl, options.ingestDatabaseUrl, options.authDatabaseUrl].map((url) =>
    openDatabase({ url, max, applicationName, statementTimeoutMs }),
  ) as [ServiceDeps['db'], ServiceDeps['db'], ServiceDeps['db']]
  const keys = createDatabaseKeys({ db, masterKey: options.masterKey })
  const clock = options.clock ?? machineClock
  return {
    deps: { db, ingestDb, keys, clock, store: createObjectStore({ root: options.storageRoot, keys }) },
    auth: { db: authDb, clock },
    watchProgress: (changed) => listen(db, 'progress', (payload) => changed(jobIdOf(payload))),
    async check() {
      await withoutTenant(db, (tx) => tx.execute(sql`select 1`))
    },
    requireWalls: () => requireWalls(db),
    async close() {
      await Promise.all([db.close(), ingestDb.close(), authDb.close()])
    },
  }
}

function jobIdOf(payload: string): string {
  if (payload === '') return ''
  return announcement.parse(JSON.parse(payload)).jobId
}

const machineClock: Clock = {
  now: () => new Date(),
  // Canada writes dates as YYYY-MM-DD.
  today: (timeZone) => new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(new Date()),
}
