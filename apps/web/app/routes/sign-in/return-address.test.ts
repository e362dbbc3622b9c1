import { describe, expect, it } from 'vitest'
import { returnAddress } from './return-address.ts'

describe('returnAddress', () => {
  it('keeps a path of this site with its query', () => {
    expect(returnAddress('/contra-costa/results?outcome=eligible')).toBe('/contra-costa/results?outcome=eligible')
  })

  it.each([
    null,
    '',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/a\\b',
    '/\n/evil.example',
    'javascript:alert(1)',
  ])('sends %j to the start page', (to) => expect(returnAddress(to)).toBe('/'))
})
