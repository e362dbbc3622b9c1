import { expect, it } from 'vitest'
import { shownText, shownValues } from './shown-text.ts'

it('shows bytes as people read them and never holds a NUL', () => {
  expect(shownText('J\xc3\xb3se')).toBe('Jóse')
  expect(shownText('J\xf3se\0')).toBe('Jóse\ufffd')
})

it('leaves numbers and flags as they are', () => {
  expect(shownValues({ a: '\xe9', b: 1, c: true })).toEqual({ a: 'é', b: 1, c: true })
})
