import { withoutTenant } from '@cmr/db'
import { invites } from '@cmr/db/schema'
import { expectAudit } from '@cmr/db/test'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { disablePerson } from '../accounts/manage-people.ts'
import { listMemberships } from '../accounts/memberships.ts'
import { signIn } from '../sign-in/sign-in.ts'
import { DAY, openIdentity, ORIGIN, PASSWORD, refusal } from '../test/open-identity.ts'
import { acceptInvite, joinWithInvite, readInvite } from './accept-invite.ts'
import { createInvite, listInvites, revokeInvite, sweepInvites } from './create-invite.ts'
import { getFirstAdmin, inviteFirstAdmin } from './invite-first-admin.ts'
import { inviteStaff, listStaffInvites, revokeStaffInvite } from './invite-staff.ts'

let identity: Awaited<ReturnType<typeof openIdentity>>
beforeAll(async () => {
  identity = await openIdentity()
})
afterAll(() => identity.close())
beforeEach(() => identity.reset())

let guests = 0
async function invited(roles: ('analyst' | 'attorney')[] = ['analyst']) {
  const office = await identity.office('Inviting County')
  const admin = await identity.somebody({ at: office.id, as: ['admin'] })
  const ctx = identity.as(admin, office.id)
  const email = `guest${++guests}@county.example`
  const invite = await createInvite(identity.deps, ctx, { email: email.toUpperCase(), name: 'Guest', roles })
  return { office, admin, ctx, email, ...invite }
}

const accept = (token: string, password = PASSWORD) =>
  acceptInvite(identity.deps, { token, name: 'Testperson Invited', password }, ORIGIN)

describe('an invitation', () => {
  it('makes a member with its roles, once, and its token is not in the database', async () => {
    const { office, token, email, ctx, id } = await invited(['attorney'])
    expect(await readInvite(identity.deps, token)).toMatchObject({
      email,
      name: 'Guest',
      officeName: 'Inviting County',
      roles: ['attorney'],
      hasAccount: false,
    })
    const rows = await withoutTenant(identity.deps.db, (tx) => tx.select().from(invites))
    expect(JSON.stringify(rows)).not.toContain(token)
    const attempts = await Promise.all([accept(token), accept(token)].map((one) => one.then(() => 'in', refusal)))
    expect(attempts.filter((answer) => answer === 'in')).toHaveLength(1)
    const { userId } = await signIn(identity.deps, { email, password: PASSWORD, address: 'guest' })
    const [membership] = await listMemberships(identity.deps, userId)
    expect(membership).toMatchObject({ tenant: { id: office.id }, roles: ['attorney'], trainingOn: null })
    expect((await identity.account(userId)).name).toBe('Testperson Invited')
    await expectAudit(identity.appDb, office.id, { action: 'invite.create', objectId: id })
    await expectAudit(identity.appDb, office.id, { action: 'invite.accept', objectId: id, actorUserId: userId })
    expect(await listInvites(identity.deps, ctx)).toMatchObject([{ email, state: 'accepted' }])
    await expect(accept(token)).rejects.toMatchObject({ details: { reason: 'invite-over' } })
  })

  it('is good for 24 hours, until it is taken back, and only as its token says', async () => {
    const [late, back] = [await invited(), await invited()]
    await revokeInvite(identity.deps, back.ctx, back.id)
    expect(await listInvites(identity.deps, back.ctx)).toMatchObject([{ state: 'revoked' }])
    expect(await accept(back.token).catch(refusal)).toBe('FORBIDDEN invite-over')
    expect(await revokeInvite(identity.deps, back.ctx, back.id).catch(refusal)).toBe('NOT_FOUND unknown-invite')
    expect(await revokeInvite(identity.deps, back.ctx, late.id).catch(refusal)).toBe('NOT_FOUND unknown-invite')
    for (const token of ['', 'x', back.id]) {
      expect(await readInvite(identity.deps, token).catch(refusal)).toBe('FORBIDDEN invite-over')
    }
    identity.pass(DAY)
    expect(await accept(late.token).catch(refusal)).toBe('FORBIDDEN invite-over')
    expect(await listInvites(identity.deps, late.ctx)).toMatchObject([{ state: 'expired' }])
  })

  it('wants a password that may be used, and stays good when it may not', async () => {
    const { token } = await invited()
    expect(await accept(token, 'Inviting County 1').catch(refusal)).toBe('VALIDATION password-personal')
    expect(await accept(token, 'password1').catch(refusal)).toBe('VALIDATION password-banned')
    await expect(accept(token)).resolves.toBeDefined()
  })

  it('is accepted by the owner of an account only, who is signed in with a second factor', async () => {
    const { token, ctx, office } = await invited()
    const [owner, other] = [await identity.somebody(), await identity.somebody()]
    const { email, userId } = owner
    const own = await createInvite(identity.deps, ctx, { email, name: 'Owner', roles: ['analyst'] })
    expect(await accept(own.token).catch(refusal)).toBe('CONFLICT has-account')
    const half = await identity.enter(owner, { fully: false })
    const join = (session: string, invite: string) => joinWithInvite(identity.deps, session, invite, ORIGIN)
    expect(await join(half, own.token).catch(refusal)).toBe('FORBIDDEN second-factor')
    expect(await join(await identity.enter(other), own.token).catch(refusal)).toBe('FORBIDDEN invite-over')
    const session = await identity.enter(owner)
    expect(await join(session, token).catch(refusal)).toBe('FORBIDDEN invite-over')
    await join(session, own.token)
    expect(await identity.isOpen(session)).toBe(false)
    expect(await listMemberships(identity.deps, userId)).toMatchObject([{ tenant: { id: office.id } }])
    const again = await createInvite(identity.deps, ctx, { email, name: 'Owner', roles: ['attorney'] })
    identity.pass(60_000)
    expect(await join(await identity.enter(owner), again.token).catch(refusal)).toBe('CONFLICT already-member')
  })

  it('brings nobody back whose account is switched off', async () => {
    const { office, ctx } = await invited()
    const person = await identity.somebody({ at: office.id })
    await disablePerson(identity.deps, ctx, person.userId)
    const { token } = await createInvite(identity.deps, ctx, { email: person.email, name: 'T', roles: ['analyst'] })
    expect(await accept(token).catch(refusal)).toBe('CONFLICT has-account')
  })

  it('is made by whoever may: an administrator, onboarding for the first one, an operator for staff', async () => {
    const { office, admin, ctx } = await invited()
    const invitee = { email: 'member@county.example', name: 'Member' }
    const analyst = identity.as(admin, office.id, ['analyst'])
    const roles = ['admin'] as const
    expect(await createInvite(identity.deps, analyst, { ...invitee, roles }).catch(refusal)).toBe(
      'FORBIDDEN missing-permission',
    )
    expect(await createInvite(identity.deps, ctx, { ...invitee, roles: [] }).catch(refusal)).toBe('VALIDATION no-role')
    const operator = await identity.somebody({ staff: 'operator' })
    const supporter = identity.asStaff(operator, 'support')
    const colleague = { email: 'colleague@service.example', name: 'Colleague', staff: 'support' } as const
    expect(await inviteStaff(identity.deps, supporter, colleague).catch(refusal)).toBe('FORBIDDEN missing-permission')
    expect(await listStaffInvites(identity.deps, supporter).catch(refusal)).toBe('FORBIDDEN missing-permission')
    const operating = identity.asStaff(operator, 'operator')
    const first = await inviteStaff(identity.deps, operating, colleague)
    expect(await revokeStaffInvite(identity.deps, supporter, first.id).catch(refusal)).toBe(
      'FORBIDDEN missing-permission',
    )
    await revokeStaffInvite(identity.deps, operating, first.id)
    expect(await revokeStaffInvite(identity.deps, operating, first.id).catch(refusal)).toBe('NOT_FOUND unknown-invite')
    expect(await accept(first.token).catch(refusal)).toBe('FORBIDDEN invite-over')
    const staffId = await accept((await inviteStaff(identity.deps, operating, colleague)).token)
    expect(await identity.account(staffId)).toMatchObject({ staff: 'support' })
    expect(await listMemberships(identity.deps, staffId)).toEqual([])
    expect(await listStaffInvites(identity.deps, operating)).toMatchObject([
      { email: colleague.email, staff: 'support', state: 'accepted' },
      { email: colleague.email, state: 'revoked' },
    ])
    const ofOffice = await createInvite(identity.deps, ctx, { ...invitee, roles })
    expect(await revokeStaffInvite(identity.deps, operating, ofOffice.id).catch(refusal)).toBe(
      'NOT_FOUND unknown-invite',
    )
  })

  it('lets Code for America name the first administrator of an office, and nobody after that', async () => {
    const office = await identity.office('Opening County')
    const operator = await identity.somebody({ staff: 'operator' })
    const [operating, supporter] = [identity.asStaff(operator, 'operator'), identity.asStaff(operator, 'support')]
    const invitee = { email: 'opening@county.example', name: 'First' }
    const name = () => inviteFirstAdmin(identity.deps, operating, office.id, invitee)
    for (const act of [inviteFirstAdmin, getFirstAdmin]) {
      expect(await act(identity.deps, supporter, office.id, invitee).catch(refusal)).toBe(
        'FORBIDDEN missing-permission',
      )
    }
    expect(await getFirstAdmin(identity.deps, operating, office.id)).toEqual({ hasAdmin: false, invite: null })
    const [lost, opened] = [await name(), await name()]
    await expectAudit(identity.appDb, office.id, { action: 'invite.create', objectId: opened.id, actorKind: 'support' })
    expect(await accept(lost.token).catch(refusal)).toBe('FORBIDDEN invite-over')
    const userId = await accept(opened.token)
    expect(await listMemberships(identity.deps, userId)).toMatchObject([{ roles: ['admin'] }])
    expect(await name().catch(refusal)).toBe('CONFLICT has-admin')
    const { hasAdmin, invite } = await getFirstAdmin(identity.deps, operating, office.id)
    expect([hasAdmin, invite?.state, invite?.name]).toEqual([true, 'accepted', 'First'])
  })

  it('is forgotten a year after its end', async () => {
    const { ctx } = await invited()
    await withoutTenant(identity.deps.db, (tx) => tx.delete(invites))
    await createInvite(identity.deps, ctx, { email: 'old@county.example', name: 'Old', roles: ['analyst'] })
    identity.pass(365 * DAY)
    expect(await sweepInvites(identity.deps)).toBe(0)
    identity.pass(2 * DAY)
    expect(await sweepInvites(identity.deps)).toBe(1)
  })
})
