import { randomBytes } from 'node:crypto'
import { newId, withoutTenant } from '@cmr/db'
import { sessions, users } from '@cmr/db/schema'
import { expectAudit } from '@cmr/db/test'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { changeRoles, disablePerson } from '../accounts/manage-people.ts'
import { changePassword } from '../passwords/change-password.ts'
import { codeAt } from '../second-factor/totp-code.ts'
import { confirmWithTotp } from '../second-factor/totp.ts'
import { setSignInSettings } from '../settings/sign-in-settings.ts'
import { HOUR, MINUTE, openIdentity, ORIGIN, PASSWORD, refusal } from '../test/open-identity.ts'
import { sessionStore } from './session-store.ts'
import {
  endAllSessions,
  endSession,
  listSessions,
  readSession,
  requireRecentSecondFactor,
  requireSecondFactor,
  sweepSessions,
  watchSession,
} from './sessions.ts'

let identity: Awaited<ReturnType<typeof openIdentity>>
beforeAll(async () => {
  identity = await openIdentity()
})
afterAll(() => identity.close())
beforeEach(() => identity.reset())

const signedInWith = async (token: string) => {
  const signedIn = await readSession(identity.deps, token, { activity: false })
  if (signedIn === undefined) throw new Error('nobody is signed in')
  return signedIn
}

/** Only the hostile suite, which has the machine to itself, holds us to seconds. */
const MOST_MS = process.env['HOSTILE'] === 'full' ? 1_000 : Infinity

/** Watches a session; `ended` resolves with the milliseconds since `begin()` was called. */
async function ending(token: string) {
  const { sessionId } = await signedInWith(token)
  let from = 0
  let resolve = (_: number) => {}
  const ended = new Promise<number>((told) => (resolve = told))
  const told = vi.fn(() => resolve(performance.now() - from))
  const stop = await watchSession(identity.deps, sessionId, told)
  return { ended, told, stop, begin: () => (from = performance.now()) }
}

describe('a session', () => {
  it('is one whose token the database does not know, and its id opens nothing', async () => {
    const person = await identity.somebody()
    const token = await identity.enter(person)
    const rows = await withoutTenant(identity.deps.db, (tx) =>
      tx.select().from(sessions).where(eq(sessions.userId, person.userId)),
    )
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(token)
    for (const { id } of rows) expect(await identity.isOpen(id)).toBe(false)
  })

  it('of a password alone has shown no second factor, and the token changes when it does', async () => {
    const person = await identity.somebody()
    const before = await identity.enter(person, { fully: false })
    const half = await signedInWith(before)
    expect(half).toMatchObject({ userId: person.userId, secondFactorAt: null, mustEnrol: false, tenantId: null })
    expect(() => requireSecondFactor(half)).toThrow(expect.objectContaining({ details: { reason: 'second-factor' } }))
    identity.pass(HOUR / 4)
    const code = codeAt(person.secret, identity.deps.clock.now())
    const after = await confirmWithTotp(identity.deps, before, code, ORIGIN)
    expect(await identity.isOpen(before)).toBe(false)
    const whole = await signedInWith(after)
    expect(whole).toMatchObject({ secondFactorAt: identity.deps.clock.now(), secondFactor: 'totp' })
    expect(whole.signedInAt).toEqual(half.signedInAt)
    expect(() => requireSecondFactor(whole)).not.toThrow()
  })

  it('lives for thirty minutes without activity, to the millisecond, and says how long', async () => {
    const token = await identity.enter(await identity.somebody())
    expect((await signedInWith(token)).expiresInMs).toBe(30 * MINUTE)
    identity.pass(30 * MINUTE)
    expect((await signedInWith(token)).expiresInMs).toBe(0)
    identity.pass(1)
    expect(await identity.isOpen(token)).toBe(false)
    identity.pass(-30 * MINUTE)
    expect(await identity.isOpen(token)).toBe(false)
  })

  it('is kept alive by a person and not by polling', async () => {
    const token = await identity.enter(await identity.somebody())
    identity.pass(20 * MINUTE)
    await readSession(identity.deps, token, { activity: true })
    identity.pass(20 * MINUTE)
    expect(await identity.isOpen(token, false)).toBe(true)
    identity.pass(11 * MINUTE)
    expect(await identity.isOpen(token)).toBe(false)
  })

  it('ends after twelve hours, however busy, and a second factor does not prolong it', async () => {
    const person = await identity.somebody()
    let token = await identity.enter(person)
    for (let minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
      identity.pass(20 * MINUTE)
      expect(await identity.isOpen(token, true)).toBe(true)
      if (minutes % 120 !== 0) continue
      const code = codeAt(person.secret, identity.deps.clock.now())
      token = await confirmWithTotp(identity.deps, token, code, ORIGIN)
    }
    identity.pass(20 * MINUTE)
    expect(await identity.isOpen(token, true)).toBe(false)
  })

  it('asks for the second factor again after twenty minutes', async () => {
    const person = await identity.somebody()
    const token = await identity.enter(person)
    identity.pass(20 * MINUTE)
    const signedIn = await readSession(identity.deps, token, { activity: true })
    if (signedIn === undefined) throw new Error('nobody is signed in')
    expect(() => requireRecentSecondFactor(signedIn, identity.deps.clock.now())).not.toThrow()
    identity.pass(1)
    expect(() => requireRecentSecondFactor(signedIn, identity.deps.clock.now())).toThrow(
      expect.objectContaining({ code: 'FORBIDDEN', details: { reason: 'step-up' } }),
    )
    const code = codeAt(person.secret, identity.deps.clock.now())
    const again = await signedInWith(await confirmWithTotp(identity.deps, token, code, ORIGIN))
    expect(() => requireRecentSecondFactor(again, identity.deps.clock.now())).not.toThrow()
  })

  it('ends at sign-out, with all others of the user, and is not brought back by a second factor', async () => {
    const office = await identity.office('Session County')
    const person = await identity.somebody({ at: office.id })
    const [first, second] = [await identity.enter(person, { fully: false }), await identity.enter(person)]
    expect(await listSessions(identity.deps, person.userId)).toHaveLength(2)
    await endSession(identity.deps, first, ORIGIN)
    await endSession(identity.deps, first, ORIGIN)
    await expectAudit(identity.appDb, office.id, { action: 'session.end', actorUserId: person.userId })
    identity.pass(MINUTE)
    const code = codeAt(person.secret, identity.deps.clock.now())
    await expect(confirmWithTotp(identity.deps, first, code, ORIGIN)).rejects.toMatchObject({
      details: { reason: 'session-over' },
    })
    expect([await identity.isOpen(first), await identity.isOpen(second)]).toEqual([false, true])
    await endAllSessions(identity.deps, person.userId)
    expect(await identity.isOpen(second)).toBe(false)
  })

  it('that is signed out while the second factor is on its way stays ended', async () => {
    const person = await identity.somebody()
    for (let round = 0; round < 10; round++) {
      identity.pass(MINUTE)
      const token = await identity.enter(person, { fully: false })
      const code = codeAt(person.secret, identity.deps.clock.now())
      const [raised] = await Promise.all([
        confirmWithTotp(identity.deps, token, code, ORIGIN).catch(refusal),
        endSession(identity.deps, token, ORIGIN),
      ])
      expect(await identity.isOpen(token)).toBe(false)
      // Whoever came first: either the raised session, with its new token, or none.
      const open = await listSessions(identity.deps, person.userId)
      expect(open).toHaveLength(raised === 'FORBIDDEN session-over' ? 0 : 1)
      await endAllSessions(identity.deps, person.userId)
    }
  })

  it('ends for an account that is switched off by whatever means', async () => {
    const person = await identity.somebody()
    const token = await identity.enter(person)
    await withoutTenant(identity.deps.db, (tx) =>
      tx.update(users).set({ disabledAt: identity.deps.clock.now() }).where(eq(users.id, person.userId)),
    )
    expect(await identity.isOpen(token)).toBe(false)
  })

  it('goes by the shortest idle time of the offices, at once when one is made shorter', async () => {
    const [one, two] = [await identity.office('Idle County'), await identity.office('Idler County')]
    const admin = await identity.somebody({ at: one.id, as: ['admin'] })
    const before = await identity.enter(admin)
    const settings = { idleMinutes: 15, passwordMaxAgeDays: null, strictPasskeys: false }
    await setSignInSettings(identity.deps, identity.as(admin, one.id), settings)
    await setSignInSettings(identity.deps, identity.as(admin, two.id), { ...settings, idleMinutes: 20 })
    const after = await identity.enter(await identity.somebody({ at: one.id }))
    identity.pass(15 * MINUTE)
    expect([await identity.isOpen(before), await identity.isOpen(after)]).toEqual([true, true])
    identity.pass(1)
    expect([await identity.isOpen(before), await identity.isOpen(after)]).toEqual([false, false])
    await expect(
      setSignInSettings(identity.deps, identity.as(admin, one.id), { ...settings, idleMinutes: 31 }),
    ).rejects.toMatchObject({ code: 'VALIDATION' })
  })

  it('knows when a password is older than an office allows', async () => {
    const office = await identity.office('Old County')
    const admin = await identity.somebody({ at: office.id, as: ['admin'] })
    await setSignInSettings(identity.deps, identity.as(admin, office.id), {
      idleMinutes: 30,
      passwordMaxAgeDays: 60,
      strictPasskeys: false,
    })
    identity.pass(60 * 24 * HOUR)
    expect((await signedInWith(await identity.enter(admin))).mustChangePassword).toBe(false)
    identity.pass(MINUTE)
    const token = await identity.enter(admin)
    expect((await signedInWith(token)).mustChangePassword).toBe(true)
    await changePassword(identity.deps, token, { current: PASSWORD, next: `${PASSWORD}, again` }, ORIGIN)
    expect(await identity.isOpen(token)).toBe(false)
  })

  it('is nobody’s for any malformed token, of a thousand', async () => {
    const hostile = [
      '',
      'x',
      '\u0000',
      '\ud800',
      '../../etc/passwd',
      "'; drop table auth.users; --",
      '%00%ff',
      '{"$gt":""}',
      'a'.repeat(100_000),
      newId(),
    ]
    const ofOurForm = Array.from({ length: 50 }, () => randomBytes(32).toString('base64url'))
    const tokens = Array.from({ length: 950 - hostile.length }, (_, at) =>
      randomBytes(1 + (at % 90)).toString(at % 2 === 0 ? 'latin1' : 'base64url'),
    )
    for (const token of [...hostile, ...ofOurForm, ...tokens]) expect(await identity.isOpen(token, true)).toBe(false)
  })
})

describe('a stream that watches a session', () => {
  it('is told within a second of sign-out, of a new role and of an account switched off', async () => {
    const office = await identity.office('Stream County')
    const admin = identity.as(await identity.somebody({ at: office.id, as: ['admin'] }), office.id)
    await identity.somebody({ at: office.id, as: ['admin'] })
    const person = await identity.somebody({ at: office.id })
    const acts: ((token: string) => Promise<void>)[] = [
      (token) => endSession(identity.deps, token),
      () => changeRoles(identity.deps, admin, person.userId, ['auditor']),
      () => disablePerson(identity.deps, admin, person.userId),
    ]
    for (const act of acts) {
      identity.pass(MINUTE)
      const token = await identity.enter(person)
      const { ended, stop, begin } = await ending(token)
      begin()
      await act(token)
      // Long before the session would be left idle.
      expect(await ended).toBeLessThan(MOST_MS)
      await stop()
    }
  })

  it('is told when the session is left idle, and keeps nothing alive', async () => {
    const token = await identity.enter(await identity.somebody())
    identity.pass(30 * MINUTE - 300)
    const { ended, told, stop } = await ending(token)
    expect(told).not.toHaveBeenCalled()
    identity.pass(310)
    await ended
    await stop()
  })

  it('is told at once of a session that cannot be looked up', async () => {
    const token = await identity.enter(await identity.somebody())
    const { sessionId } = await signedInWith(token)
    const clock = {
      now: (): Date => {
        throw new Error('no time')
      },
    }
    let told = 0
    const stop = await watchSession({ ...identity.deps, clock }, sessionId, () => (told += 1))
    expect(told).toBe(1)
    await stop()
  })

  it('is told at once of a session that is over already', async () => {
    const token = await identity.enter(await identity.somebody())
    const { sessionId } = await signedInWith(token)
    await endSession(identity.deps, token)
    let told = 0
    const stop = await watchSession(identity.deps, sessionId, () => (told += 1))
    expect(told).toBe(1)
    await stop()
  })
})

describe('the session store', () => {
  it('keeps, lists, extends and removes sessions', async () => {
    const store = sessionStore(identity.deps)
    const { userId } = await identity.somebody()
    const now = identity.deps.clock.now()
    const attributes = {
      absoluteExpiresAt: now,
      authTime: now,
      lastUserActivityAt: now,
      secondFactorAt: null,
      secondFactor: null,
      tenantId: null,
      idleMinutes: 30,
      mustChangePassword: false,
    }
    const session = { id: 'f'.repeat(64), userId, expiresAt: now, attributes }
    await store.setSession(session)
    expect(await store.getUserSessions(userId)).toEqual([session])
    const longer = new Date(now.getTime() + MINUTE)
    await store.updateSessionExpiration(session.id, longer)
    const [found, user] = await store.getSessionAndUser(session.id)
    expect(found).toEqual({ ...session, expiresAt: longer })
    expect(Object.keys(user?.attributes ?? {}).sort()).toEqual([
      'agreementOn',
      'disabledAt',
      'email',
      'endsOn',
      'hasFactor',
      'name',
      'staff',
      'trainingOn',
    ])
    identity.pass(MINUTE + 1)
    await store.deleteExpiredSessions()
    expect(await store.getSessionAndUser(session.id)).toEqual([null, null])
  })

  it('is swept of what is over, and of nothing else', async () => {
    await withoutTenant(identity.deps.db, (tx) => tx.delete(sessions))
    const [idle, busy] = [
      await identity.enter(await identity.somebody()),
      await identity.enter(await identity.somebody()),
    ]
    identity.pass(20 * MINUTE)
    await identity.isOpen(busy, true)
    identity.pass(11 * MINUTE)
    expect(await sweepSessions(identity.deps)).toBe(1)
    expect([await identity.isOpen(idle), await identity.isOpen(busy)]).toEqual([false, true])
  })
})
