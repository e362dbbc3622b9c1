import { describe, expect, it } from 'vitest'
import { mayWrite } from './origin-rule.ts'

const ours = 'https://records.example.gov'
const request = (method: string, headers: Record<string, string>) => ({ method, headers })

describe('mayWrite', () => {
  it.each(['GET', 'HEAD'])('lets %s through from anywhere', (method) => {
    expect(mayWrite(request(method, { 'sec-fetch-site': 'cross-site' }), ours)).toBe(true)
  })

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('lets %s through from our own pages', (method) => {
    expect(mayWrite(request(method, { 'sec-fetch-site': 'same-origin' }), ours)).toBe(true)
  })

  it.each(['cross-site', 'same-site', 'none', ''])('refuses Sec-Fetch-Site "%s", whatever the Origin says', (site) => {
    expect(mayWrite(request('POST', { 'sec-fetch-site': site, origin: ours }), ours)).toBe(false)
  })

  it('believes the Origin only where Sec-Fetch-Site is absent', () => {
    expect(mayWrite(request('POST', { origin: ours }), ours)).toBe(true)
  })

  it.each(['http://records.example.gov', 'https://records.example.gov:8443', 'https://evil.example', 'null'])(
    'refuses the Origin %s',
    (origin) => {
      expect(mayWrite(request('POST', { origin, host: 'records.example.gov' }), ours)).toBe(false)
    },
  )

  it('refuses a write that says nothing about where it comes from', () => {
    expect(mayWrite(request('POST', { 'x-forwarded-host': 'records.example.gov' }), ours)).toBe(false)
  })
})
