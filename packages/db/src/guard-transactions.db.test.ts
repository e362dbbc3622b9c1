import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import postgres, { type Sql, type TransactionSql } from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase, type Db } from './open-database.ts'
import { batches } from './schema/index.ts'
import { createTenant, type TestTenant } from './test/create-tenant.ts'
import { createTestDatabase, type TestDatabase } from './test/create-test-database.ts'
import { handleOf, type Tx } from './transaction.ts'
import { withTenant } from './with-tenant.ts'

let database: TestDatabase
let admin: Sql
let db: Db
let a: TestTenant
let b: TestTenant

beforeAll(async () => {
  database = await createTestDatabase()
  admin = postgres(database.adminUrl, { max: 1, onnotice: () => {} })
  await admin.unsafe('create table staging.lines (line text); alter table staging.lines owner to cmr_ingest')
})
afterAll(async () => {
  await admin.end()
  await database.drop()
})
beforeEach(async () => {
  db = openDatabase({ url: database.urls.cmr_ingest, max: 1, applicationName: 'test', statementTimeoutMs: 20_000 })
  a = await createTenant(db)
  b = await createTenant(db)
  await withTenant(db, a.id, (tx) => tx.insert(batches).values({ tenantId: a.id, county: 'CANARY A' }))
  return () => db.close()
})

interface Aftermath<T> {
  /** What A's transaction came to. */
  readonly a: unknown
  /** What A's late use of its handle came to. */
  readonly late: T | { readonly error: unknown }
  /** What B read while A was late, and again at its end. */
  readonly seenByB: readonly string[]
}

/**
 * A's backend is killed, B's transaction starts on the only connection of the pool, and while it is open A goes on with
 * its old handle.
 */
async function outlive<P, T>(
  prepare: (tx: Tx) => P | Promise<P>,
  late: (tx: Tx, prepared: P) => T | Promise<T>,
  endB: () => void = () => {},
): Promise<Aftermath<Awaited<T>>> {
  const ready = signal<number>()
  const dead = signal<void>()
  const lateEnded = signal<Awaited<T> | { error: unknown }>()
  const settledA = withTenant(db, a.id, async (tx) => {
    const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
    const prepared = await prepare(tx)
    ready.set(row?.pid ?? 0)
    await dead.promise
    const outcome = await attempt(async () => late(tx, prepared))
    lateEnded.set(outcome)
    if (isFailure(outcome)) throw outcome.error
  })
  const endedA = attempt(() => settledA)
  await admin`select pg_terminate_backend(${await ready.promise})`
  const seenByB = await withTenant(db, b.id, async (tx) => {
    await tx.insert(batches).values({ tenantId: b.id, county: 'B FIRST' })
    dead.set()
    await lateEnded.promise
    // Leaves the connection idle for a moment, so that a COMMIT or ROLLBACK of A would go out now.
    await setImmediate()
    await tx.insert(batches).values({ tenantId: b.id, county: 'B SECOND' })
    const rows = await tx.select().from(batches).orderBy(batches.id)
    endB()
    return rows.map((row) => row.county)
  })
  return { a: await endedA, late: await lateEnded.promise, seenByB }
}

const txDead = { error: { code: 'TX_DEAD' } }
const refusedDead = { error: { code: 'UNAVAILABLE', details: { reason: 'transaction-dead' } } }
const read = 'select county from app.batches'

describe('a handle whose backend was killed reads and writes nothing', () => {
  const lazy = <T>(query: T): { query: T } => ({ query })
  test.each<[string, (tx: Tx) => unknown, (tx: Tx, prepared: never) => unknown, object]>([
    ['a driver query', () => undefined, (tx) => handleOf(tx)`select county from app.batches`, txDead],
    ['plain text', () => undefined, (tx) => handleOf(tx).unsafe(read), txDead],
    ['a drizzle query', () => undefined, (tx) => tx.select().from(batches), refusedDead],
    ['a drizzle statement', () => undefined, (tx) => tx.execute(sql.raw(read)), refusedDead],
    ['a savepoint', () => undefined, (tx) => tx.transaction((inner) => inner.select().from(batches)), refusedDead],
    ['an insert', () => undefined, (tx) => tx.insert(batches).values({ tenantId: b.id, county: 'A' }), refusedDead],
    [
      'a query made before and run after',
      (tx) => lazy(handleOf(tx)`select county from app.batches`),
      (_tx, prepared: { query: Promise<unknown> }) => prepared.query,
      txDead,
    ],
    [
      'plain text made before and run after',
      (tx) => lazy(handleOf(tx).unsafe(read)),
      (_tx, prepared: { query: Promise<unknown> }) => prepared.query,
      txDead,
    ],
    [
      'a drizzle query made before and run after',
      (tx) => lazy(tx.select().from(batches)),
      async (_tx, prepared: { query: PromiseLike<unknown> }) => prepared.query,
      refusedDead,
    ],
  ])('%s', async (_name, prepare, late, refusal) => {
    const after = await outlive(prepare, late as (tx: Tx, prepared: unknown) => unknown)
    expect(after.late).toMatchObject(refusal)
    expect(after.a).toMatchObject(refusedDead)
    expect(after.seenByB).toEqual(['B FIRST', 'B SECOND'])
  })

  test('a cursor loop ends with an error and asks for no more rows', async () => {
    const after = await outlive(
      async (tx) => {
        const rows = handleOf(tx)`select n from generate_series(1, 5) n`.cursor(1)[Symbol.asyncIterator]()
        await rows.next()
        return rows
      },
      (_tx, rows) => rows.next(),
    )
    expect(after.late).toMatchObject(txDead)
    expect(after.seenByB).toEqual(['B FIRST', 'B SECOND'])
  })

  test('a cursor with a callback ends with an error and asks for no more rows', async () => {
    const first = signal<void>()
    const goOn = signal<void>()
    let batchesSeen = 0
    const after = await outlive(
      async (tx) => {
        const wait = (): Promise<void> => {
          batchesSeen += 1
          first.set()
          return goOn.promise
        }
        // Safe: the driver waits for a promise of the callback, which its types leave out.
        const done = handleOf(tx)`select n from generate_series(1, 5) n`.cursor(1, wait as () => void)
        const outcome = attempt(() => done)
        await first.promise
        return { outcome }
      },
      async (_tx, { outcome }) => {
        goOn.set()
        const ended = await outcome
        if (isFailure(ended)) throw ended.error
      },
    )
    expect(after.late).toMatchObject({ error: { code: expect.stringMatching(/^(TX_DEAD|CONNECTION_CLOSED)$/) } })
    expect(batchesSeen).toBe(1)
    expect(after.seenByB).toEqual(['B FIRST', 'B SECOND'])
  })

  test('a COPY stream into a table', async () => {
    const after = await outlive(
      (tx): Promise<Writable> => handleOf(tx).unsafe('copy staging.lines from stdin').writable(),
      (_tx, stream) =>
        new Promise<void>((resolve, reject) =>
          stream.write('CANARY A\n', (error) => (error ? reject(error) : resolve())),
        ),
    )
    expect(after.late).toMatchObject({ error: expect.any(Error) })
    expect(after.seenByB).toEqual(['B FIRST', 'B SECOND'])
    expect(await admin`select line from staging.lines`).toEqual([])
  })
})

test('a COPY stream out of the database breaks off with an error', async () => {
  const copy = "copy (select repeat('x', 1000) from generate_series(1, 200000)) to stdout"
  const failure = await attempt(() =>
    withTenant(db, a.id, async (tx) => {
      const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
      const stream: Readable = await handleOf(tx).unsafe(copy).readable()
      await once(stream, 'readable')
      await admin`select pg_terminate_backend(${row?.pid ?? 0})`
      let bytes = 0
      for await (const piece of stream) bytes += (piece as Buffer).length
      return bytes
    }),
  )
  expect(failure).toMatchObject(refusedDead)
  expect(await countiesOf(b)).toEqual([])
})

test('work that ends well after the loss does not commit the transaction that came after it', async () => {
  const after = outlive(
    () => undefined,
    () => 'ended well',
    () => {
      throw new RangeError('B gives up')
    },
  )
  await expect(after).rejects.toThrow('B gives up')
  expect(await countiesOf(b)).toEqual([])
})

test('work that fails after the loss does not roll back the transaction that came after it', async () => {
  const after = await outlive(
    () => undefined,
    () => {
      throw new RangeError('A gives up')
    },
  )
  expect(after.a).toMatchObject(refusedDead)
  expect(await countiesOf(b)).toEqual(['B FIRST', 'B SECOND'])
})

test('every query in flight and in line is answered, and the pool goes on', async () => {
  const outcomes = withTenant(db, a.id, async (tx) => {
    const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
    const running = [1, 2, 3, 4, 5].map((n) => attempt(() => tx.execute(sql`select pg_sleep(10), ${n}::int as n`)))
    await admin`select pg_terminate_backend(${row?.pid ?? 0})`
    settled.set(await Promise.all(running))
  })
  const settled = signal<unknown[]>()
  await expect(outcomes).rejects.toMatchObject(refusedDead.error)
  expect(await settled.promise).toEqual(Array(5).fill({ error: expect.objectContaining({ code: 'UNAVAILABLE' }) }))
  expect(await countiesOf(a)).toEqual(['CANARY A'])
})

test('a transaction ended by the idle limit is dead too', async () => {
  const ended = withTenant(db, a.id, async (tx) => {
    await tx.execute(sql`set local idle_in_transaction_session_timeout = '1ms'`)
    const handle: TransactionSql = handleOf(tx)
    const outcome = signal<unknown>()
    const again = async (): Promise<void> => {
      const answer = await attempt(() => handle.unsafe(read))
      if (isFailure(answer)) outcome.set(answer)
      else setTimeout(() => void again(), 20)
    }
    setTimeout(() => void again(), 20)
    late.set(await outcome.promise)
  })
  const late = signal<unknown>()
  await expect(ended).rejects.toMatchObject(refusedDead.error)
  expect(await late.promise).toMatchObject({
    error: { code: expect.stringMatching(/^(TX_DEAD|CONNECTION_CLOSED|EPIPE|ECONNRESET)$/) },
  })
  expect(await countiesOf(b)).toEqual([])
})

function countiesOf(tenant: TestTenant): Promise<string[]> {
  return withTenant(db, tenant.id, async (tx) => (await tx.select().from(batches)).map((row) => row.county).sort())
}

function signal<T>(): { readonly promise: Promise<T>; readonly set: (value: T) => void } {
  let set: (value: T) => void = () => {}
  const promise = new Promise<T>((resolve) => (set = resolve))
  return { promise, set }
}

async function attempt<T>(work: () => T | PromiseLike<T>): Promise<T | { error: unknown }> {
  try {
    return await work()
  } catch (error) {
    return { error }
  }
}

function isFailure(value: unknown): value is { error: unknown } {
  return typeof value === 'object' && value !== null && 'error' in value
}
