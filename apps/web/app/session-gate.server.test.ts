import { describe, expect, it } from 'vitest'
import type { Viewer } from './identity.server.ts'
import { passGate } from './session-gate.server.ts'
import type { SessionNeeds } from './session-gate.server.ts'

const NOW = new Date('2026-07-01T12:00:00Z')
const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000)

const viewer: Viewer = {
  userId: '01936a00-0000-7000-8000-000000000001',
  email: 'ada@testcounty.test',
  name: 'Ada Testperson',
  staff: null,
  personnel: null,
  sessionId: 'test',
  signedInAt: minutesAgo(30),
  secondFactorAt: minutesAgo(5),
  secondFactor: 'totp',
  mustEnrol: false,
  mustChangePassword: false,
  tenantId: null,
  expiresInMs: 1_800_000,
  memberships: [],
}
const needs: SessionNeeds = { background: false, least: 'whole', stepUp: false }

/** Where somebody is sent; `through` when the gate lets them pass; a status when it refuses. */
function sentTo(who: Partial<Viewer> | null, asked: Partial<SessionNeeds> = {}, address = '/testcounty/runs?page=2') {
  const request = new Request(`https://records.example${address}`)
  try {
    passGate(who === null ? undefined : { ...viewer, ...who }, request, { ...needs, ...asked }, NOW)
    return 'through'
  } catch (answer) {
    if (!(answer instanceof Response)) throw answer
    return answer.headers.get('Location') ?? answer.status
  }
}

const BACK = 'to=%2Ftestcounty%2Fruns%3Fpage%3D2'
const half = { secondFactorAt: null, secondFactor: null } as const

describe('passGate', () => {
  it('lets a whole session pass, and sends nobody in particular to the sign-in and back', () => {
    expect(sentTo({})).toBe('through')
    expect(sentTo(null)).toBe(`/sign-in?${BACK}`)
  })

  it('sends a session of a password alone to its second factor, or to set one up', () => {
    expect(sentTo(half)).toBe(`/sign-in/second-factor?${BACK}`)
    expect(sentTo({ ...half, mustEnrol: true })).toBe(`/sign-in/set-up?${BACK}`)
    expect(sentTo(half, { least: 'password' })).toBe('through')
  })

  it('asks for the second factor again after 20 minutes, where an act needs it', () => {
    expect(sentTo({ secondFactorAt: minutesAgo(20) }, { stepUp: true })).toBe('through')
    expect(sentTo({ secondFactorAt: minutesAgo(21) }, { stepUp: true })).toBe(`/confirm?${BACK}`)
    expect(sentTo({ secondFactorAt: minutesAgo(21) })).toBe('through')
  })

  it('leaves somebody with an old password the page that changes it, and no other', () => {
    expect(sentTo({ mustChangePassword: true })).toBe(`/account/password?${BACK}`)
    expect(sentTo({ mustChangePassword: true }, {}, '/account/password')).toBe('through')
  })

  it.each([null, half, { ...half, mustEnrol: true }])('refuses a background request of %j', (who) => {
    expect(sentTo(who, { background: true })).toBe(401)
  })

  it('leads back to the page, not to the data behind it', () => {
    expect(sentTo(null, {}, '/testcounty/runs.data?page=2&_routes=routes%2Fruns')).toBe(`/sign-in?${BACK}`)
    expect(sentTo(null, {}, '/_root.data')).toBe('/sign-in?to=%2F')
  })
})
