import { describe, expect, it } from 'vitest'
import { createSessionCookie, createSsoCookie } from './session-cookie.server.ts'

const requestWith = (cookie: string | null) => ({ headers: { get: () => cookie } })

describe('createSessionCookie', () => {
  const cookie = createSessionCookie('https://records.example.gov')

  it('sets the four flags and the prefix over TLS', async () => {
    const header = await cookie.set('token')
    expect(header).toMatch(/^__Host-cmr=/)
    expect(header).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  })

  it('reads what it set', async () => {
    expect(await cookie.read(requestWith((await cookie.set('token')).split(';')[0] ?? ''))).toBe('token')
  })

  it.each([null, '', ';;;', '__Host-cmr', '__Host-cmr=', '__Host-cmr=%', '__Host-cmr=eyJhIjoxfQ==', 'x'.repeat(9000)])(
    'takes the Cookie header %j as nobody',
    async (header) => {
      expect(await cookie.read(requestWith(header))).toBeUndefined()
    },
  )

  it('uses another name without Secure on a plain-HTTP host', async () => {
    const header = await createSessionCookie('http://localhost:3000').set('token')
    expect(header).toMatch(/^cmr-development=/)
    expect(header).not.toContain('Secure')
  })
})

describe('createSsoCookie', () => {
  const cookie = createSsoCookie('https://records.example.gov')

  it('reads what it set, for ten minutes, with the flags of the sign-in cookie', async () => {
    const header = await cookie.set({ challenge: 'asked', to: '/contra-costa' })
    expect(header).toMatch(/^__Host-cmr-sso=.*; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
    expect(await cookie.read(requestWith(header.split(';')[0] ?? ''))).toEqual({
      challenge: 'asked',
      to: '/contra-costa',
    })
  })

  it.each([null, '', '__Host-cmr-sso=%', '__Host-cmr-sso=bnVsbA==', '__Host-cmr-sso=WzFd'])(
    'takes the Cookie header %j as nothing',
    async (header) => expect(await cookie.read(requestWith(header))).toEqual({ challenge: '', to: '/' }),
  )
})
