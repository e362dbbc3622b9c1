import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appendAudit } from './append-audit.ts'
import { newId } from './new-id.ts'
import { openDatabase, type Db } from './open-database.ts'
import { auditEvents, batches, files, tenants, users } from './schema/index.ts'
import { createTenant, type TestTenant } from './test/create-tenant.ts'
import { createTestDatabase, type TestDatabase } from './test/create-test-database.ts'
import { withoutTenant, withTenant } from './with-tenant.ts'

let database: TestDatabase
let app: Db
let auth: Db
let ingest: Db
let a: TestTenant
let b: TestTenant

const open = (url: string, max = 4): Db =>
  openDatabase({ url, max, applicationName: 'test', statementTimeoutMs: 10_000 })

beforeAll(async () => {
  database = await createTestDatabase()
  app = open(database.urls.cmr_app)
  auth = open(database.urls.cmr_auth)
  ingest = open(database.urls.cmr_ingest)
  a = await createTenant(app)
  b = await createTenant(app)
  await withTenant(app, a.id, (tx) => tx.insert(batches).values({ tenantId: a.id, county: 'A' }))
  await withTenant(app, b.id, (tx) => tx.insert(batches).values({ tenantId: b.id, county: 'B' }))
})
afterAll(async () => {
  await Promise.all([app.close(), auth.close(), ingest.close()])
  await database.drop()
})

describe('a tenant sees its own rows and no others', () => {
  test('rows and the tenant itself', async () => {
    const seen = await withTenant(app, a.id, async (tx) => [
      await tx.select().from(batches),
      await tx.select().from(tenants),
    ])
    expect(seen).toMatchObject([[{ county: 'A' }], [{ id: a.id }]])
  })

  test('also when it asks for another tenant by id', async () => {
    const seen = await withTenant(app, a.id, (tx) => tx.select().from(batches).where(eq(batches.tenantId, b.id)))
    expect(seen).toEqual([])
  })

  test('interleaved transactions on few connections keep apart', async () => {
    const counties = await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        withTenant(app, n % 2 ? b.id : a.id, async (tx) => {
          await tx.execute(sql`select pg_sleep(0.001)`)
          return (await tx.select().from(batches)).map((row) => row.county)
        }),
      ),
    )
    expect(counties).toEqual(Array.from({ length: 60 }, (_, n) => [n % 2 ? 'B' : 'A']))
  })
})

describe('without a tenant, tenant tables raise', () => {
  const noTenant = { code: 'INTERNAL', details: { reason: 'no-tenant' } }

  test.each([
    ['on a fresh connection', false],
    ['on a connection that served a tenant before', true],
  ])('%s', async (_name, served) => {
    const db = open(database.urls.cmr_app, 1)
    if (served) await withTenant(db, a.id, (tx) => tx.select().from(batches))
    await expect(withoutTenant(db, (tx) => tx.select().from(batches))).rejects.toMatchObject(noTenant)
    await expect(withoutTenant(db, (tx) => tx.$count(batches))).rejects.toMatchObject(noTenant)
    await expect(withoutTenant(db, (tx) => tx.select().from(tenants))).rejects.toMatchObject(noTenant)
    await expect(
      withoutTenant(db, (tx) => tx.insert(batches).values({ tenantId: a.id, county: 'A' })),
    ).rejects.toMatchObject(noTenant)
    await expect(withoutTenant(db, (tx) => tx.update(batches).set({ county: 'X' }))).rejects.toMatchObject(noTenant)
    await db.close()
  })
})

describe('what the roles may not do', () => {
  const forbidden = { code: 'FORBIDDEN', details: { reason: 'forbidden-row', sqlstate: '42501' } }

  test('write a row of another tenant', async () => {
    const write = withTenant(app, a.id, (tx) => tx.insert(batches).values({ tenantId: b.id, county: 'X' }))
    await expect(write).rejects.toMatchObject(forbidden)
  })

  test('point at a row of another tenant', async () => {
    const file = newId()
    await withTenant(app, b.id, (tx) =>
      tx.insert(files).values({ tenantId: b.id, id: file, name: 'b.csv', size: 1, objectId: newId() }),
    )
    const [batch] = await withTenant(app, a.id, (tx) => tx.select().from(batches))
    const link = withTenant(app, a.id, (tx) =>
      tx.execute(sql`insert into app.batch_files (tenant_id, id, batch_id, file_id, position)
        values (${a.id}, ${newId()}, ${batch?.id}, ${file}, 1)`),
    )
    await expect(link).rejects.toMatchObject({ code: 'INTERNAL', details: { sqlstate: '23503' } })
  })

  test.each(['app.batches', 'app.audit_events', 'queue.outbox'])('truncate %s', async (table) => {
    const truncate = (db: Db): Promise<unknown> =>
      withTenant(db, a.id, (tx) => tx.execute(sql`truncate ${sql.raw(table)} cascade`))
    await expect(truncate(app)).rejects.toMatchObject(forbidden)
    await expect(truncate(ingest)).rejects.toMatchObject(forbidden)
  })

  test('change or remove an audit event, or an id', async () => {
    const values = {
      tenantId: a.id,
      actorKind: 'system',
      action: 'test.run',
      objectKind: 'test',
      requestId: 'r',
    } as const
    await withTenant(ingest, a.id, async (tx) => {
      await appendAudit(tx, values)
      await expect(tx.transaction((tx) => tx.update(auditEvents).set({ action: 'a.b' }))).rejects.toMatchObject(
        forbidden,
      )
      await expect(tx.transaction((tx) => tx.delete(auditEvents))).rejects.toMatchObject(forbidden)
      await expect(tx.transaction((tx) => tx.update(batches).set({ tenantId: b.id }))).rejects.toMatchObject(forbidden)
    })
  })

  test('app reaches no sign-in data, auth no records, and neither makes tables', async () => {
    await expect(withTenant(app, a.id, (tx) => tx.select().from(users))).rejects.toMatchObject(forbidden)
    await expect(withTenant(auth, a.id, (tx) => tx.select().from(batches))).rejects.toMatchObject(forbidden)
    for (const db of [app, auth]) {
      await expect(withoutTenant(db, (tx) => tx.execute(sql`create table app.t ()`))).rejects.toMatchObject(forbidden)
      await expect(withoutTenant(db, (tx) => tx.execute(sql`create table staging.t ()`))).rejects.toMatchObject(
        forbidden,
      )
    }
  })

  test('auth lists the tenants', async () => {
    const listed = await withoutTenant(auth, (tx) => tx.select({ id: tenants.id }).from(tenants))
    expect(listed.map((row) => row.id)).toEqual(expect.arrayContaining([a.id, b.id]))
  })
})

describe('errors carry no values', () => {
  const canary = 'CANARY Testperson'
  const everything = (error: unknown): string =>
    `${String(error)} ${JSON.stringify(error, Object.getOwnPropertyNames(error))} ${String((error as Error).cause)}`

  test.each<[string, (db: Db) => Promise<unknown>, object]>([
    [
      'a value that is taken',
      (db) =>
        withTenant(db, a.id, (tx) =>
          tx.insert(files).values([
            { tenantId: a.id, id: a.id, name: canary, size: 1, objectId: newId() },
            { tenantId: a.id, id: a.id, name: canary, size: 1, objectId: newId() },
          ]),
        ),
      { code: 'CONFLICT', details: { reason: 'unique', sqlstate: '23505', table: 'files', constraint: 'files_pkey' } },
    ],
    [
      'a value of the wrong form',
      (db) => withTenant(db, a.id, (tx) => tx.execute(sql`select ${canary}::text::date`)),
      { code: 'INTERNAL', details: { reason: 'database', sqlstate: '22007' } },
    ],
    [
      'a value a check refuses, inside a savepoint',
      (db) =>
        withTenant(db, a.id, (tx) =>
          tx.transaction((inner) =>
            inner.insert(files).values({ tenantId: a.id, name: canary, size: -1, objectId: newId() }),
          ),
        ),
      { code: 'INTERNAL', details: { reason: 'database', sqlstate: '23514', constraint: 'files_received_within' } },
    ],
    [
      'a statement that takes too long',
      (db) =>
        withTenant(db, a.id, async (tx) => {
          await tx.execute(sql`set local statement_timeout = 1`)
          await tx.execute(sql`select pg_sleep(5), ${canary}::text`)
        }),
      { code: 'UNAVAILABLE', details: { reason: 'database-unavailable', sqlstate: '57014' } },
    ],
  ])('%s', async (_name, act, refusal) => {
    const error = await act(app).catch((caught: unknown) => caught)
    expect(error).toMatchObject(refusal)
    expect(everything(error)).not.toContain('CANARY')
  })

  test('errors of the work itself pass unchanged, and roll back', async () => {
    const mine = Object.assign(new Error('no such file'), { code: 'ENOENT', syscall: 'open' })
    const work = withTenant(app, a.id, async (tx) => {
      await tx.insert(batches).values({ tenantId: a.id, county: 'GONE' })
      throw mine
    })
    await expect(work).rejects.toBe(mine)
    expect(await withTenant(app, a.id, (tx) => tx.select().from(batches))).toMatchObject([{ county: 'A' }])
  })

  test('a server that does not answer', async () => {
    const db = open('postgres://cmr_app:x@127.0.0.1:1/none')
    await expect(withTenant(db, a.id, async () => {})).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      details: { reason: 'database-unavailable' },
    })
    await db.close()
  })
})
