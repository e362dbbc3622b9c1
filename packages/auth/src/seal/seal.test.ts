import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { seal, unseal } from './seal.ts'

const key = randomBytes(32)
const secret = Buffer.from('a secret of an authenticator')

describe('a sealed secret', () => {
  it('opens with the same key and for the same owner, and looks different each time', () => {
    const sealed = seal(key, secret, 'totp:one')
    expect(unseal(key, sealed, 'totp:one')).toEqual(secret)
    expect(sealed.includes(secret)).toBe(false)
    expect(seal(key, secret, 'totp:one')).not.toEqual(sealed)
  })

  it('opens with no other key, for no other owner, and not when a bit was turned', () => {
    const sealed = seal(key, secret, 'totp:one')
    const turned = Buffer.from(sealed)
    turned[turned.length - 1] = (turned.at(-1) ?? 0) ^ 1
    for (const [otherKey, bytes, about] of [
      [randomBytes(32), sealed, 'totp:one'],
      [key, sealed, 'totp:two'],
      [key, turned, 'totp:one'],
      [key, sealed.subarray(0, 20), 'totp:one'],
    ] as const) {
      expect(() => unseal(otherKey, bytes, about)).toThrow(expect.objectContaining({ code: 'INTERNAL' }))
    }
  })
})
