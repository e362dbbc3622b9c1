import { withoutTenant } from '@cmr/db'
import { recoveryCodes, totpSecrets } from '@cmr/db/schema'
import { expectAudit } from '@cmr/db/test'
import { eq } from 'drizzle-orm'
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createUser } from '../accounts/create-user.ts'
import { resetFactors } from '../accounts/manage-people.ts'
import { readSession } from '../sessions/sessions.ts'
import { signIn } from '../sign-in/sign-in.ts'
import { HOUR, MINUTE, openIdentity, ORIGIN, PASSWORD, refusal } from '../test/open-identity.ts'
import { confirmWithRecoveryCode, countRecoveryCodes, renewRecoveryCodes } from './recovery-codes.ts'
import { codeAt } from './totp-code.ts'
import { beginTotp, confirmWithTotp, finishTotp, MOST_FAILURES } from './totp.ts'

let identity: Awaited<ReturnType<typeof openIdentity>>
beforeAll(async () => {
  identity = await openIdentity()
})
afterAll(() => identity.close())
beforeEach(() => identity.reset())

let newcomers = 0
/** Somebody who has signed in for the first time: a password, and no second factor yet. */
async function newcomer() {
  const email = `newcomer${++newcomers}@county.example`
  const userId = await createUser(identity.deps, { email, name: 'Testperson', password: PASSWORD })
  const { token } = await signIn(identity.deps, { email, password: PASSWORD, address: email })
  return { userId, email, token }
}

/** What an app shows that was given the secret of an enrolment. */
const shownBy = (base32: string) =>
  new TOTP({ secret: Secret.fromBase32(base32) }).generate({ timestamp: identity.deps.clock.now().getTime() })

const codeOf = ({ secret }: { secret: Buffer }) => codeAt(secret, identity.deps.clock.now())
const confirm = (token: string, code: string) => confirmWithTotp(identity.deps, token, code, ORIGIN)
const signedInWith = (token: string) => readSession(identity.deps, token, { activity: false })

describe('an authenticator app', () => {
  it('is set up with its first code, which raises the session and gives ten recovery codes', async () => {
    const { token, email, userId } = await newcomer()
    expect(await signedInWith(token)).toMatchObject({ mustEnrol: true, secondFactorAt: null })
    const { challenge, secret, uri } = await beginTotp(identity.deps, token, ORIGIN)
    expect(new URL(uri).searchParams.get('secret')).toBe(secret)
    expect(decodeURIComponent(uri)).toContain(`Clear My Record:${email}`)
    const wrong = finishTotp(identity.deps, token, { challenge, code: '000000' }, ORIGIN)
    await expect(wrong).rejects.toMatchObject({ details: { reason: 'wrong-factor' } })
    const done = await finishTotp(identity.deps, token, { challenge, code: shownBy(secret) }, ORIGIN)
    expect(await signedInWith(done.token)).toMatchObject({ mustEnrol: false, secondFactor: 'totp' })
    expect(await signedInWith(token)).toBeUndefined()
    expect(new Set(done.recoveryCodes).size).toBe(10)
    const again = finishTotp(identity.deps, done.token, { challenge, code: shownBy(secret) }, ORIGIN)
    await expect(again).rejects.toMatchObject({ details: { reason: 'challenge-over' } })
    expect(await identity.eventsOf(userId)).toContain('factor.confirm')
  })

  it('has a secret that the database does not know', async () => {
    const { token, userId } = await newcomer()
    const { challenge, secret } = await beginTotp(identity.deps, token, ORIGIN)
    await finishTotp(identity.deps, token, { challenge, code: shownBy(secret) }, ORIGIN)
    const [row] = await withoutTenant(identity.deps.db, (tx) =>
      tx.select().from(totpSecrets).where(eq(totpSecrets.userId, userId)),
    )
    expect(row?.sealedSecret.includes(Buffer.from(Secret.fromBase32(secret).buffer))).toBe(false)
  })

  it('is not begun too long ago, nor by somebody else', async () => {
    const [one, two] = [await newcomer(), await newcomer()]
    const { challenge, secret } = await beginTotp(identity.deps, one.token, ORIGIN)
    const attempt = (token: string) => finishTotp(identity.deps, token, { challenge, code: shownBy(secret) }, ORIGIN)
    await expect(attempt(two.token)).rejects.toMatchObject({ details: { reason: 'challenge-over' } })
    identity.pass(15 * MINUTE)
    await expect(attempt(one.token)).rejects.toMatchObject({ details: { reason: 'challenge-over' } })
  })

  it('is not added by a password alone to an account that has one, nor by an old confirmation', async () => {
    const person = await identity.somebody()
    const half = await identity.enter(person, { fully: false })
    await expect(beginTotp(identity.deps, half, ORIGIN)).rejects.toMatchObject({ details: { reason: 'second-factor' } })
    identity.pass(MINUTE)
    const token = await confirm(half, codeOf(person))
    await expect(beginTotp(identity.deps, token, ORIGIN)).resolves.toBeDefined()
    identity.pass(21 * MINUTE)
    await expect(beginTotp(identity.deps, token, ORIGIN)).rejects.toMatchObject({ details: { reason: 'step-up' } })
  })

  it('accepts a code once: in turn, and of twenty tries at once by twenty sessions', async () => {
    const person = await identity.somebody()
    const sessions = []
    for (let at = 0; at < 20; at++) sessions.push(await identity.enter(person, { fully: false }))
    const code = codeOf(person)
    const answers = await Promise.all(sessions.map((token) => confirm(token, code).then(() => 'in', refusal)))
    expect(answers.filter((answer) => answer === 'in')).toHaveLength(1)
    identity.pass(MINUTE)
    const token = await identity.enter(person, { fully: false })
    const next = codeOf(person)
    const raised = await confirm(token, next)
    await expect(confirm(raised, next)).rejects.toMatchObject({ details: { reason: 'wrong-factor' } })
  })

  it('accepts the code before and the one after, and no other, and none older than the last', async () => {
    const person = await identity.somebody()
    const at = (seconds: number) =>
      codeAt(person.secret, new Date(identity.deps.clock.now().getTime() + seconds * 1000))
    const token = await identity.enter(person, { fully: false })
    for (const code of [at(-60), at(60), '12345', 'abcdef', '1234567']) {
      await expect(confirm(token, code)).rejects.toMatchObject({ details: { reason: 'wrong-factor' } })
    }
    const after = await confirm(token, at(30))
    for (const code of [at(-30), at(0), at(30)]) {
      await expect(confirm(after, code)).rejects.toMatchObject({ details: { reason: 'wrong-factor' } })
    }
  })

  it('allows ten tries a minute', async () => {
    const person = await identity.somebody()
    const token = await identity.enter(person, { fully: false })
    const answers = await Promise.all(Array.from({ length: 14 }, () => confirm(token, '000000').catch(refusal)))
    expect(answers.filter((answer) => answer === 'LIMIT too-many-attempts')).toHaveLength(4)
  })

  it('accepts nothing after a hundred wrong codes, until an administrator resets it', async () => {
    const office = await identity.office('Factor County')
    const admin = await identity.somebody({ at: office.id, as: ['admin'] })
    const person = await identity.somebody({ at: office.id })
    const failures = MOST_FAILURES - 1
    await withoutTenant(identity.deps.db, (tx) =>
      tx.update(totpSecrets).set({ failures }).where(eq(totpSecrets.userId, person.userId)),
    )
    const token = await identity.enter(person, { fully: false })
    const raised = await confirm(token, codeOf(person))
    await expect(confirm(raised, '000000')).rejects.toMatchObject({ details: { reason: 'wrong-factor' } })
    await expectAudit(identity.appDb, office.id, {
      action: 'factor.refuse',
      objectId: person.userId,
      outcome: 'failed',
    })
    identity.pass(MINUTE)
    await expect(confirm(raised, codeOf(person))).rejects.toMatchObject({ details: { reason: 'wrong-factor' } })
    await resetFactors(identity.deps, identity.as(admin, office.id), person.userId)
    expect(await signedInWith(raised)).toBeUndefined()
    const again = await identity.enter(person, { fully: false })
    expect(await signedInWith(again)).toMatchObject({ mustEnrol: true })
  })
})

describe('recovery codes', () => {
  async function withCodes() {
    const person = await identity.somebody()
    const token = await identity.enter(person)
    return { person, token, codes: await renewRecoveryCodes(identity.deps, token, ORIGIN) }
  }
  const use = (token: string, code: string) => confirmWithRecoveryCode(identity.deps, token, code, ORIGIN)

  it('are ten, are kept as hashes and are good once each, however they are typed', async () => {
    const { person, token, codes } = await withCodes()
    expect(codes).toHaveLength(10)
    for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
    const rows = await withoutTenant(identity.deps.db, (tx) => tx.select().from(recoveryCodes))
    for (const code of codes) expect(JSON.stringify(rows)).not.toContain(code)
    const typed = (codes[0] ?? '').toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')
    const raised = await use(token, typed)
    expect(await signedInWith(raised)).toMatchObject({ secondFactor: 'recovery' })
    await expect(use(raised, codes[0] ?? '')).rejects.toMatchObject({ details: { reason: 'wrong-factor' } })
    expect(await countRecoveryCodes(identity.deps, person.userId)).toBe(9)
    expect(await identity.eventsOf(person.userId)).toContain('recovery.use')
  })

  it('are used once of several tries at once', async () => {
    const { person, codes } = await withCodes()
    const sessions = []
    for (let at = 0; at < 8; at++) sessions.push(await identity.enter(person, { fully: false }))
    const answers = await Promise.all(sessions.map((token) => use(token, codes[0] ?? '').then(() => 'in', refusal)))
    expect(answers.filter((answer) => answer === 'in')).toHaveLength(1)
  })

  it('are replaced by new ones, by whoever confirmed lately, and are nobody else’s', async () => {
    const { token, codes } = await withCodes()
    const other = await withCodes()
    await expect(use(other.token, codes[0] ?? '')).rejects.toMatchObject({ details: { reason: 'wrong-factor' } })
    const renewed = await renewRecoveryCodes(identity.deps, token, ORIGIN)
    await expect(use(token, codes[0] ?? '')).rejects.toMatchObject({ details: { reason: 'wrong-factor' } })
    const raised = await use(token, renewed[9] ?? '')
    identity.pass(HOUR / 3 + 1)
    await expect(renewRecoveryCodes(identity.deps, raised, ORIGIN)).rejects.toMatchObject({
      details: { reason: 'step-up' },
    })
  })
})
