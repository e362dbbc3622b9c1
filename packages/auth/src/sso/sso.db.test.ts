import { expectAudit } from '@cmr/db/test'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { disablePerson } from '../accounts/manage-people.ts'
import { listMemberships, setMembership } from '../accounts/memberships.ts'
import { createInvite } from '../invites/create-invite.ts'
import { readSession } from '../sessions/sessions.ts'
import { signIn } from '../sign-in/sign-in.ts'
import { MINUTE, openIdentity, ORIGIN, PASSWORD, refusal, type Somebody } from '../test/open-identity.ts'
import { openProvider, type ProviderPerson } from '../test/openid-provider.ts'
import { configureSso, findSsoOffice, getSso, switchSso } from './sso-provider.ts'
import { beginSso, finishSso } from './sso-sign-in.ts'

const REDIRECT = 'https://records.example/sign-in/done'

type Office = Awaited<ReturnType<typeof identity.office>>

let identity: Awaited<ReturnType<typeof openIdentity>>
let provider: Awaited<ReturnType<typeof openProvider>>
let [office, other]: [Office | undefined, Office | undefined] = [undefined, undefined]
let admin: Somebody

beforeAll(async () => {
  identity = await openIdentity()
  provider = await openProvider(REDIRECT)
  office = await identity.office('Provider County')
  other = await identity.office('Other County')
  admin = await identity.somebody({ at: here().id, as: ['admin'] })
  const staff = identity.asStaff(await identity.somebody({ staff: 'onboarding' }), 'onboarding')
  const { issuer, client } = provider
  for (const { id } of [here(), there()]) {
    await configureSso(identity.deps, staff, id, { issuer, clientId: client.id, clientSecret: client.secret })
    await switchSso(identity.deps, identity.as(admin, id), true)
  }
})
afterAll(async () => {
  await provider.close()
  await identity.close()
})
beforeEach(() => {
  identity.reset()
  provider.state.lie = undefined
})

function here(): Office {
  if (office === undefined) throw new Error('no office')
  return office
}
function there(): Office {
  if (other === undefined) throw new Error('no other office')
  return other
}

let subjects = 0
const personOf = (email: string, changes: Partial<ProviderPerson> = {}): ProviderPerson => ({
  sub: `subject-${++subjects}`,
  email,
  email_verified: true,
  name: 'Testperson of the Provider',
  amr: ['pwd', 'otp'],
  ...changes,
})

/** Goes through the provider as somebody. */
async function enter(person: ProviderPerson, slug = here().slug, options: { isFresh?: boolean } = {}) {
  provider.state.person = person
  const { challenge, url } = await beginSso(identity.deps, slug, { redirectUri: REDIRECT, ...options })
  const currentUrl = await provider.visit(url)
  const finish = (changes: { challenge?: string; currentUrl?: string } = {}) =>
    finishSso(identity.deps, { challenge, currentUrl, ...changes }, ORIGIN)
  return { finish, challenge, currentUrl }
}
const answer = async (person: ProviderPerson, slug?: string) =>
  (await enter(person, slug)).finish().then(() => 'in', refusal)

describe('single sign-on', () => {
  it('signs a member in whose address the provider has verified, in that office only', async () => {
    const { email, userId } = await identity.somebody({ at: here().id })
    await setMembership(identity.deps, userId, there().id, ['analyst'])
    const person = personOf(email.toUpperCase())
    const { token, ...entered } = await (await enter(person)).finish()
    expect(entered).toEqual({ userId, tenantId: here().id })
    const signedIn = await readSession(identity.deps, token, { activity: true })
    expect(signedIn).toMatchObject({ tenantId: here().id, secondFactor: 'sso', mustEnrol: false })
    const offices = await listMemberships(identity.deps, userId, signedIn?.tenantId)
    expect(offices.map(({ tenant }) => tenant.id)).toEqual([here().id])
    await expectAudit(identity.appDb, here().id, { action: 'session.begin', actorUserId: userId })
    // Known by subject from now on, whatever the address.
    expect(await answer({ ...person, email: 'renamed@county.example' })).toBe('in')
  })

  it('makes the account of somebody who was invited, without a password', async () => {
    const email = 'invited@county.example'
    await createInvite(identity.deps, identity.as(admin, here().id), { email, name: 'T', roles: ['attorney'] })
    expect(await answer(personOf(email), there().slug)).toBe('FORBIDDEN not-a-member')
    const { userId } = await (await enter(personOf(email))).finish()
    expect(await identity.account(userId)).toMatchObject({ passwordHash: null, name: 'Testperson of the Provider' })
    const [membership] = await listMemberships(identity.deps, userId)
    expect(membership).toMatchObject({ roles: ['attorney'], trainingOn: null })
    await expectAudit(identity.appDb, here().id, { action: 'invite.accept', actorUserId: userId })
    const attempt = signIn(identity.deps, { email, password: PASSWORD, address: 'sso' })
    await expect(attempt).rejects.toMatchObject({ details: { reason: 'wrong-credentials' } })
  })

  it('lets nobody in who is no member, not verified, switched off, or a second subject of one address', async () => {
    const elsewhere = await identity.somebody({ at: there().id })
    const member = await identity.somebody({ at: here().id })
    const off = await identity.somebody({ at: here().id })
    const staff = await identity.somebody({ staff: 'operator' })
    await disablePerson(identity.deps, identity.as(admin, here().id), off.userId)
    for (const person of [
      personOf('nobody@county.example'),
      personOf(elsewhere.email),
      personOf(member.email, { email_verified: false }),
      personOf(off.email),
      personOf(staff.email),
    ]) {
      expect(await answer(person)).toBe('FORBIDDEN not-a-member')
    }
    expect(await answer(personOf(member.email))).toBe('in')
    expect(await answer(personOf(member.email))).toBe('FORBIDDEN not-a-member')
  })

  it('asks for our second factor when the provider says of none', async () => {
    const { email } = await identity.somebody({ at: here().id })
    const { token } = await (await enter(personOf(email, { amr: ['pwd'] }))).finish()
    expect(await readSession(identity.deps, token, { activity: true })).toMatchObject({ secondFactorAt: null })
  })

  it.each<[string, (claims: Record<string, unknown>) => Record<string, unknown>]>([
    ['another audience', (claims) => ({ ...claims, aud: 'another client' })],
    ['another issuer', (claims) => ({ ...claims, iss: 'https://another.example' })],
    ['another nonce', (claims) => ({ ...claims, nonce: 'another' })],
    ['no nonce', ({ nonce: _, ...claims }) => claims],
    ['a time that is over', (claims) => ({ ...claims, exp: Number(claims['iat']) - 3600 })],
  ])('refuses a token for %s', async (_, lie) => {
    const { email } = await identity.somebody({ at: here().id })
    const person = personOf(email)
    provider.state.lie = lie
    expect(await answer(person)).toBe('FORBIDDEN sso-refused')
    provider.state.lie = (claims) => claims
    expect(await answer(person)).toBe('in')
  })

  it('refuses an answer twice, too late, with another state, or in another browser', async () => {
    const { email } = await identity.somebody({ at: here().id })
    const person = personOf(email)
    const once = await enter(person)
    await once.finish()
    expect(await once.finish().catch(refusal)).toBe('FORBIDDEN challenge-over')
    const [first, second] = [await enter(person), await enter(person)]
    expect(await first.finish({ currentUrl: second.currentUrl }).catch(refusal)).toBe('FORBIDDEN sso-refused')
    expect(await second.finish({ challenge: 'of another browser' }).catch(refusal)).toBe('FORBIDDEN challenge-over')
    // The code itself is spent: a fresh beginning with an old code is refused by the provider.
    const fresh = await enter(person)
    const replayed = new URL(fresh.currentUrl)
    replayed.searchParams.set('code', new URL(once.currentUrl).searchParams.get('code') ?? '')
    expect(await fresh.finish({ currentUrl: replayed.href }).catch(refusal)).toBe('FORBIDDEN sso-refused')
    const late = await enter(person)
    identity.pass(10 * MINUTE)
    expect(await late.finish().catch(refusal)).toBe('FORBIDDEN challenge-over')
  })

  it('signs in anew for a step up, and refuses a provider that did not', async () => {
    const { email } = await identity.somebody({ at: here().id })
    const person = personOf(email)
    const fresh = await enter(person, here().slug, { isFresh: true })
    await expect(fresh.finish()).resolves.toBeDefined()
    provider.state.lie = (claims) => ({ ...claims, auth_time: Number(claims['iat']) - 3600 })
    const stale = await enter(person, here().slug, { isFresh: true })
    expect(await stale.finish().catch(refusal)).toBe('FORBIDDEN sso-refused')
  })

  it('is set up by Code for America and switched by the office', async () => {
    const ctx = identity.as(admin, here().id)
    expect(await getSso(identity.deps, ctx)).toMatchObject({ issuer: provider.issuer, isOn: true })
    await switchSso(identity.deps, ctx, false)
    await expect(findSsoOffice(identity.deps, here().slug)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(beginSso(identity.deps, here().slug, { redirectUri: REDIRECT })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await switchSso(identity.deps, ctx, true)
    expect(await findSsoOffice(identity.deps, here().slug)).toMatchObject({ name: here().name })
    const supporter = identity.asStaff(await identity.somebody({ staff: 'support' }), 'support')
    const setup = { issuer: 'https://id.example', clientId: 'c', clientSecret: 's' }
    await expect(configureSso(identity.deps, supporter, here().id, setup)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const onboarding = identity.asStaff(admin, 'onboarding')
    const strict = { ...identity.deps, allowHttpProviders: false }
    const plain = configureSso(strict, onboarding, here().id, { ...setup, issuer: 'http://id.example' })
    await expect(plain).rejects.toMatchObject({ code: 'VALIDATION' })
  })

  it('says so when the provider does not answer', async () => {
    const lost = await identity.office('Lost County')
    const staff = identity.asStaff(await identity.somebody({ staff: 'onboarding' }), 'onboarding')
    const setup = { issuer: 'http://127.0.0.1:9', clientId: 'c', clientSecret: 's' }
    await configureSso(identity.deps, staff, lost.id, setup)
    await switchSso(identity.deps, identity.as(admin, lost.id), true)
    await expect(beginSso(identity.deps, lost.slug, { redirectUri: REDIRECT })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    })
  })
})
