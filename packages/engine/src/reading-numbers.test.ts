import { describe, expect, it } from 'vitest'
import { NO_NUMBER, ReadingNumbers } from './reading-numbers.ts'

describe('ReadingNumbers', () => {
  it('gives different readings different numbers, and equal ones the same again', () => {
    const numbers = new ReadingNumbers()
    const values = [undefined, false, true, 0, 1, 99, '', '0', 'true', 'b']
    const all = () => values.flatMap((value) => [numbers.of(value, false), numbers.of(value, true)])
    const first = all()
    expect(new Set(first).size).toBe(2 * values.length)
    expect(Math.min(...first)).toBeGreaterThan(NO_NUMBER)
    expect(all()).toEqual(first)
  })

  it.each([[100], [-1], [0.5], [NaN], [null], [[]], [{}]])('has none for %j', (value) => {
    expect(new ReadingNumbers().of(value, false)).toBe(NO_NUMBER)
  })

  it('has none for texts any more once there were more than 64', () => {
    const numbers = new ReadingNumbers()
    const texts = Array.from({ length: 65 }, (_, i) => `text ${i}`)
    const given = texts.map((text) => numbers.of(text, false))
    expect(new Set(given.slice(0, 64)).size).toBe(64)
    expect(given[64]).toBe(NO_NUMBER)
    expect(texts.map((text) => numbers.of(text, false))).toEqual(texts.map(() => NO_NUMBER))
    expect(numbers.of(true, false)).not.toBe(NO_NUMBER)
  })
})
