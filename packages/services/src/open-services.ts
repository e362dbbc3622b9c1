import type { SessionLocks } from '@cmr/db'
import type { AuthDeps } from '@cmr/auth'
import { databasesOf, listen, openDatabase, openSessionLocks, routeTenants, withoutTenant } from '@cmr/db'
import { createLocalWrapper, createSigner, deriveKey, openObjectStore } from '@cmr/storage'
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
  /** Offices with a database of their own, by office id; identity stays in the shared one. */
  readonly ownDatabases?: Readonly<Record<string, { readonly databaseUrl: string; readonly ingestDatabaseUrl: string }>>
  /** The encrypted object store, `file:` or `s3:`; see `openObjectStore`. */
  readonly storageUrl: string
  /** Who asks an S3 store; the machine's own identity when absent. */
  readonly storageCredentials?: { readonly accessKeyId: string; readonly secretAccessKey: string }
  /** Folder of the offices' key halves; see `createLocalWrapper`. */
  readonly keysRoot: string
  /** 32 bytes. */
  readonly masterKey: Buffer
  /** The machine's clock when absent. */
  readonly clock?: Clock
}

export interface OpenedServices {
  readonly deps: ServiceDeps
  readonly auth: AuthDeps
  /** Locks that every process of this deployment respects. */
  readonly locks: SessionLocks
  /** Calls `changed` with the id of each job whose stored progress changed; with '' when some may have been missed. */
  watchProgress(changed: (jobId: string) => void): Promise<() => Promise<void>>
  /** Rejects unless every database answers. */
  check(): Promise<void>
  /** Throws PRECONDITION when the database would not keep offices apart; a process must not start then. */
  requireWalls(): Promise<void>
  close(): Promise<void>
}

const announcement = z.object({ jobId: z.uuid() })

/** Opens everything services reach the outside world through. Nothing connects until it is used. */
export function openServices(options: OpenServicesOptions): OpenedServices {
  const { pool: max, applicationName, statementTimeoutMs, masterKey, ownDatabases = {} } = options
  const open = (url: string) => openDatabase({ url, max, applicationName, statementTimeoutMs })
  const openAll = (url: string, which: 'databaseUrl' | 'ingestDatabaseUrl') => {
    const own = Object.entries(ownDatabases).map(([tenantId, urls]) => [tenantId, open(urls[which])] as const)
    return own.length === 0 ? open(url) : routeTenants(open(url), new Map(own))
  }
  const db = openAll(options.databaseUrl, 'databaseUrl')
  const ingestDb = openAll(options.ingestDatabaseUrl, 'ingestDatabaseUrl')
  const authDb = open(options.authDatabaseUrl)
  const keys = createDatabaseKeys({ db, wrapper: createLocalWrapper({ masterKey, root: options.keysRoot }) })
  const { storageCredentials: credentials } = options
  const store = openObjectStore({ url: options.storageUrl, keys, ...(credentials && { credentials }) })
  const clock = options.clock ?? machineClock
  const locks = openSessionLocks({ url: options.databaseUrl, applicationName })
  return {
    deps: { db, ingestDb, keys, clock, store, signer: createSigner(masterKey) },
    auth: { db: authDb, clock, sealKey: deriveKey(masterKey, 'identity') },
    locks,
    watchProgress: (changed) => listen(db, 'progress', (payload) => changed(jobIdOf(payload))),
    async check() {
      await Promise.all(databasesOf(db).map((one) => withoutTenant(one, (tx) => tx.execute(sql`select 1`))))
    },
    requireWalls: () => requireWalls(db),
    async close() {
      await Promise.all([locks.close(), db.close(), ingestDb.close(), authDb.close()])
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
