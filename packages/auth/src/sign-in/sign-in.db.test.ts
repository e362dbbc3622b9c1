import { setTimeout as wait } from 'node:timers/promises'
import { verify } from '@node-rs/argon2'
import { openDatabase, withoutTenant } from '@cmr/db'
import { signInAttempts, users } from '@cmr/db/schema'
import { expectAudit } from '@cmr/db/test'
import type { AppError } from '@cmr/errors'
import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createUser } from '../accounts/create-user.ts'
import { unlockUser } from '../accounts/manage-people.ts'
import { DAY, MINUTE, openIdentity, PASSWORD, refusal } from '../test/open-identity.ts'
import { signIn } from './sign-in.ts'

// Comparisons and waits are made as ever, and counted: how many there are is what is guarded.
vi.mock('@node-rs/argon2', { spy: true })
vi.mock('node:timers/promises', { spy: true })

let identity: Awaited<ReturnType<typeof openIdentity>>
beforeAll(async () => {
  identity = await openIdentity()
})
afterAll(() => identity.close())
beforeEach(() => identity.reset())
afterEach(() => {
  vi.mocked(verify).mockClear()
  vi.mocked(wait).mockClear()
})

const tryTo = (email: string, password: string, address = 'somewhere') =>
  signIn(identity.deps, { email, password, address }).then(() => 'in', refusal)

/** Comparisons with somebody's own hash, and not with the one that stands for nobody. */
async function comparedWith(userId: string): Promise<number> {
  const { passwordHash } = await identity.account(userId)
  return vi.mocked(verify).mock.calls.filter(([known]) => known === passwordHash).length
}

describe('sign-in', () => {
  it('takes the address in any case and remembers when', async () => {
    const { email, userId } = await identity.somebody()
    expect(await tryTo(` ${email.toUpperCase()} `, PASSWORD)).toBe('in')
    expect((await identity.account(userId)).lastSignInAt).toEqual(identity.deps.clock.now())
    expect(await identity.eventsOf(userId)).toContain('session.begin')
  })

  it('answers alike, after the same time, for a wrong password and an account that is unknown, off or locked', async () => {
    const wrong = await identity.somebody()
    const [off, locked, ended] = [await identity.somebody(), await identity.somebody(), await identity.somebody()]
    const change = (userId: string, set: Partial<typeof users.$inferInsert>) =>
      withoutTenant(identity.deps.db, (tx) => tx.update(users).set(set).where(eq(users.id, userId)))
    await change(off.userId, { disabledAt: identity.deps.clock.now() })
    await change(locked.userId, { lockedAt: identity.deps.clock.now() })
    await change(ended.userId, { endsOn: '2020-01-01' })
    const attempts: [string, string][] = [
      [wrong.email, `${PASSWORD}!`],
      ['nobody@county.example', PASSWORD],
      ...[off, locked, ended].map(({ email }): [string, string] => [email, PASSWORD]),
    ]
    const answers = []
    for (const [email, password] of attempts) {
      const input = { email, password, address: `alike ${email}` }
      answers.push(await signIn(identity.deps, input).catch((error: AppError) => [refusal(error), error.message]))
    }
    expect(answers[0]).toEqual(['FORBIDDEN wrong-credentials', 'The e-mail address or the password is not right.'])
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(verify).toHaveBeenCalledTimes(attempts.length)
    expect(wait).toHaveBeenCalledTimes(attempts.length)
  })

  it('lets five attempts a minute through for an address and a person, also when they come at once', async () => {
    const { email } = await identity.somebody()
    const answers = await Promise.all(Array.from({ length: 12 }, () => tryTo(email, 'a wrong guess', 'one place')))
    expect(answers.filter((answer) => answer === 'FORBIDDEN wrong-credentials')).toHaveLength(5)
    expect(answers.filter((answer) => answer === 'LIMIT too-many-attempts')).toHaveLength(7)
  })

  it('lets twenty attempts a minute through for an address, whoever they are for, and no success counts', async () => {
    for (let visit = 0; visit < 21; visit++) {
      const { email } = await identity.somebody()
      expect(await tryTo(email, PASSWORD, 'a busy office')).toBe('in')
    }
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, at) => tryTo(`nobody${at}@county.example`, 'a wrong guess', 'spraying place')),
    )
    expect(answers.filter((answer) => answer === 'LIMIT too-many-attempts')).toHaveLength(4)
    expect(verify).toHaveBeenCalledTimes(41)
  })

  it('lets fifty attempts in half a day through for an address and a person', async () => {
    const guess = () => tryTo('slow@county.example', 'a guess', 'patient place')
    for (let round = 0; round < 10; round++) {
      const answers = await Promise.all(Array.from({ length: 5 }, guess))
      expect(new Set(answers)).toEqual(new Set(['FORBIDDEN wrong-credentials']))
      identity.pass(60 * MINUTE)
    }
    expect(await guess()).toBe('LIMIT too-many-attempts')
    identity.pass(4 * 60 * MINUTE)
    expect(await guess()).toBe('FORBIDDEN wrong-credentials')
  })

  it('keeps neither e-mail nor address in its counters', async () => {
    const { email } = await identity.somebody()
    await tryTo(email, 'a wrong guess', '192.0.2.7')
    const rows = await withoutTenant(identity.deps.db, (tx) => tx.select().from(signInAttempts))
    expect(rows.length).toBeGreaterThan(0)
    for (const { key } of rows) expect(key).toMatch(/^[0-9a-f]{64}$/)
  })

  it('ends the session that was open in the same browser', async () => {
    const person = await identity.somebody()
    const token = await identity.enter(person)
    const { email } = person
    const next = await signIn(identity.deps, { email, password: PASSWORD, address: 'again', previousToken: token })
    expect(await identity.isOpen(token)).toBe(false)
    expect(await identity.isOpen(next.token)).toBe(true)
  })

  it('is off after 90 days without use, and after the last day', async () => {
    const { email } = await identity.somebody()
    identity.pass(89 * DAY)
    expect(await tryTo(email, PASSWORD)).toBe('in')
    identity.pass(90 * DAY + MINUTE)
    expect(await tryTo(email, PASSWORD)).toBe('FORBIDDEN wrong-credentials')
  })
})

describe('an account', () => {
  it('locks at the fifth wrong password in a row, until an administrator of its office releases it', async () => {
    const office = await identity.office('Lock County')
    const admin = await identity.somebody({ at: office.id, as: ['admin'] })
    const { email, userId } = await identity.somebody({ at: office.id })
    for (let guess = 0; guess < 4; guess++) await tryTo(email, 'a wrong guess', `place ${guess}`)
    expect(await tryTo(email, PASSWORD, 'own place')).toBe('in')
    for (let guess = 0; guess < 5; guess++) await tryTo(email, 'a wrong guess', `place ${guess}`)
    expect((await identity.account(userId)).lockedAt).not.toBeNull()
    expect(await tryTo(email, PASSWORD, 'own place')).toBe('FORBIDDEN wrong-credentials')
    identity.pass(30 * DAY)
    expect(await tryTo(email, PASSWORD, 'own place')).toBe('FORBIDDEN wrong-credentials')
    await unlockUser(identity.deps, identity.as(admin, office.id), userId)
    expect(await tryTo(email, PASSWORD, 'own place')).toBe('in')
    await expectAudit(identity.appDb, office.id, { action: 'session.refuse', objectId: userId, outcome: 'failed' })
    await expectAudit(identity.appDb, office.id, { action: 'account.lock', objectId: userId, actorKind: 'system' })
    await expectAudit(identity.appDb, office.id, {
      action: 'account.unlock',
      objectId: userId,
      actorUserId: admin.userId,
      sessionId: 'session of a test',
    })
  })

  it('does not lock over failures with a quarter of an hour of quiet between them', async () => {
    const { email, userId } = await identity.somebody()
    for (let guess = 0; guess < 8; guess++) {
      await tryTo(email, 'a wrong guess', `place ${guess}`)
      identity.pass(15 * MINUTE)
    }
    expect((await identity.account(userId)).lockedAt).toBeNull()
    for (let guess = 0; guess < 5; guess++) {
      await tryTo(email, 'a wrong guess', `slow place ${guess}`)
      identity.pass(14 * MINUTE)
    }
    expect((await identity.account(userId)).lockedAt).not.toBeNull()
  })

  it('has at most five passwords compared of 200 guesses at once, from two processes and many addresses', async () => {
    const { email, userId } = await identity.somebody()
    const other = {
      ...identity.deps,
      db: openDatabase({
        url: identity.database.urls.cmr_auth,
        max: 4,
        applicationName: 'test of a second process',
        statementTimeoutMs: 30_000,
      }),
    }
    const guesses = Array.from({ length: 200 }, (_, at) =>
      signIn(at % 2 === 0 ? identity.deps : other, { email, password: 'a wrong guess', address: `place ${at}` }).then(
        () => 'in',
        refusal,
      ),
    )
    expect(new Set(await Promise.all(guesses))).toEqual(new Set(['FORBIDDEN wrong-credentials']))
    await other.db.close()
    expect(await comparedWith(userId)).toBeGreaterThan(0)
    expect(verify).toHaveBeenCalledTimes(5)
    expect((await identity.account(userId)).lockedAt).not.toBeNull()
  })

  it('that is unknown is counted like one that is not', async () => {
    for (let guess = 0; guess < 8; guess++) await tryTo('unknown@county.example', 'a wrong guess', `place ${guess}`)
    expect(verify).toHaveBeenCalledTimes(5)
  })
})

describe('an address', () => {
  it('is taken once, in any case', async () => {
    const { email } = await identity.somebody()
    const again = { email: email.toUpperCase(), name: 'Other', password: PASSWORD }
    await expect(createUser(identity.deps, again)).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it.each(['1234567', 'x'.repeat(129), 'password1'])('needs a password that may be used, not %s', async (password) => {
    const input = { email: 'short@county.example', name: 'T', password }
    await expect(createUser(identity.deps, input)).rejects.toMatchObject({ code: 'VALIDATION' })
  })
})
