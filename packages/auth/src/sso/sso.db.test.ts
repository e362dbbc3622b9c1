import { newId, withoutTenant } from '@cmr/db'
import { users } from '@cmr/db/schema'
import { expectAudit } from '@cmr/db/test'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { disablePerson } from '../accounts/manage-people.ts'
import { listMemberships, setMembership } from '../accounts/memberships.ts'
import { createInvite } from '../invites/create-invite.ts'
import { beginPasskey } from '../passkeys/add-passkey.ts'
import { removePasskey } from '../passkeys/list-passkeys.ts'
import { renewRecoveryCodes } from '../second-factor/recovery-codes.ts'
import { beginTotp, finishTotp } from '../second-factor/totp.ts'
import { readSession } from '../sessions/sessions.ts'
import { signIn } from '../sign-in/sign-in.ts'
import { MINUTE, openIdentity, ORIGIN, PASSWORD, refusal, type Somebody } from '../test/open-identity.ts'
import { openProvider, type ProviderPerson } from '../test/openid-provider.ts'
import { configureSso, findSsoOffice, getSso, getSsoSetup, switchSso } from './sso-provider.ts'
import { listSsoOnlyOffices, setSsoRules } from './sso-rules.ts'
import { beginSso, finishSso } from './sso-sign-in.ts'
import { testSso, testSsoSetup } from './test-sso.ts'

const REDIRECT = 'https://records.example/sign-in/done'
const AT = { redirectUri: REDIRECT, address: '192.0.2.7' }

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
  const address = `address of ${person.sub}`
  const { challenge, url } = await beginSso(identity.deps, slug, { redirectUri: REDIRECT, address, ...options })
  const currentUrl = await provider.visit(url)
  const finish = (changes: { challenge?: string; currentUrl?: string } = {}) =>
    finishSso(identity.deps, { challenge, currentUrl, ...changes }, { ...ORIGIN, address })
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
    await expect(beginSso(identity.deps, here().slug, AT)).rejects.toMatchObject({
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

  it('lets in addresses of the office’s own domains only, where it has named them', async () => {
    const ctx = identity.as(admin, here().id)
    const { email } = await identity.somebody({ at: here().id })
    const person = personOf(email)
    await setSsoRules(identity.deps, ctx, { emailDomains: [' @Elsewhere.example '], isRequired: false })
    expect(await getSso(identity.deps, ctx)).toMatchObject({ emailDomains: ['elsewhere.example'] })
    expect(await answer(person)).toBe('FORBIDDEN sso-domain')
    await setSsoRules(identity.deps, ctx, { emailDomains: ['county.example'], isRequired: false })
    expect(await answer({ ...person, email_verified: false })).toBe('FORBIDDEN sso-domain')
    expect(await answer({ ...person, email: 'testperson@sub.county.example' })).toBe('FORBIDDEN sso-domain')
    expect(await answer(person)).toBe('in')
    for (const wrong of ['county', 'county.gov/x', '*.county.gov', '']) {
      const refused = setSsoRules(identity.deps, ctx, { emailDomains: [wrong], isRequired: false })
      expect(await refused.catch(refusal)).toBe('VALIDATION sso-domain')
    }
    const analyst = identity.as(admin, here().id, ['analyst'])
    const refused = setSsoRules(identity.deps, analyst, { emailDomains: [], isRequired: false })
    expect(await refused.catch(refusal)).toBe('FORBIDDEN missing-permission')
    await setSsoRules(identity.deps, ctx, { emailDomains: [], isRequired: false })
  })

  it('is required only by somebody who came in by it; then a password leads nobody into the office', async () => {
    const { email, userId } = await identity.somebody({ at: here().id, as: ['admin'] })
    await setMembership(identity.deps, userId, there().id, ['analyst'])
    const passwordToken = await signIn(identity.deps, { email, password: PASSWORD, address: 'required' })
    const { token } = await (await enter(personOf(email))).finish()
    const [bySso, byPassword] = await Promise.all(
      [token, passwordToken.token].map(async (one) => {
        const signedIn = await readSession(identity.deps, one, { activity: true })
        const ctx = identity.as(admin, here().id)
        return { ...ctx, actor: { ...ctx.actor, sessionId: signedIn?.sessionId ?? '' } }
      }),
    )
    if (bySso === undefined || byPassword === undefined) throw new Error('nobody came in')
    const require = (ctx: typeof bySso, isRequired = true) =>
      setSsoRules(identity.deps, ctx, { emailDomains: [], isRequired })
    expect(await require(byPassword).catch(refusal)).toBe('PRECONDITION sso-untried')
    const offices = async (tenantId: string | null = null) =>
      (await listMemberships(identity.deps, userId, tenantId)).map(({ tenant }) => tenant.id)
    expect(await offices()).toHaveLength(2)
    await require(bySso)
    expect(await identity.isOpen(passwordToken.token)).toBe(false)
    expect(await identity.isOpen(token)).toBe(true)
    expect(await offices()).toEqual([there().id])
    expect(await offices(here().id)).toEqual([here().id])
    expect(await listSsoOnlyOffices(identity.deps, userId)).toEqual([{ slug: here().slug, name: here().name }])
    // What was required stays so from any session, until somebody says otherwise.
    await require(byPassword)
    expect(await getSso(identity.deps, byPassword)).toMatchObject({ isRequired: true })
    await require(byPassword, false)
    expect(await offices()).toHaveLength(2)
    await require(bySso)
    await switchSso(identity.deps, bySso, false)
    await switchSso(identity.deps, bySso, true)
    expect(await getSso(identity.deps, bySso)).toMatchObject({ isOn: true, isRequired: false })
    expect(await listSsoOnlyOffices(identity.deps, userId)).toEqual([])
  })

  it('keeps its secret when it is registered anew, at the same issuer only, and shows it to nobody', async () => {
    const kept = await identity.office('Keeping County')
    const staff = identity.asStaff(await identity.somebody({ staff: 'operator' }), 'operator')
    const { issuer, client } = provider
    const setup = { issuer, clientId: client.id }
    const configure = (changes: { issuer?: string; clientSecret?: string } = {}) =>
      configureSso(identity.deps, staff, kept.id, { ...setup, ...changes })
    const test = () => testSsoSetup(identity.deps, staff, kept.id)
    expect(await getSsoSetup(identity.deps, staff, kept.id)).toBeUndefined()
    expect(await test().catch(refusal)).toBe('NOT_FOUND no-sso')
    expect(await configure().catch(refusal)).toBe('VALIDATION sso-secret')
    await configure({ clientSecret: 'wrong' })
    expect(await test()).toBe('client-refused')
    await configure({ clientSecret: client.secret })
    expect(await test()).toBe('ready')
    await configure()
    expect(await test()).toBe('ready')
    expect(await testSso(identity.deps, identity.as(admin, kept.id))).toBe('ready')
    expect(await configure({ issuer: 'https://thief.example' }).catch(refusal)).toBe('VALIDATION sso-secret')
    const shown = await getSsoSetup(identity.deps, staff, kept.id)
    expect(shown).toEqual({ ...setup, emailDomains: [], isOn: false, isRequired: false })
    await configure({ issuer: 'http://127.0.0.1:9', clientSecret: 's' })
    expect(await test().catch(refusal)).toBe('UNAVAILABLE sso-unreachable')
    const supporter = identity.asStaff(admin, 'support')
    for (const act of [getSsoSetup, testSsoSetup]) {
      expect(await act(identity.deps, supporter, kept.id).catch(refusal)).toBe('FORBIDDEN missing-permission')
    }
    const analyst = identity.as(admin, kept.id, ['analyst'])
    expect(await testSso(identity.deps, analyst).catch(refusal)).toBe('FORBIDDEN missing-permission')
    await expectAudit(identity.appDb, kept.id, { action: 'sign-in.configure', actorKind: 'support' })
  })

  it('lets twenty beginnings a minute through for an address, and whoever came in does not count', async () => {
    const { email } = await identity.somebody({ at: here().id })
    const person = personOf(email)
    const address = `address of ${person.sub}`
    const begin = (of = address) =>
      beginSso(identity.deps, here().slug, { redirectUri: REDIRECT, address: of }).then(() => 'begun', refusal)
    for (let time = 0; time < 5; time++) await (await enter(person)).finish()
    const waiting = await enter(person)
    const answers = await Promise.all(Array.from({ length: 24 }, () => begin()))
    expect(answers.filter((one) => one === 'begun')).toHaveLength(19)
    expect(new Set(answers)).toEqual(new Set(['begun', 'LIMIT too-many-attempts']))
    expect(await begin('another address')).toBe('begun')
    await waiting.finish()
    identity.pass(MINUTE)
    expect(await begin()).toBe('begun')
  })

  it('changes no second factor of an account that another office or Code for America has to do with', async () => {
    const person = await identity.somebody({ at: here().id })
    const claims = personOf(person.email)
    const tries = async (token: string) => [
      await beginTotp(identity.deps, token, ORIGIN).then(() => 'done', refusal),
      await beginPasskey(identity.deps, token, { origin: 'https://records.example' }, ORIGIN).then(
        () => 'done',
        refusal,
      ),
      await renewRecoveryCodes(identity.deps, token, ORIGIN).then(() => 'done', refusal),
      await removePasskey(identity.deps, token, newId(), ORIGIN).then(() => 'done', refusal),
    ]
    const [allowed, refused] = [
      ['done', 'done', 'done', 'NOT_FOUND unknown-passkey'],
      Array.from({ length: 4 }, () => 'FORBIDDEN member-elsewhere'),
    ]
    const { token } = await (await enter(claims)).finish()
    expect(await tries(token)).toEqual(allowed)
    const begun = await beginTotp(identity.deps, token, ORIGIN)
    await setMembership(identity.deps, person.userId, there().id, ['analyst'])
    expect(await tries(token)).toEqual(refused)
    // Begun before it belonged elsewhere too.
    const late = finishTotp(identity.deps, token, { challenge: begun.challenge, code: '000000' }, ORIGIN)
    expect(await late.catch(refusal)).toBe('FORBIDDEN member-elsewhere')
    expect(await tries(await identity.enter(person))).toEqual(allowed)
    const second = await identity.somebody({ at: here().id })
    const joined = await (await enter(personOf(second.email))).finish()
    await withoutTenant(identity.deps.db, (tx) =>
      tx.update(users).set({ staff: 'support' }).where(eq(users.id, second.userId)),
    )
    expect(await tries(joined.token)).toEqual(refused)
  })

  it('says so when the provider does not answer', async () => {
    const lost = await identity.office('Lost County')
    const staff = identity.asStaff(await identity.somebody({ staff: 'onboarding' }), 'onboarding')
    const setup = { issuer: 'http://127.0.0.1:9', clientId: 'c', clientSecret: 's' }
    await configureSso(identity.deps, staff, lost.id, setup)
    await switchSso(identity.deps, identity.as(admin, lost.id), true)
    await expect(beginSso(identity.deps, lost.slug, AT)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    })
  })
})
