import { dayNumber, parseCompactDate } from '@cmr/record'
import { expect, it } from 'vitest'
import { compactDate } from './calendar.ts'

it('names every day from 1900 to 2100 once, in order', () => {
  const first = dayNumber('1900-01-01')
  const last = dayNumber('2100-12-31')
  for (let day = first; day <= last; day++) {
    const date = parseCompactDate(compactDate(day))
    if (date === undefined || dayNumber(date) !== day)
      expect.unreachable(`day ${day} was written as ${compactDate(day)}`)
  }
  expect(compactDate(first)).toBe('19000101')
  expect(compactDate(last)).toBe('21001231')
})
