import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { listen } from '../../listen.ts'
import { newId } from '../../new-id.ts'
import { openDatabase, type Db } from '../../open-database.ts'
import { createTenant, type TestTenant } from '../../test/create-tenant.ts'
import { createTestDatabase, type TestDatabase } from '../../test/create-test-database.ts'
import { withoutTenant, withTenant } from '../../with-tenant.ts'
import { batches, jobChunks, jobs, progress, tenants } from '../index.ts'

let database: TestDatabase
let db: Db
let a: TestTenant
let b: TestTenant

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase({ url: database.urls.cmr_app, max: 2, applicationName: 'test', statementTimeoutMs: 10_000 })
  a = await createTenant(db)
  b = await createTenant(db)
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

function createJob(tenant: TestTenant): Promise<string> {
  return withTenant(db, tenant.id, async (tx) => {
    const tenantId = tenant.id
    const batchId = newId()
    const id = newId()
    await tx.insert(batches).values({ tenantId, id: batchId, county: 'A' })
    await tx.insert(jobs).values({ tenantId, id, kind: 'import', batchId })
    return id
  })
}

async function dueJobs(): Promise<unknown[]> {
  return withoutTenant(db, async (tx) => {
    const rows = await tx.execute(sql`select tenant_id, job_id from queue.jobs_due('0 seconds')`)
    return rows.map((row) => [row['tenant_id'], row['job_id']])
  })
}

test('progress never falls, and says on its channel which job moved', async () => {
  const heard: string[] = []
  const stop = await listen(db, 'progress', (payload) => heard.push(payload))
  const jobId = await createJob(a)
  const key = { tenantId: a.id, jobId, stage: 'load' }
  const report = (done: number): Promise<unknown> =>
    withTenant(db, a.id, (tx) =>
      tx
        .insert(progress)
        .values({ ...key, done, total: 10 })
        .onConflictDoUpdate({ target: [progress.tenantId, progress.jobId, progress.stage], set: { done } }),
    )
  await report(5)
  await report(3)
  const [row] = await withTenant(db, a.id, (tx) => tx.select().from(progress).where(eq(progress.jobId, jobId)))
  expect(row?.done).toBe(5)
  await vi.waitFor(() => expect(heard).toHaveLength(2))
  expect(JSON.parse(heard[0] ?? '')).toEqual({ tenantId: a.id, jobId })
  await stop()
  await withTenant(db, a.id, (tx) => tx.update(jobs).set({ state: 'done' }))
})

test('due jobs of all tenants are told by id, and leave the tenant of the caller as it was', async () => {
  const [ofA, ofB] = [await createJob(a), await createJob(b)]
  const due = await dueJobs()
  expect(due).toHaveLength(2)
  expect(due).toEqual(
    expect.arrayContaining([
      [a.id, ofA],
      [b.id, ofB],
    ]),
  )

  await withTenant(db, a.id, async (tx) => {
    await tx.execute(sql`select * from queue.jobs_due('0 seconds')`)
    expect(await tx.select({ id: tenants.id }).from(tenants)).toEqual([{ id: a.id }])
  })
  const left = withoutTenant(db, async (tx) => {
    await tx.execute(sql`select * from queue.jobs_due('0 seconds')`)
    return tx.select().from(jobs)
  })
  await expect(left).rejects.toMatchObject({ details: { reason: 'no-tenant' } })

  await withTenant(db, a.id, (tx) =>
    tx.insert(jobChunks).values({
      tenantId: a.id,
      jobId: ofA,
      no: 1,
      stage: 'load',
      start: 0,
      end: 1,
      state: 'leased',
      leaseToken: newId(),
      leaseUntil: new Date(Date.now() + 60_000),
    }),
  )
  await withTenant(db, b.id, (tx) => tx.update(jobs).set({ state: 'failed' }).where(eq(jobs.id, ofB)))
  expect(await dueJobs()).toEqual([])
})
