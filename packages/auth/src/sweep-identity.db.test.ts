import { withoutTenant } from '@cmr/db'
import { challenges, sessions, signInAttempts } from '@cmr/db/schema'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createInvite } from './invites/create-invite.ts'
import { offerPasswordReset } from './passwords/change-password.ts'
import { signIn } from './sign-in/sign-in.ts'
import { sweepIdentity } from './sweep-identity.ts'
import { DAY, HOUR, openIdentity, refusal } from './test/open-identity.ts'

let identity: Awaited<ReturnType<typeof openIdentity>>
beforeAll(async () => {
  identity = await openIdentity()
})
afterAll(() => identity.close())

it('removes what is over and leaves the rest, each in its time', async () => {
  const office = await identity.office('Swept County')
  const person = await identity.somebody({ at: office.id })
  const ctx = identity.as(await identity.somebody({ at: office.id, as: ['admin'] }), office.id)
  await identity.enter(person)
  await offerPasswordReset(identity.deps, ctx, person.userId)
  await createInvite(identity.deps, ctx, { email: 'invited@county.example', name: 'T', roles: ['analyst'] })
  const wrong = { email: person.email, password: 'a wrong guess', address: 'a place' }
  await signIn(identity.deps, wrong).catch(refusal)
  const nothing = { sessions: 0, attempts: 0, challenges: 0, invites: 0, accounts: 0 }
  expect(await sweepIdentity(identity.deps)).toEqual(nothing)
  identity.pass(HOUR)
  expect(await sweepIdentity(identity.deps)).toMatchObject({ sessions: 1, challenges: 0, invites: 0, accounts: 0 })
  identity.pass(DAY)
  expect(await sweepIdentity(identity.deps)).toMatchObject({ challenges: 1, invites: 0, accounts: 0 })
  identity.pass(90 * DAY)
  expect(await sweepIdentity(identity.deps)).toMatchObject({ accounts: 2, invites: 0 })
  identity.pass(300 * DAY)
  expect(await sweepIdentity(identity.deps)).toEqual({ ...nothing, invites: 1 })
  const left = await withoutTenant(identity.deps.db, async (tx) => [
    await tx.$count(sessions),
    await tx.$count(challenges),
    await tx.$count(signInAttempts),
  ])
  expect(left).toEqual([0, 0, 0])
})
