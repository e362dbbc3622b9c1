import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { appendAudit, type Db, newId, openDatabase, withTenant } from '@cmr/db'
import { asAdministrator } from '@cmr/db/embedded'
import { createTenant, createTestDatabase, type TestDatabase } from '@cmr/db/test'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { main } from '../main.ts'

let database: TestDatabase
let db: Db
let folder: string
let headsRoot: string
let office: { id: string; slug: string }

beforeAll(async () => {
  database = await createTestDatabase()
  const url = database.urls.cmr_app
  db = openDatabase({ url, max: 1, applicationName: 'test', statementTimeoutMs: 60_000 })
  folder = await mkdtemp(join(tmpdir(), 'cmr-audit-'))
})
beforeEach(async () => {
  headsRoot = await mkdtemp(join(folder, 'heads-'))
  const env = {
    DATABASE_URL: database.urls.cmr_app,
    INGEST_DATABASE_URL: database.urls.cmr_ingest,
    AUTH_DATABASE_URL: database.urls.cmr_auth,
    STORAGE_URL: pathToFileURL(join(folder, 'objects')).href,
    KEYS_ROOT: join(folder, 'keys'),
    MASTER_KEY: randomBytes(32).toString('base64'),
    AUDIT_HEADS_ROOT: headsRoot,
  }
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  office = await createTenant(db)
  for (let i = 0; i < 5; i += 1) await write()
})
afterEach(() => vi.unstubAllEnvs())
afterAll(async () => {
  await db.close()
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

function write(): Promise<unknown> {
  const event = { action: 'person.view', objectKind: 'subject', objectId: newId(), requestId: 'test' }
  return withTenant(db, office.id, (tx) => appendAudit(tx, { tenantId: office.id, actorKind: 'system', ...event }))
}

async function cmr(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', '']
  const signal = new AbortController().signal
  const terminal = {
    out: { write: (text: string) => (out += text) },
    err: { write: (text: string) => (err += text) },
    signal,
  }
  return { code: await main(['audit', ...args], terminal), out, err }
}

const verify = () => cmr('verify', '--tenant', office.slug)

it('says that a log is whole, with and without heads', async () => {
  const before = await verify()
  expect(before).toMatchObject({ code: 0, err: '' })
  expect(JSON.parse(before.out)).toMatchObject({ result: 'whole', events: 5, heads: 0, lastHead: null, fault: null })
  expect(await cmr('heads')).toMatchObject({ code: 0 })
  const today = new Date().toISOString().slice(0, 10)
  const after = await verify()
  expect(JSON.parse(after.out)).toMatchObject({ result: 'whole', heads: 1, lastHead: today })
})

it('names the first event that is not right, and ends with 1', async () => {
  await asAdministrator(
    database.adminUrl,
    (sql) => sql`update app.audit_events set action = 'person.edit' where tenant_id = ${office.id} and seq >= 3`,
  )
  const { code, out } = await verify()
  expect(code).toBe(1)
  expect(JSON.parse(out)).toMatchObject({ result: 'broken', events: 2, fault: { kind: 'changed', seq: 3 } })
})

it('finds a tail that was cut by a head of another day', async () => {
  await cmr('heads')
  await asAdministrator(database.adminUrl, async (sql) => {
    await sql`delete from app.audit_events where tenant_id = ${office.id} and seq > 3`
    await sql`update app.audit_heads h set seq = 3, hash = e.hash from app.audit_events e
      where h.tenant_id = ${office.id} and e.tenant_id = h.tenant_id and e.seq = 3`
  })
  const { code, out } = await verify()
  expect({ code, ...JSON.parse(out) }).toMatchObject({ code: 1, fault: { kind: 'truncated', seq: 4 } })
})

it('refuses a head that was changed or that another service signed', async () => {
  await cmr('heads')
  const path = join(headsRoot, office.id)
  const [name = ''] = await readdir(path)
  const broken = { code: 1, out: '', err: expect.stringContaining(name) as string }
  const key = process.env['MASTER_KEY'] ?? ''
  vi.stubEnv('MASTER_KEY', randomBytes(32).toString('base64'))
  expect(await verify()).toEqual(broken)
  vi.stubEnv('MASTER_KEY', key)
  expect(await verify()).toMatchObject({ code: 0 })
  await chmod(join(path, name), 0o640)
  await writeFile(join(path, name), (await readFile(join(path, name), 'utf8')).replace('"seq": 5', '"seq": 4'))
  expect(await verify()).toEqual(broken)
})

it.each([
  ['an office that is not there', ['verify', '--tenant', 'no-such-office']],
  ['no office', ['verify']],
  ['no such folder', ['verify', '--tenant', 'x', '--heads', '/no/such/folder']],
  ['nothing to do', []],
  ['something else to do', ['mend']],
])('refuses a call with %s', async (_what, args) => {
  const { code, out, err } = await cmr(...args)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toMatch(/^cmr: /)
})

it('names settings that are missing, never their values', async () => {
  vi.stubEnv('MASTER_KEY', 'too short')
  const { code, err } = await verify()
  expect(code).toBe(2)
  expect(err).toContain('MASTER_KEY')
  expect(err).not.toContain('too short')
})
