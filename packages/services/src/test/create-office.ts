import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { newId, openDatabase } from '@cmr/db'
import type { auditEvents, Role } from '@cmr/db/schema'
import { createTenant, createTestDatabase, expectAudit, type TestDatabase } from '@cmr/db/test'
import { createLocalWrapper, createSigner, openObjectStore } from '@cmr/storage'
import type { S3Server } from '@cmr/storage/test'
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
  readonly folders: TestFolders
  readonly masterKey: Buffer
  /** Makes an office and returns who may act there. */
  createOffice(county?: string): Promise<Office>
  /** Ids of the stored objects of an office. */
  listObjects(office: Office): Promise<string[]>
  /** Fails unless the office's audit log holds such an event. */
  expectAudit(office: Office, like: Partial<AuditEvent>): Promise<void>
  close(): Promise<void>
}

/** Where a test service keeps what is not in its database. */
export interface TestFolders {
  readonly objects: string
  readonly keys: string
}

/** Contexts of one office. */
export interface Office {
  readonly tenantId: string
  readonly system: Context
  as(role: Role): Context
}

/** On disk, or in `s3`. */
export async function createService(settings: Partial<ServiceSettings> = {}, s3?: S3Server): Promise<TestService> {
  const database = await createTestDatabase()
  const root = await mkdtemp(join(tmpdir(), 'cmr-services-'))
  const open = (role: 'cmr_app' | 'cmr_ingest') =>
    openDatabase({ url: database.urls[role], max: 4, applicationName: 'services test', statementTimeoutMs: 600_000 })
  const db = open('cmr_app')
  const ingestDb = open('cmr_ingest')
  const masterKey = randomBytes(32)
  const folders: TestFolders = { objects: s3?.folder ?? join(root, 'objects'), keys: join(root, 'keys') }
  const keys = createDatabaseKeys({ db, wrapper: createLocalWrapper({ masterKey, root: folders.keys }) })
  const { url = pathToFileURL(folders.objects).href, credentials } = s3 ?? {}
  const store = openObjectStore({ url, keys, ...(credentials && { credentials }) })
  const clock = { today: () => TEST_DAY, now: () => new Date() }
  return {
    deps: { db, ingestDb, store, keys, signer: createSigner(masterKey), clock, settings },
    database,
    folders,
    masterKey,
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
      const ids: string[] = []
      for await (const id of store.list(tenantId)) ids.push(id)
      return ids
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
