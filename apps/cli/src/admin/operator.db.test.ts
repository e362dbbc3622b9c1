import { randomBytes } from 'node:crypto'
import { acceptInvite, type AuthDeps, readInvite } from '@cmr/auth'
import { openDatabase, withoutTenant } from '@cmr/db'
import { accountEvents, invites, users } from '@cmr/db/schema'
import { createTestDatabase, type TestDatabase } from '@cmr/db/test'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { main } from '../main.ts'

const EMAIL = 'first@service.example'
const SITE = 'https://records.example'

let database: TestDatabase
let auth: AuthDeps

beforeAll(async () => {
  database = await createTestDatabase()
  const url = database.urls.cmr_auth
  const db = openDatabase({ url, max: 2, applicationName: 'test', statementTimeoutMs: 60_000 })
  auth = { db, clock: { now: () => new Date() }, sealKey: randomBytes(32) }
})
beforeEach(() => {
  vi.stubEnv('AUTH_DATABASE_URL', database.urls.cmr_auth)
  vi.stubEnv('PUBLIC_ORIGIN', `${SITE}/`)
})
afterEach(() => vi.unstubAllEnvs())
afterAll(async () => {
  await auth.db.close()
  await database.drop()
})

async function cmr(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', '']
  const terminal = {
    out: { write: (text: string) => (out += text) },
    err: { write: (text: string) => (err += text) },
    signal: new AbortController().signal,
  }
  return { code: await main(['admin', ...args], terminal), out, err }
}

const invite = (email = EMAIL) => cmr('operator', '--email', email, '--name', 'First Testperson')
const stateOf = (token: string) =>
  readInvite(auth, token).then(
    () => 'open',
    () => 'over',
  )
const accept = (token: string) =>
  acceptInvite(
    auth,
    { token, name: 'First Testperson', password: 'correct horse, invented staple' },
    { requestId: 't' },
  )
const setAll = (change: Partial<typeof users.$inferInsert>) =>
  withoutTenant(auth.db, (tx) => tx.update(users).set(change))

it('invites the first operator, and nobody once there is one who may sign in', async () => {
  const { code, out } = await invite('First@Service.example')
  expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^https:\/\/records\.example\/join#\S+\n$/) })
  const lost = out.trim().split('#')[1] ?? ''
  expect(await readInvite(auth, lost)).toMatchObject({ email: EMAIL, staff: 'operator', officeName: null, roles: [] })
  const events = await withoutTenant(auth.db, (tx) => tx.select().from(accountEvents))
  expect(events).toMatchObject([{ kind: 'invite.create', userId: null, byUserId: null, address: null }])

  vi.stubEnv('PUBLIC_ORIGIN', undefined)
  const atOnce = await Promise.all([invite(), invite()])
  const tokens = atOnce.map((answer) => answer.out.trim())
  expect(tokens).toEqual([expect.stringMatching(/^[\w-]{43}$/), expect.stringMatching(/^[\w-]{43}$/)])
  expect((await Promise.all([lost, ...tokens].map(stateOf))).toSorted()).toEqual(['open', 'over', 'over'])

  const [first = '', second = ''] = tokens
  await accept((await stateOf(first)) === 'open' ? first : second)
  const people = await withoutTenant(auth.db, (tx) => tx.select().from(users))
  expect(people).toMatchObject([{ email: EMAIL, staff: 'operator' }])
  const sent = await withoutTenant(auth.db, (tx) => tx.$count(invites))
  const refused = {
    code: 2,
    out: '',
    err: 'cmr: There is an operator already, who invites others at /support/people.\n',
  }
  expect(await invite('second@service.example')).toEqual(refused)
  expect(await withoutTenant(auth.db, (tx) => tx.$count(invites))).toBe(sent)

  await setAll({ staff: 'support' })
  expect(await invite('second@service.example')).toMatchObject({ code: 0 })
  await setAll({ staff: 'operator', disabledAt: new Date() })
  expect(await invite('second@service.example')).toMatchObject({ code: 0 })
  expect(await invite()).toMatchObject({ code: 2, out: '', err: expect.stringContaining('has an account') as string })
  await setAll({ disabledAt: null })
  expect(await invite('second@service.example')).toEqual(refused)
})

it.each([
  ['no address', ['operator', '--name', 'T']],
  ['something else than an address', ['operator', '--email', 'nobody', '--name', 'T']],
  ['no name', ['operator', '--email', EMAIL]],
  ['a blank name', ['operator', '--email', EMAIL, '--name', ' ']],
  ['too many arguments', ['operator', 'two', '--email', EMAIL, '--name', 'T']],
  ['nothing to do', []],
  ['something else to do', ['demote']],
])('refuses a call with %s', async (_what, args) => {
  const { code, out, err } = await cmr(...args)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toMatch(/^cmr: .*\.\nSee: cmr admin --help\n$|^cmr: --\w+ is missing/)
})

it('names settings that are wrong, never their values, and never takes a deployment for a local service', async () => {
  vi.stubEnv('PUBLIC_ORIGIN', 'records of nobody')
  const { code, err } = await invite()
  expect({ code, err }).toEqual({ code: 2, err: 'cmr: These settings are missing or wrong: PUBLIC_ORIGIN.\n' })
  vi.stubEnv('PUBLIC_ORIGIN', undefined)
  vi.stubEnv('AUTH_DATABASE_URL', undefined)
  vi.stubEnv('DATABASE_URL', database.urls.cmr_app)
  expect(await invite()).toMatchObject({ code: 2, err: expect.stringContaining('AUTH_DATABASE_URL') as string })
})
