import { withoutTenant } from '@cmr/db'
import { users } from '@cmr/db/schema'
import { expectAudit } from '@cmr/db/test'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { OfficeContext } from '../acting.ts'
import { resetPassword } from '../passwords/change-password.ts'
import { readSession } from '../sessions/sessions.ts'
import { signIn } from '../sign-in/sign-in.ts'
import { DAY, MINUTE, openIdentity, ORIGIN, PASSWORD, refusal, type Somebody } from '../test/open-identity.ts'
import {
  changeRoles,
  confirmAccess,
  disablePerson,
  enablePerson,
  resetFactors,
  setPersonnelDates,
  unlockUser,
} from './manage-people.ts'
import {
  changeStaff,
  disableStaff,
  enableStaff,
  listStaff,
  offerStaffPasswordReset,
  resetStaffFactors,
  setStaffDates,
  unlockStaff,
} from './manage-staff.ts'
import { listMemberships, listTenants, setMembership } from './memberships.ts'
import { listOfficePeople } from './office-people.ts'
import { retireAccounts } from './retire-accounts.ts'

let identity: Awaited<ReturnType<typeof openIdentity>>
beforeAll(async () => {
  identity = await openIdentity()
})
afterAll(() => identity.close())
beforeEach(() => identity.reset())

const DATES = { trainingOn: '2026-01-01', agreementOn: '2025-01-01', endsOn: null }

/** An office with an administrator and an analyst, and another office with its own. */
async function twoOffices() {
  const [here, there] = [await identity.office('Here County'), await identity.office('There County')]
  const admin = await identity.somebody({ at: here.id, as: ['admin'] })
  const person = await identity.somebody({ at: here.id })
  const stranger = await identity.somebody({ at: there.id })
  return { here, there, admin, person, stranger, ctx: identity.as(admin, here.id) }
}

const enters = async ({ email, userId }: Somebody) =>
  signIn(identity.deps, { email, password: PASSWORD, address: `address of ${userId}` }).then(() => 'in', refusal)

type Act = (ctx: OfficeContext, userId: string) => Promise<unknown>
const ACTS: readonly [string, Act][] = [
  ['changes roles', (ctx, userId) => changeRoles(identity.deps, ctx, userId, ['auditor'])],
  ['records dates', (ctx, userId) => setPersonnelDates(identity.deps, ctx, userId, DATES)],
  ['confirms access', (ctx, userId) => confirmAccess(identity.deps, ctx, userId)],
  ['switches off', (ctx, userId) => disablePerson(identity.deps, ctx, userId)],
  ['switches on', (ctx, userId) => enablePerson(identity.deps, ctx, userId)],
  ['releases', (ctx, userId) => unlockUser(identity.deps, ctx, userId)],
  ['resets factors', (ctx, userId) => resetFactors(identity.deps, ctx, userId)],
]

describe('whoever manages an office’s people', () => {
  it.each(ACTS)('%s of its own people only, and has the permission', async (_, act) => {
    const { here, admin, person, stranger, ctx } = await twoOffices()
    await identity.somebody({ at: here.id, as: ['admin'] })
    expect(await act(ctx, stranger.userId).catch(refusal)).toBe('NOT_FOUND unknown-person')
    for (const role of ['analyst', 'attorney', 'auditor'] as const) {
      const refused = await act(identity.as(admin, here.id, [role]), person.userId).catch(refusal)
      expect(refused).toBe('FORBIDDEN missing-permission')
    }
    const grant = { kind: 'support', userId: admin.userId, grantId: 'g', mode: 'write' } as const
    expect(await act({ ...ctx, actor: grant }, person.userId).catch(refusal)).toBe('FORBIDDEN missing-permission')
    await expect(act(ctx, person.userId)).resolves.toBeUndefined()
  })

  it('sees factors, dates and the last sign-in of everybody, as an auditor does, and nobody else does', async () => {
    const { here, admin, person, ctx } = await twoOffices()
    await identity.enter(person)
    await setPersonnelDates(identity.deps, ctx, person.userId, DATES)
    const people = await listOfficePeople(identity.deps, identity.as(admin, here.id, ['auditor']))
    expect(people.map(({ userId }) => userId).sort()).toEqual([admin.userId, person.userId].sort())
    expect(people.find(({ userId }) => userId === person.userId)).toMatchObject({
      ...DATES,
      roles: ['analyst'],
      hasTotp: true,
      passkeys: 0,
      lockedAt: null,
      disabledAt: null,
      lastSignInAt: identity.deps.clock.now(),
      isReviewOverdue: false,
    })
    expect(JSON.stringify(people)).not.toContain('argon2')
    await expect(listOfficePeople(identity.deps, identity.as(admin, here.id, ['analyst']))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await expectAudit(identity.appDb, here.id, { action: 'member.date', objectId: person.userId })
  })

  it('changes roles, which ends the sessions', async () => {
    const { here, person, ctx } = await twoOffices()
    const token = await identity.enter(person)
    await changeRoles(identity.deps, ctx, person.userId, ['attorney'])
    expect(await identity.isOpen(token)).toBe(false)
    const [membership] = await listMemberships(identity.deps, person.userId)
    expect(membership?.roles).toEqual(['attorney'])
    await expectAudit(identity.appDb, here.id, { action: 'member.change', objectId: person.userId, outcome: 'done' })
    await expect(changeRoles(identity.deps, ctx, person.userId, [])).rejects.toMatchObject({ code: 'VALIDATION' })
  })

  it('leaves the office one administrator, also when two remove each other at once', async () => {
    const { here, admin, ctx } = await twoOffices()
    const alone = [
      () => changeRoles(identity.deps, ctx, admin.userId, ['analyst']),
      () => disablePerson(identity.deps, ctx, admin.userId),
    ]
    for (const act of alone) expect(await act().catch(refusal)).toBe('CONFLICT last-admin')
    const second = await identity.somebody({ at: here.id, as: ['admin'] })
    const answers = await Promise.all([
      disablePerson(identity.deps, ctx, second.userId).then(() => 'done', refusal),
      disablePerson(identity.deps, identity.as(second, here.id), admin.userId).then(() => 'done', refusal),
    ])
    expect(answers.sort()).toEqual(['CONFLICT last-admin', 'done'])
  })

  it('switches somebody off at once and on again; the rest of an account of two offices stays', async () => {
    const { here, there, person, ctx } = await twoOffices()
    const token = await identity.enter(person)
    await disablePerson(identity.deps, ctx, person.userId)
    expect(await identity.isOpen(token)).toBe(false)
    expect(await enters(person)).toBe('FORBIDDEN wrong-credentials')
    await enablePerson(identity.deps, ctx, person.userId)
    expect(await enters(person)).toBe('in')
    await setMembership(identity.deps, person.userId, there.id, ['auditor'])
    await disablePerson(identity.deps, ctx, person.userId)
    expect(await enters(person)).toBe('in')
    const offices = await listMemberships(identity.deps, person.userId)
    expect(offices.map(({ tenant }) => tenant.id)).toEqual([there.id])
    await expectAudit(identity.appDb, here.id, { action: 'account.disable', objectId: person.userId })
    await expectAudit(identity.appDb, here.id, { action: 'account.enable', objectId: person.userId })
  })

  it('does not open an account that another office has to do with', async () => {
    const { there, person, ctx } = await twoOffices()
    await setMembership(identity.deps, person.userId, there.id, ['auditor'])
    expect(await resetFactors(identity.deps, ctx, person.userId).catch(refusal)).toBe('FORBIDDEN member-elsewhere')
    await withoutTenant(identity.deps.db, (tx) =>
      tx.update(users).set({ disabledAt: identity.deps.clock.now() }).where(eq(users.id, person.userId)),
    )
    expect(await enablePerson(identity.deps, ctx, person.userId).catch(refusal)).toBe('FORBIDDEN member-elsewhere')
  })

  it('reviews access once a year', async () => {
    const { here, admin, person, ctx } = await twoOffices()
    const overdue = async () => {
      const people = await listOfficePeople(identity.deps, ctx)
      return people.filter(({ isReviewOverdue }) => isReviewOverdue).map(({ userId }) => userId)
    }
    identity.pass(365 * DAY - MINUTE)
    expect(await overdue()).toEqual([])
    identity.pass(2 * MINUTE)
    expect((await overdue()).sort()).toEqual([admin.userId, person.userId].sort())
    await confirmAccess(identity.deps, ctx, person.userId)
    expect(await overdue()).toEqual([admin.userId])
    await expectAudit(identity.appDb, here.id, { action: 'member.review', objectId: person.userId })
    identity.pass(366 * DAY)
    expect(await overdue()).toHaveLength(2)
  })
})

describe('accounts', () => {
  it('belong to the offices they were made members of, and to no other', async () => {
    const { here, there, person } = await twoOffices()
    await setMembership(identity.deps, person.userId, there.id, ['auditor'], DATES)
    await setMembership(identity.deps, person.userId, here.id, ['admin', 'analyst'])
    const offices = await listMemberships(identity.deps, person.userId)
    expect(offices.map(({ tenant, roles, trainingOn }) => [tenant.name, roles, trainingOn])).toEqual([
      ['Here County', ['admin', 'analyst'], null],
      ['There County', ['auditor'], DATES.trainingOn],
    ])
    expect(await listMemberships(identity.deps, person.userId, there.id)).toHaveLength(1)
    expect((await listTenants(identity.deps)).map(({ id }) => id)).toContain(here.id)
  })

  it('are switched off after 90 days without use or their last day, with a line in the log', async () => {
    const { here, admin, person, ctx } = await twoOffices()
    const ending = await identity.somebody({ at: here.id })
    const token = await identity.enter(ending)
    const today = identity.deps.clock.now().toISOString().slice(0, 10)
    await withoutTenant(identity.deps.db, (tx) =>
      tx.update(users).set({ endsOn: today }).where(eq(users.id, ending.userId)),
    )
    await retireAccounts(identity.deps)
    expect((await identity.account(ending.userId)).disabledAt).toBeNull()
    identity.pass(DAY)
    await retireAccounts(identity.deps)
    expect((await identity.account(ending.userId)).disabledAt).not.toBeNull()
    expect(await identity.isOpen(token)).toBe(false)
    identity.pass(50 * DAY)
    await identity.enter(admin)
    identity.pass(39 * DAY + MINUTE)
    await retireAccounts(identity.deps)
    expect((await identity.account(person.userId)).disabledAt).not.toBeNull()
    expect((await identity.account(admin.userId)).disabledAt).toBeNull()
    await expectAudit(identity.appDb, here.id, {
      action: 'account.retire',
      objectId: person.userId,
      actorKind: 'system',
    })
    await enablePerson(identity.deps, ctx, person.userId)
    await retireAccounts(identity.deps)
    expect(await enters(person)).toBe('in')
  })

  it('are switched off once when several sweeps meet', async () => {
    const sweepTogether = () => Promise.all([1, 2, 3, 4].map(() => retireAccounts(identity.deps)))
    await sweepTogether()
    const { person } = await twoOffices()
    const today = identity.deps.clock.now().toISOString().slice(0, 10)
    await withoutTenant(identity.deps.db, (tx) =>
      tx.update(users).set({ endsOn: today }).where(eq(users.id, person.userId)),
    )
    identity.pass(DAY)
    expect((await sweepTogether()).sort()).toEqual([0, 0, 0, 1])
  })
})

describe('an operator of Code for America', () => {
  it('manages its people, and nobody of an office; nobody else of it does', async () => {
    const operator = await identity.somebody({ staff: 'operator' })
    const supporter = await identity.somebody({ staff: 'support' })
    const { admin } = await twoOffices()
    const ctx = identity.asStaff(operator, 'operator')
    expect((await listStaff(identity.deps, ctx)).map(({ userId }) => userId)).not.toContain(admin.userId)
    const acts: ((as: typeof ctx, userId: string) => Promise<unknown>)[] = [
      (as, userId) => changeStaff(identity.deps, as, userId, 'support'),
      (as, userId) => offerStaffPasswordReset(identity.deps, as, userId),
      (as, userId) => setStaffDates(identity.deps, as, userId, DATES),
      (as, userId) => unlockStaff(identity.deps, as, userId),
      (as, userId) => resetStaffFactors(identity.deps, as, userId),
      (as, userId) => disableStaff(identity.deps, as, userId),
      (as, userId) => enableStaff(identity.deps, as, userId),
    ]
    for (const act of acts) {
      expect(await act(ctx, admin.userId).catch(refusal)).toBe('NOT_FOUND unknown-person')
      const other = identity.asStaff(supporter, 'support')
      expect(await act(other, operator.userId).catch(refusal)).toBe('FORBIDDEN missing-permission')
      await act(ctx, supporter.userId)
    }
    expect(await disableStaff(identity.deps, ctx, operator.userId).catch(refusal)).toBe('CONFLICT oneself')
    const { token } = await signIn(identity.deps, { email: supporter.email, password: PASSWORD, address: 'a' })
    expect(await readSession(identity.deps, token, { activity: true })).toMatchObject({
      mustEnrol: true,
      personnel: DATES,
    })
    expect(await identity.eventsOf(supporter.userId)).toEqual([
      'account.create',
      'member.change',
      'account.reset',
      'member.date',
      'account.unlock',
      'factor.reset',
      'account.disable',
      'account.enable',
      'session.begin',
    ])
  })

  it('changes what somebody is, which ends their sessions, and gives a link for a new password; never their own', async () => {
    const [operator, other] = [
      await identity.somebody({ staff: 'operator' }),
      await identity.somebody({ staff: 'operator' }),
    ]
    const ctx = identity.asStaff(operator, 'operator')
    const token = await identity.enter(other)
    await changeStaff(identity.deps, ctx, other.userId, 'onboarding')
    expect(await identity.isOpen(token)).toBe(false)
    expect((await identity.account(other.userId)).staff).toBe('onboarding')
    const link = await offerStaffPasswordReset(identity.deps, ctx, other.userId)
    await resetPassword(identity.deps, { link, password: `${PASSWORD} anew` }, ORIGIN)
    expect(await enters(other)).toBe('FORBIDDEN wrong-credentials')
    for (const act of [changeStaff, offerStaffPasswordReset]) {
      expect(await act(identity.deps, ctx, operator.userId, 'support').catch(refusal)).toBe('CONFLICT oneself')
    }
  })
})
