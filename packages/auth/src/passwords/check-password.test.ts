import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkPassword, passwordFault } from './check-password.ts'
import { hashPassword, verifyPassword } from './password-hash.ts'

const owner = { email: 'testperson.one@county.example', officeNames: ['Invented County District Attorney'] }

describe('a password', () => {
  it.each(['1234567', '🔒'.repeat(7), 'x'.repeat(129), ''])('has 8 to 128 characters, and %j has not', async (word) => {
    expect(await passwordFault(word, owner)).toBe('password-length')
  })

  it.each(['12345678', 'Password1', 'IloveYou1', 'football', 'baseball1'])(
    '%s is refused as common, with the reason in words',
    async (word) => {
      await expect(checkPassword(word, owner)).rejects.toMatchObject({
        code: 'VALIDATION',
        message: expect.stringContaining('commonly used') as string,
        details: { reason: 'password-banned' },
      })
    },
  )

  it.each([
    'testperson.one@county.example',
    'TestPersonOne',
    'testperson-one-2026',
    'Clear My Record!',
    'clearmyrecord2026',
    'Invented County District Attorney 1',
  ])('%s is refused as personal', async (word) => {
    expect(await passwordFault(word, owner)).toBe('password-personal')
  })

  it.each([
    'correct horse, invented staple',
    '🦊🦊🦊🦊🦊🦊🦊🦊',
    '        ',
    '93847561',
    'пароль нет',
    'clear my record is work',
  ])('%j may be used: no rule about kinds of characters', async (word) => {
    expect(await passwordFault(word, owner)).toBeUndefined()
  })

  it('of any characters up to 128 verifies whole: a change of the last one does not', async () => {
    const character = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 8, maxLength: 60 }), character, async (start, last) => {
        const known = await hashPassword(`${start}${last}`)
        expect(await verifyPassword(known, `${start}${last}`)).toBe(true)
        expect(await verifyPassword(known, `${start}${last}.`)).toBe(false)
        expect(await verifyPassword(known, start)).toBe(false)
      }),
      { numRuns: 6 },
    )
    const long = 'é'.repeat(127)
    const known = await hashPassword(`${long}a`)
    expect(await verifyPassword(known, `${long}a`)).toBe(true)
    expect(await verifyPassword(known, `${long}b`)).toBe(false)
    expect(await verifyPassword(known, `${'e\u0301'.repeat(127)}a`)).toBe(true)
  })

  it('matches nothing where there is no hash', async () => {
    expect(await verifyPassword(undefined, 'nobody signs in with this')).toBe(false)
    expect(await verifyPassword(null, 'nobody signs in with this')).toBe(false)
  })
})
