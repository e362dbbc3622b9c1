import { expectAudit } from '@cmr/db/test'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { setMembership } from '../accounts/memberships.ts'
import { readSession } from '../sessions/sessions.ts'
import { signIn } from '../sign-in/sign-in.ts'
import { DAY, MINUTE, openIdentity, ORIGIN, PASSWORD, refusal, type Somebody } from '../test/open-identity.ts'
import { changePassword, offerPasswordReset, resetPassword } from './change-password.ts'

const NEXT = 'another horse, another staple'

let identity: Awaited<ReturnType<typeof openIdentity>>
beforeAll(async () => {
  identity = await openIdentity()
})
afterAll(() => identity.close())
beforeEach(() => identity.reset())

const change = (token: string, current: string, next: string) =>
  changePassword(identity.deps, token, { current, next }, ORIGIN).then(() => 'changed', refusal)
const enters = ({ email }: Somebody, password: string) =>
  signIn(identity.deps, { email, password, address: email }).then(() => 'in', refusal)

describe('changing a password', () => {
  it('ends every session, this one too, and is in the log', async () => {
    const office = await identity.office('Password County')
    const person = await identity.somebody({ at: office.id })
    const token = await identity.enter(person)
    identity.pass(MINUTE)
    const other = await identity.enter(person)
    expect(await change(token, PASSWORD, NEXT)).toBe('changed')
    expect([await identity.isOpen(token), await identity.isOpen(other)]).toEqual([false, false])
    expect(await enters(person, PASSWORD)).toBe('FORBIDDEN wrong-credentials')
    expect(await enters(person, NEXT)).toBe('in')
    expect((await identity.account(person.userId)).passwordChangedAt).toEqual(identity.deps.clock.now())
    await expectAudit(identity.appDb, office.id, { action: 'password.change', actorUserId: person.userId })
  })

  it('wants a second factor, the present password, and one that may be used', async () => {
    const office = await identity.office('Wanting County')
    const person = await identity.somebody({ at: office.id })
    expect(await change(await identity.enter(person, { fully: false }), PASSWORD, NEXT)).toBe('FORBIDDEN second-factor')
    identity.pass(MINUTE)
    const token = await identity.enter(person)
    expect(await change(token, NEXT, NEXT)).toBe('FORBIDDEN wrong-credentials')
    expect(await change(token, PASSWORD, 'wanting county')).toBe('VALIDATION password-personal')
    expect(await change(token, PASSWORD, PASSWORD)).toBe('VALIDATION password-same')
    expect(await change('x'.repeat(43), PASSWORD, NEXT)).toBe('FORBIDDEN session-over')
    expect(await identity.isOpen(token)).toBe(true)
    await expectAudit(identity.appDb, office.id, { action: 'password.refuse', outcome: 'failed' })
  })

  it('is no way round the lock: guesses of the present password count', async () => {
    const person = await identity.somebody()
    const token = await identity.enter(person)
    const answers = await Promise.all(Array.from({ length: 9 }, () => change(token, 'a wrong guess', NEXT)))
    expect(new Set(answers)).toEqual(new Set(['FORBIDDEN wrong-credentials']))
    expect(await change(token, PASSWORD, NEXT)).toBe('FORBIDDEN wrong-credentials')
    expect((await identity.account(person.userId)).lockedAt).not.toBeNull()
  })
})

describe('a link for a new password', () => {
  async function linked() {
    const office = await identity.office('Link County')
    const admin = identity.as(await identity.somebody({ at: office.id, as: ['admin'] }), office.id)
    const person = await identity.somebody({ at: office.id })
    return { office, admin, person, link: await offerPasswordReset(identity.deps, admin, person.userId) }
  }
  const reset = (link: string, password = NEXT) =>
    resetPassword(identity.deps, { link, password }, ORIGIN).then(() => 'reset', refusal)

  it('releases the account and ends its sessions, once, and leaves the second factor', async () => {
    const { office, person, link } = await linked()
    const token = await identity.enter(person)
    for (let guess = 0; guess < 5; guess++) await enters(person, 'a wrong guess')
    expect(await reset(link, 'link county')).toBe('VALIDATION password-personal')
    expect(await reset(link)).toBe('reset')
    expect(await reset(link)).toBe('FORBIDDEN challenge-over')
    expect(await identity.isOpen(token)).toBe(false)
    identity.pass(MINUTE)
    const { token: next } = await signIn(identity.deps, { email: person.email, password: NEXT, address: 'b' })
    expect(await readSession(identity.deps, next, { activity: true })).toMatchObject({ mustEnrol: false })
    await expectAudit(identity.appDb, office.id, { action: 'account.reset', objectId: person.userId })
  })

  it('ends with the password it was for, however that was changed', async () => {
    const { admin, person, link } = await linked()
    const second = await offerPasswordReset(identity.deps, admin, person.userId)
    expect(await reset(second)).toBe('reset')
    expect(await reset(link, `${NEXT}, again`)).toBe('FORBIDDEN challenge-over')
  })

  it('is good for a day, and only for people of that office alone', async () => {
    const { admin, person, link } = await linked()
    const stranger = await identity.somebody({ at: (await identity.office('Far County')).id })
    expect(await offerPasswordReset(identity.deps, admin, stranger.userId).catch(refusal)).toBe(
      'NOT_FOUND unknown-person',
    )
    const analyst = { ...admin, actor: { kind: 'user', userId: person.userId, roles: ['analyst'] } } as const
    expect(await offerPasswordReset(identity.deps, analyst, person.userId).catch(refusal)).toBe(
      'FORBIDDEN missing-permission',
    )
    await setMembership(identity.deps, person.userId, (await identity.office('Second County')).id, ['auditor'])
    expect(await offerPasswordReset(identity.deps, admin, person.userId).catch(refusal)).toBe(
      'FORBIDDEN member-elsewhere',
    )
    identity.pass(DAY)
    expect(await reset(link)).toBe('FORBIDDEN challenge-over')
  })
})
