import { describe, expect, it } from 'vitest'
import { type Certainty, stronger } from './certainty.ts'

describe('stronger', () => {
  it.each<[Certainty | undefined, Certainty | undefined, Certainty | undefined]>([
    ['certain', 'certain', 'certain'],
    ['certain', 'probable', 'certain'],
    ['probable', 'certain', 'certain'],
    ['probable', 'probable', 'probable'],
    ['certain', undefined, 'certain'],
    [undefined, 'certain', 'certain'],
    ['probable', undefined, 'probable'],
    [undefined, 'probable', 'probable'],
    [undefined, undefined, undefined],
  ])('of %s and %s is %s', (a, b, expected) => {
    expect(stronger(a, b)).toBe(expected)
  })
})
