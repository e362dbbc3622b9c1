import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { detach } from './detach.ts'

describe('detach', () => {
  it('gives the same text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.constantFrom('', '0', '007', '__proto__', '\ud800', 'x'.repeat(9000)),
        ),
        (text) => {
          expect(detach(text)).toBe(text)
        },
      ),
    )
  })
})
