import { expect, it } from 'vitest'
import { arrayText } from './array-text.ts'

it('quotes every item, so that none is taken for a separator, an escape or NULL', () => {
  expect(arrayText([])).toBe('{}')
  expect(arrayText(['', 'NULL', 'a,b', '{"\\'])).toBe('{"","NULL","a,b","{\\"\\\\"}')
})
