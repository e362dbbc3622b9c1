import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { listen } from './listen.ts'
import { newId } from './new-id.ts'
import { openDatabase, type Db } from './open-database.ts'
import { outbox } from './schema/index.ts'
import { createTestDatabase, type TestDatabase } from './test/create-test-database.ts'
import { withoutTenant } from './with-tenant.ts'

let database: TestDatabase
let db: Db

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase({ url: database.urls.cmr_app, max: 2, applicationName: 'test', statementTimeoutMs: 10_000 })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const notify = (channel: string, payload: string): Promise<unknown> =>
  withoutTenant(db, (tx) => tx.execute(sql`select pg_notify(${channel}, ${payload})`))

test('hears its channel only, until it stops', async () => {
  const heard: string[] = []
  const stop = await listen(db, 'progress', (payload) => heard.push(payload))
  await notify('other', 'no')
  await notify('progress', 'one')
  await vi.waitFor(() => expect(heard).toEqual(['one']))
  await stop()
  await notify('progress', 'two')
  const after = await new Promise<string>((resolve) => {
    void listen(db, 'last', resolve).then(() => notify('last', 'end'))
  })
  expect([after, heard]).toEqual(['end', ['one']])
})

test('comes back after the connection is lost, and says that something may have been missed', async () => {
  const heard: string[] = []
  await listen(db, 'outbox', (payload) => heard.push(payload))
  const admin = postgres(database.adminUrl, { max: 1 })
  await admin`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'test listen'`
  await admin.end()
  await vi.waitFor(() => expect(heard).toEqual(['']), { timeout: 20_000 })
  await notify('outbox', 'again')
  await vi.waitFor(() => expect(heard).toEqual(['', 'again']))
})

test('a new outbox row announces itself when it commits', async () => {
  const heard: string[] = []
  await listen(db, 'outbox', (payload) => heard.push(payload))
  await withoutTenant(db, (tx) => tx.insert(outbox).values({ name: 'cmr/test', data: { jobId: newId() } }))
  await vi.waitFor(() => expect(heard).toEqual(['']))
})
