import { describe, expect, it } from 'vitest'
import { milestoneOf, percentOf } from './milestone.ts'

describe('milestoneOf', () => {
  it.each([
    [0, 0],
    [24, 0],
    [25, 25],
    [74, 50],
    [99, 75],
    [100, 100],
  ])('speaks of %i percent as %i', (percent, milestone) => {
    expect(milestoneOf(percent)).toBe(milestone)
  })
})

describe('percentOf', () => {
  it('says 100 only when everything is done', () => {
    expect(percentOf(999, 1000)).toBe(99)
    expect(percentOf(1000, 1000)).toBe(100)
  })

  it('never leaves 0 to 100', () => {
    expect(percentOf(-1, 10)).toBe(0)
    expect(percentOf(11, 10)).toBe(100)
  })

  it('takes nothing to do as done', () => {
    expect(percentOf(0, 0)).toBe(100)
  })
})
