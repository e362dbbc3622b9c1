import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newId, openDatabase } from '@cmr/db'
import type { auditEvents, Role } from '@cmr/db/schema'
import { createTenant, createTestDatabase, expectAudit, type TestDatabase } from '@cmr/db/test'
import { createObjectStore } from '@cmr/storage'
import type { Context } from '../context.ts'
import type { ServiceDeps, ServiceSettings } from '../service-deps.ts'
import { createDatabaseKeys } from '../tenants/create-database-keys.ts'

/** The day every test is made on. */
export const TEST_DAY = '2019-11-11'

type AuditEvent = typeof auditEvents.$inferSelect

/** A service on a database and a folder of its own. */
export interface TestService {
  readonly deps: ServiceDeps
  readonly database: TestDatabase
  /** Makes an office and returns who may act there. */
  createOffice(county?: string): Promise<Office>
  /** Names of the stored objects of an office, tails left out. */
  listObjects(office: Office): Promise<string[]>
  /** Fails unless the office's audit log holds such an event. */
  expectAudit(office: Office, like: Partial<AuditEvent>): Promise<void>
  close(): Promise<void>
}

/** Contexts of one office. */
export interface Office {
  readonly tenantId: string
  readonly system: Context
  as(role: Role): Context
}

export async function createService(settings: Partial<ServiceSettings> = {}): Promise<TestService> {
  const database = await createTestDatabase()
  const root = await mkdtemp(join(tmpdir(), 'cmr-services-'))
  const open = (role: 'cmr_app' | 'cmr_ingest') =>
    openDatabase({ url: database.urls[role], max: 4, applicationName: 'services test', statementTimeoutMs: 600_000 })
  const db = open('cmr_app')
  const ingestDb = open('cmr_ingest')
  const keys = createDatabaseKeys({ db, masterKey: randomBytes(32) })
  const store = createObjectStore({ root, keys })
  const clock = { today: () => TEST_DAY, now: () => new Date() }
  return {
    deps: { db, ingestDb, store, keys, clock, settings },
    database,
    createOffice: async (county = 'Sacramento') => {
      const tenant = await createTenant(db, { county })
      const { id, slug, name, jurisdiction } = tenant
      const context = (actor: Context['actor']): Context => ({
        actor,
        tenant: { id, slug, name, jurisdiction, county },
        requestId: 'test-request',
      })
      return {
        tenantId: id,
        system: context({ kind: 'system' }),
        as: (role) => context({ kind: 'user', userId: newId(), roles: [role] }),
      }
    },
    listObjects: async ({ tenantId }) => {
      const names = await readdir(join(root, tenantId)).catch(() => [])
      return names.filter((name) => !name.includes('.'))
    },
    expectAudit: async ({ tenantId }, like) => {
      await expectAudit(db, tenantId, like)
    },
    close: async () => {
      await Promise.all([db.close(), ingestDb.close()])
      await database.drop()
      await rm(root, { recursive: true, force: true })
    },
  }
}
