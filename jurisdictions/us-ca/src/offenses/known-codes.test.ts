import { describe, expect, it } from 'vitest'
import { isKnownSection } from './known-codes.ts'
import { parseOffense } from './parse-offense.ts'

function areKnown(text: string) {
  return parseOffense(text).map(isKnownSection)
}

describe('isKnownSection', () => {
  it.each([
    '11357(A) HS',
    '11357.5 HS',
    '11377(A) HS',
    '459 PC',
    '288A(C)(1) PC',
    '273AB PC',
    '23152(A) VC',
    '10851 VC',
  ])('%s is known', (text) => {
    expect(areKnown(text)).toEqual([true])
  })

  it.each(['4149 BP', '10980(C) WI', '1672(A) MV', '664/187(A) PC', '11530 HS', '12345 GC'])('%s is known', (text) => {
    expect(areKnown(text)).toEqual([true])
  })

  it.each(['111357 HS', '11359.7 HS', '190.123 PC', '19999 VC', '11357'])('%s is not', (text) => {
    expect(areKnown(text)).toEqual([false])
  })
})
