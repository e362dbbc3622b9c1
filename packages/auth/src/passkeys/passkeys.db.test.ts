import { expectAudit } from '@cmr/db/test'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createUser } from '../accounts/create-user.ts'
import { setMembership } from '../accounts/memberships.ts'
import { readSession } from '../sessions/sessions.ts'
import { setSignInSettings } from '../settings/sign-in-settings.ts'
import { signIn } from '../sign-in/sign-in.ts'
import { MINUTE, openIdentity, ORIGIN, PASSWORD, refusal } from '../test/open-identity.ts'
import { softwareAuthenticator, type Behavior } from '../test/software-authenticator.ts'
import { beginPasskey, finishPasskey } from './add-passkey.ts'
import { hasTotp, listPasskeys, removePasskey } from './list-passkeys.ts'
import { confirmWithPasskey, offerPasskeys } from './use-passkey.ts'

const SITE = { origin: 'https://records.example' }

let identity: Awaited<ReturnType<typeof openIdentity>>
beforeAll(async () => {
  identity = await openIdentity()
})
afterAll(() => identity.close())
beforeEach(() => identity.reset())

let newcomers = 0
async function newcomer(office?: string) {
  const email = `keyholder${++newcomers}@county.example`
  const userId = await createUser(identity.deps, { email, name: 'Testperson', password: PASSWORD })
  if (office !== undefined) await setMembership(identity.deps, userId, office, ['analyst'])
  const enter = async () => (await signIn(identity.deps, { email, password: PASSWORD, address: email })).token
  return { userId, enter, token: await enter() }
}

type Device = ReturnType<typeof softwareAuthenticator>

async function add(token: string, device: Device, behavior?: Behavior) {
  const { challenge, options } = await beginPasskey(identity.deps, token, SITE, ORIGIN)
  const response = device.register(options.challenge, behavior)
  return finishPasskey(identity.deps, token, { challenge, response, name: 'a key' }, SITE, ORIGIN)
}

async function use(token: string, device: Device, behavior?: Behavior) {
  const { challenge, options } = await offerPasskeys(identity.deps, token, SITE, ORIGIN)
  const response = device.confirm(options.challenge, behavior)
  return confirmWithPasskey(identity.deps, token, { challenge, response }, SITE, ORIGIN)
}

describe('a passkey', () => {
  it('is added, raises the session with a new token, and confirms at the next sign-in', async () => {
    const { token, enter, userId } = await newcomer()
    const device = softwareAuthenticator(SITE.origin)
    const added = await add(token, device)
    expect(added.recoveryCodes).toHaveLength(10)
    expect(await identity.isOpen(token)).toBe(false)
    expect(await readSession(identity.deps, added.token, { activity: false })).toMatchObject({
      mustEnrol: false,
      secondFactor: 'passkey',
    })
    const raised = await use(await enter(), device)
    expect(await readSession(identity.deps, raised, { activity: false })).toMatchObject({ secondFactor: 'passkey' })
    expect(await listPasskeys(identity.deps, userId)).toMatchObject([
      { name: 'a key', isSynced: false, lastUsedAt: identity.deps.clock.now() },
    ])
    expect(await hasTotp(identity.deps, userId)).toBe(false)
  })

  it('is bound to a challenge of 256 bits that is good once, for five minutes, for one person', async () => {
    const [one, two] = [await newcomer(), await newcomer()]
    const device = softwareAuthenticator(SITE.origin)
    const added = await add(one.token, device)
    const { challenge, options } = await offerPasskeys(identity.deps, added.token, SITE, ORIGIN)
    expect(Buffer.from(options.challenge, 'base64url').length).toBeGreaterThanOrEqual(32)
    const response = device.confirm(options.challenge)
    const attempt = (token: string) =>
      confirmWithPasskey(identity.deps, token, { challenge, response }, SITE, ORIGIN).catch(refusal)
    expect(await attempt(two.token)).toBe('FORBIDDEN challenge-over')
    const raised = await attempt(added.token)
    expect(await identity.isOpen(raised)).toBe(true)
    expect(await attempt(raised)).toBe('FORBIDDEN challenge-over')
    const late = await offerPasskeys(identity.deps, raised, SITE, ORIGIN)
    identity.pass(5 * MINUTE)
    const answer = { challenge: late.challenge, response: device.confirm(late.options.challenge) }
    await expect(confirmWithPasskey(identity.deps, raised, answer, SITE, ORIGIN)).rejects.toMatchObject({
      details: { reason: 'challenge-over' },
    })
  })

  it.each<[string, Behavior]>([
    ['made for another site', { origin: 'https://records.example.evil' }],
    ['of somebody who was not verified', { verifies: false }],
  ])('%s is neither added nor accepted', async (_, behavior) => {
    const { token, enter } = await newcomer()
    const device = softwareAuthenticator(SITE.origin)
    await expect(add(token, device, behavior)).rejects.toMatchObject({ details: { reason: 'passkey-refused' } })
    await add(token, device)
    const next = await enter()
    await expect(use(next, device, behavior)).rejects.toMatchObject({ details: { reason: 'wrong-factor' } })
    await expect(use(next, device)).resolves.toBeDefined()
  })

  it('whose counter does not rise is a copy and is refused, in turn and at once', async () => {
    const { token, enter } = await newcomer()
    const device = softwareAuthenticator(SITE.origin)
    const raised = await use((await add(token, device)).token, device, { counter: 7 })
    for (const counter of [7, 6, 0]) {
      await expect(use(raised, device, { counter })).rejects.toMatchObject({ details: { reason: 'wrong-factor' } })
    }
    const sessions = [await enter(), await enter(), await enter(), await enter()]
    const answers = await Promise.all(
      sessions.map((session) => use(session, device, { counter: 8 }).then(() => 'in', refusal)),
    )
    expect(answers.filter((answer) => answer === 'in')).toHaveLength(1)
  })

  it('of another person, or another key, confirms nothing', async () => {
    const [one, two] = [await newcomer(), await newcomer()]
    const [device, other] = [softwareAuthenticator(SITE.origin), softwareAuthenticator(SITE.origin)]
    const first = await add(one.token, device)
    await add(two.token, other)
    await expect(use(first.token, other)).rejects.toMatchObject({ details: { reason: 'wrong-factor' } })
  })

  it('that can be synced is refused where an office is strict, also one added before', async () => {
    const office = await identity.office('Strict County')
    const { token, enter, userId } = await newcomer(office.id)
    const synced = softwareAuthenticator(SITE.origin, { isSynced: true })
    const added = await add(token, synced)
    await setSignInSettings(
      identity.deps,
      { actor: { kind: 'user', userId, roles: ['admin'] }, tenant: { id: office.id }, requestId: 'test-request' },
      { idleMinutes: 30, passwordMaxAgeDays: null, strictPasskeys: true },
    )
    await expect(use(await enter(), synced)).rejects.toMatchObject({ details: { reason: 'passkey-synced' } })
    const another = softwareAuthenticator(SITE.origin, { isSynced: true })
    await expect(add(added.token, another)).rejects.toMatchObject({ details: { reason: 'passkey-synced' } })
    await expect(add(added.token, softwareAuthenticator(SITE.origin))).resolves.toBeDefined()
    await expectAudit(identity.appDb, office.id, { action: 'factor.confirm', objectId: userId })
  })

  it('is removed by its owner, but not the last factor', async () => {
    const { token, userId } = await newcomer()
    const first = await add(token, softwareAuthenticator(SITE.origin))
    const [only] = await listPasskeys(identity.deps, userId)
    const remove = (session: string, id: string) => removePasskey(identity.deps, session, id, ORIGIN)
    await expect(remove(first.token, only?.id ?? '')).rejects.toMatchObject({ details: { reason: 'last-factor' } })
    const second = await add(first.token, softwareAuthenticator(SITE.origin))
    const stranger = await add((await newcomer()).token, softwareAuthenticator(SITE.origin))
    await expect(remove(stranger.token, only?.id ?? '')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await remove(second.token, only?.id ?? '')
    expect(await listPasskeys(identity.deps, userId)).toHaveLength(1)
  })
})
