import { describe, expect, it } from 'vitest'
import { parseOffense } from './parse-offense.ts'
import { isPleaDerivative, pleaDerivative } from './related-charges.ts'

describe('pleaDerivative', () => {
  it.each([
    ['32 PC', '32 PC'],
    ['32/11359 HS', '32 PC'],
    ['148 PC-OBSTRUCTS', '148 PC'],
    ['148(A)(1) PC', '148 PC'],
    ['148.9(A) PC', '148.9 PC'],
    ['466 PC', '466 PC'],
    ['602(L) PC', '602 PC'],
    ['647(f) PC', '647(F) PC'],
    ['647(F) PC', '647(F) PC'],
    ['647F PC', '647(F) PC'],
    ['1320(A) PC', '1320 PC'],
    ['11364(A) HS', '11364 HS'],
    ['11366 HS', '11366 HS'],
    ['11550(A) HS', '11550 HS'],
    ['4060    BP', '4060 BP'],
    ['4140 BP', '4140 BP'],
    ['4149 BP - POSS HYPO NEEDLE/SYRINGE', '4149 BP'],
    ['--40508 VC--', '40508 VC'],
    ['40508(A) VC', '40508 VC'],
  ])('%s falls under %s (with subdivisions and capitals, unlike the 2019 tools: D10, D11)', (text, listed) => {
    expect(parseOffense(text).map(pleaDerivative)).toEqual([listed])
  })

  it.each([
    '1320.5 PC',
    '13205 PC',
    '1602 PC',
    '602.5 PC',
    '2148 PC',
    '148.5 PC',
    '647 PC',
    '647(B) PC',
    '647.6 PC',
    '11364.7 HS',
    '11366.5 HS',
    '148 HS',
    '148',
    '182/11364 HS',
    '4060.5 BP',
    '11359 HS',
  ])('%s falls under none', (text) => {
    expect(parseOffense(text).map(isPleaDerivative)).toEqual([false])
  })
})
