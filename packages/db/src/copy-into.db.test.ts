import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { copyInto } from './copy-into.ts'
import { copyRow, type CopyCell } from './copy-row.ts'
import { openDatabase, type Db } from './open-database.ts'
import { createTestDatabase, type TestDatabase } from './test/create-test-database.ts'
import { withoutTenant } from './with-tenant.ts'

let database: TestDatabase
let db: Db

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase({ url: database.urls.cmr_ingest, max: 1, applicationName: 'test', statementTimeoutMs: 60_000 })
  await withoutTenant(db, (tx) =>
    tx.execute(sql`create unlogged table staging.cells (n int primary key, text text, bytes bytea, flag boolean)`),
  )
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const columns = ['n', 'text', 'bytes', 'flag']
const copy = (rows: Iterable<string> | AsyncIterable<string>): Promise<number> =>
  withoutTenant(db, (tx) => copyInto(tx, 'staging.cells', columns, rows))
const count = (): Promise<unknown> =>
  withoutTenant(db, async (tx) => (await tx.execute(sql`select count(*)::int as rows from staging.cells`))[0])

describe('rows arrive as they are', () => {
  test('every awkward cell', async () => {
    const texts = [
      '',
      '\\N',
      '\\.',
      'tab\there',
      'line\nbreak',
      'return\r\n',
      'back\\slash',
      'Nguyễn 𝒙',
      ' spaces ',
      'null',
    ]
    const rows: CopyCell[][] = texts.map((text, n) => [n, text, Buffer.from(text), n % 2 === 0])
    rows.push([texts.length, null, null, null])
    await withoutTenant(db, async (tx) => {
      expect(await copyInto(tx, 'staging.cells', columns, rows.map(copyRow))).toBe(rows.length)
      const found = await tx.execute<{ n: number; text: string; bytes: Buffer; flag: boolean }>(
        sql`select * from staging.cells order by n`,
      )
      expect(found.map(({ n, text, bytes, flag }) => [n, text, bytes, flag])).toEqual(rows)
      await tx.execute(sql`truncate staging.cells`)
    })
  })

  test('many, from a stream, in one transaction with what follows', async () => {
    async function* rows(): AsyncGenerator<string> {
      for (let n = 0; n < 50_000; n += 1) yield copyRow([n, 'x'.repeat(100), null, true])
    }
    await withoutTenant(db, async (tx) => {
      expect(await copyInto(tx, 'staging.cells', columns, rows())).toBe(50_000)
      expect(
        await tx.execute(sql`select sum(n)::int as total, count(*)::int as rows from staging.cells`),
      ).toMatchObject([{ total: 1_249_975_000, rows: 50_000 }])
      await tx.execute(sql`truncate staging.cells`)
    })
  })

  test('none', async () => {
    expect(await copy([])).toBe(0)
  })
})

describe('a refusal ends the transaction and leaves nothing', () => {
  const canary = 'CANARY'
  test.each<[string, () => Iterable<string> | AsyncIterable<string>, object]>([
    ['a cell of the wrong form, first', () => [`${canary}\t\\N\t\\N\t\\N`], { details: { sqlstate: '22P02' } }],
    [
      'a cell of the wrong form, last',
      () => [...Array.from({ length: 5000 }, (_, n) => copyRow([n, 'x'.repeat(200), null, null])), `${canary}\t\t\t`],
      { details: { sqlstate: '22P02' } },
    ],
    ['a row with too few cells', () => ['1\tx'], { details: { sqlstate: '22P04' } }],
    [
      'a key twice',
      () => [copyRow([1, canary, null, null]), copyRow([1, canary, null, null])],
      { code: 'CONFLICT', details: { sqlstate: '23505', table: 'cells' } },
    ],
    [
      'a source that breaks off',
      async function* () {
        yield copyRow([1, canary, null, null])
        throw new RangeError('the source broke off')
      },
      { message: 'the source broke off' },
    ],
  ])('%s', async (_name, rows, refusal) => {
    const error = await copy(rows()).catch((caught: unknown) => caught)
    expect(error).toMatchObject(refusal)
    expect(String(error) + JSON.stringify(error)).not.toContain(canary)
    expect(await count()).toEqual({ rows: 0 })
  })

  test('a table behind row-level security', async () => {
    const denied = withoutTenant(db, (tx) => copyInto(tx, 'app.files', ['id'], ['x']))
    await expect(denied).rejects.toMatchObject({ details: { sqlstate: expect.stringMatching(/^(0A000|42501)$/) } })
    expect(await count()).toEqual({ rows: 0 })
  })
})
