import { openDatabase, withoutTenant, type Db } from '@cmr/db'
import { sessions, signInAttempts, users } from '@cmr/db/schema'
import { createTenant, createTestDatabase, type TestDatabase } from '@cmr/db/test'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AuthDeps } from './auth-deps.ts'
import { endAllSessions, endSession, readSession } from './sessions/sessions.ts'
import { sessionStore } from './sessions/session-store.ts'
import { signIn } from './sign-in/sign-in.ts'
import { createUser, findUserId, listMemberships, setMembership } from './users/users.ts'

const MINUTE = 60_000
const PASSWORD = 'correct horse, invented staple'

let database: TestDatabase
let appDb: Db
let deps: AuthDeps
let now = new Date()
let people = 0

beforeAll(async () => {
  database = await createTestDatabase()
  appDb = openDatabase({ url: database.urls.cmr_app, max: 2, applicationName: 'test app', statementTimeoutMs: 30_000 })
  const db = openDatabase({
    url: database.urls.cmr_auth,
    max: 4,
    applicationName: 'test auth',
    statementTimeoutMs: 30_000,
  })
  deps = { db, clock: { now: () => now } }
})
afterAll(async () => {
  await Promise.all([deps.db.close(), appDb.close()])
  await database.drop()
})
beforeEach(() => {
  now = new Date()
})

async function somebody(): Promise<{ userId: string; email: string }> {
  const email = `testperson${++people}@county.example`
  return { userId: await createUser(deps, { email, name: 'Testperson', password: PASSWORD }), email }
}

async function signedIn(): Promise<{ userId: string; token: string; email: string }> {
  const { userId, email } = await somebody()
  return {
    userId,
    email,
    token: (await signIn(deps, { email, password: PASSWORD, address: `address ${people}` })).token,
  }
}

const isOpen = async (token: string, activity = false) => (await readSession(deps, token, { activity })) !== undefined

describe('sign-in', () => {
  it('opens a session whose token the database does not know', async () => {
    const { token, userId } = await signedIn()
    expect(await readSession(deps, token, { activity: true })).toMatchObject({ userId, staff: null })
    const rows = await withoutTenant(deps.db, (tx) => tx.select().from(sessions).where(eq(sessions.userId, userId)))
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(token)
    for (const { id } of rows) expect(await isOpen(id)).toBe(false)
  })

  it('takes the address in any case', async () => {
    const { email } = await somebody()
    await expect(
      signIn(deps, { email: ` ${email.toUpperCase()} `, password: PASSWORD, address: 'a' }),
    ).resolves.toBeDefined()
  })

  it('answers alike for a wrong password, an unknown address and an account that is off', async () => {
    const { email } = await somebody()
    const off = await somebody()
    await withoutTenant(deps.db, (tx) => tx.update(users).set({ disabledAt: now }).where(eq(users.id, off.userId)))
    const answers = await Promise.all(
      [
        { email, password: `${PASSWORD}!` },
        { email: 'nobody@county.example', password: PASSWORD },
        { email: off.email, password: PASSWORD },
      ].map((attempt, index) =>
        signIn(deps, { ...attempt, address: `alike ${index}` }).catch((error: Error & { code?: string }) => [
          error.code,
          error.message,
        ]),
      ),
    )
    expect(answers[0]).toEqual(['FORBIDDEN', 'The e-mail address or the password is not right.'])
    expect(answers).toEqual([answers[0], answers[0], answers[0]])
  })

  it('lets five attempts a minute through for an address and a person, also when they come at once', async () => {
    const { email } = await somebody()
    const guess = () =>
      signIn(deps, { email, password: 'a wrong guess', address: 'one place' }).catch(
        (error: { code: string }) => error.code,
      )
    const answers = await Promise.all(Array.from({ length: 12 }, guess))
    expect(answers.filter((code) => code === 'FORBIDDEN')).toHaveLength(5)
    expect(answers.filter((code) => code === 'LIMIT')).toHaveLength(7)
    await expect(signIn(deps, { email, password: PASSWORD, address: 'one place' })).rejects.toMatchObject({
      code: 'LIMIT',
    })
    now = new Date(now.getTime() + MINUTE)
    await expect(signIn(deps, { email, password: PASSWORD, address: 'one place' })).resolves.toBeDefined()
  })

  it('lets twenty attempts a minute through for an address, whoever they are for', async () => {
    const guess = (_: unknown, index: number) =>
      signIn(deps, {
        email: `nobody${index}@county.example`,
        password: 'a wrong guess',
        address: 'spraying place',
      }).catch((error: { code: string }) => error.code)
    const answers = await Promise.all(Array.from({ length: 24 }, guess))
    expect(answers.filter((code) => code === 'LIMIT')).toHaveLength(4)
  })

  it('keeps neither e-mail nor address in its counters', async () => {
    const { email } = await somebody()
    await signIn(deps, { email, password: 'a wrong guess', address: '192.0.2.7' }).catch(() => undefined)
    const rows = await withoutTenant(deps.db, (tx) => tx.select().from(signInAttempts))
    expect(rows.length).toBeGreaterThan(0)
    for (const { key } of rows) expect(key).toMatch(/^[0-9a-f]{64}$/)
  })

  it('ends the session that was open in the same browser', async () => {
    const { email, token } = await signedIn()
    const next = await signIn(deps, { email, password: PASSWORD, address: 'again', previousToken: token })
    expect(await isOpen(token)).toBe(false)
    expect(await isOpen(next.token)).toBe(true)
  })
})

describe('a session', () => {
  const later = (minutes: number, milliseconds = 0) => new Date(now.getTime() + minutes * MINUTE + milliseconds)

  it('lives for thirty minutes without activity, to the millisecond', async () => {
    const { token } = await signedIn()
    now = later(30)
    expect(await isOpen(token)).toBe(true)
    now = later(0, 1)
    expect(await isOpen(token)).toBe(false)
    now = later(-30)
    expect(await isOpen(token)).toBe(false)
  })

  it('is kept alive by a person and not by polling', async () => {
    const { token } = await signedIn()
    now = later(20)
    await readSession(deps, token, { activity: true })
    now = later(20)
    expect(await isOpen(token, false)).toBe(true)
    now = later(11)
    expect(await isOpen(token)).toBe(false)
  })

  it('ends after twelve hours, however busy', async () => {
    const { token } = await signedIn()
    for (let minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
      now = later(20)
      expect(await isOpen(token, true)).toBe(true)
    }
    now = later(20)
    expect(await isOpen(token, true)).toBe(false)
  })

  it('ends at sign-out, with all others of the user, and when the account is switched off', async () => {
    const first = await signedIn()
    const second = (await signIn(deps, { email: first.email, password: PASSWORD, address: 'b' })).token
    await endSession(deps, first.token)
    expect([await isOpen(first.token), await isOpen(second)]).toEqual([false, true])
    await endAllSessions(deps, first.userId)
    expect(await isOpen(second)).toBe(false)
    const third = (await signIn(deps, { email: first.email, password: PASSWORD, address: 'b' })).token
    await withoutTenant(deps.db, (tx) => tx.update(users).set({ disabledAt: now }).where(eq(users.id, first.userId)))
    expect(await isOpen(third)).toBe(false)
  })

  it.each(['', 'x', '\u0000', 'a'.repeat(5000), '../../etc', "'; drop table users"])(
    'is nobody’s for the token %j',
    async (token) => {
      expect(await isOpen(token)).toBe(false)
    },
  )
})

describe('the session store', () => {
  it('keeps, lists, extends and removes sessions', async () => {
    const store = sessionStore(deps)
    const { userId } = await somebody()
    const attributes = { absoluteExpiresAt: now, authTime: now, lastUserActivityAt: now }
    const session = { id: 'f'.repeat(64), userId, expiresAt: now, attributes }
    await store.setSession(session)
    expect(await store.getUserSessions(userId)).toEqual([session])
    const longer = new Date(now.getTime() + MINUTE)
    await store.updateSessionExpiration(session.id, longer)
    const [found, user] = await store.getSessionAndUser(session.id)
    expect(found).toEqual({ ...session, expiresAt: longer })
    expect(Object.keys(user?.attributes ?? {}).sort()).toEqual(['disabledAt', 'email', 'name', 'staff'])
    now = new Date(longer.getTime() + 1)
    await store.deleteExpiredSessions()
    expect(await store.getSessionAndUser(session.id)).toEqual([null, null])
  })
})

describe('users', () => {
  it('are found by address, and an address is taken once', async () => {
    const { userId, email } = await somebody()
    expect(await findUserId(deps, email.toUpperCase())).toBe(userId)
    expect(await findUserId(deps, 'nobody@county.example')).toBeUndefined()
    await expect(createUser(deps, { email, name: 'Other', password: PASSWORD })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })

  it.each(['1234567', 'x'.repeat(129)])('need a password of 8 to 128 characters', async (password) => {
    await expect(createUser(deps, { email: 'short@county.example', name: 'T', password })).rejects.toMatchObject({
      code: 'VALIDATION',
    })
  })

  it('belong to the offices they were made members of, and to no other', async () => {
    const { userId } = await somebody()
    const [first, second] = [
      await createTenant(appDb, { name: 'A County' }),
      await createTenant(appDb, { name: 'B County' }),
    ]
    await createTenant(appDb, { name: 'C County' })
    await setMembership(deps, userId, second.id, ['auditor'])
    await setMembership(deps, userId, first.id, ['analyst'])
    await setMembership(deps, userId, first.id, ['admin', 'analyst'])
    const memberships = await listMemberships(deps, userId)
    expect(memberships.map(({ tenant, roles }) => [tenant.name, roles])).toEqual([
      ['A County', ['admin', 'analyst']],
      ['B County', ['auditor']],
    ])
  })
})
