import { describe, expect, it } from 'vitest'
import {
  isGangEnhanceable,
  isGangEnhancement,
  isRegistrable,
  isSuperstrike,
  prop64Section,
  relatedCharge,
} from './offense-patterns.ts'

function codes(list: string, code = 'PC'): string[] {
  return list.split(', ').map((section) => `${section} ${code}`)
}

describe('prop64Section', () => {
  it.each([
    ['11358(c) HS', '11358'],
    ['/11357 HS', '11357'],
    ['66411357(c) HS', '11357'],
    ['664-11357(c) HS', '11357'],
    ['11357(A)PC', '11357'],
    ['11360/11357 HS', '11360'],
    ['11357.5 HS', '11357'],
  ])('%s names %s', (text, section) => {
    expect(prop64Section(text)).toBe(section)
  })

  it.each(['12345(c) HS', '647(f) HS', '4050.6 BP', '14859 PC', '148 PC', '11364 HS'])('%s names none', (text) => {
    expect(prop64Section(text)).toBeUndefined()
  })
})

describe('isSuperstrike', () => {
  const listed = codes(
    '187, 189, 189.1, 189.5, 190, 190.03, 190.2(A)(4), 190.25(B), 191, 191.5, 205, 207, 209, 209.5, 217.1, 218, 219, 220, 245(D)(3), 261(A)(2), 262(A)(4), 262, 264.1, 269, 273AB, 273AB(A), 286(C)(2)(A), 286(C)(1), 286(C)(2)(B), 286(C)(2)(C), 286(C)(3), 286(D)(1), 286(D)(2), 286(D)(3), 286, 287, 288, 288(A), 288(B)(1), 288(B)(2), 288A, 288A(C)(1), 288A(C)(2)(A), 288A(C)(2)(B), 288A(C)(2)(C), 288A(D), 288.5, 288.5(A), 289(A)(1)(A), 289(A)(1)(B), 289(A)(1)(C), 289(A)(2)(C), 289(J), 289, 451.5, 653F, 667.61, 667.7, 667.71, 4500, 11418(A)(1), 11418(B)(1), 11418(B)(2), 12308, 12310, 18745, 18755, 246/186.22(B)(4), 519-186.22(B)(4), 136.1+186.22(B)(4), 215 + 186.22(B)(4), 12022.55 + 186.22(B)(4), 213(A)(1)(A) + 186.22(B)(4), 186.22(B)(4)/136.1, 186.22(B)(4)-213(A)(1)(A), 186.22(B)(4)/12022.55, 186.22(B)(4)-246',
  )
  const caughtByAccident = codes('137, 437, 537, 1128, 1191, 1205, 1218, 1220, 14500, 664/187')
  it.each([...listed, ...caughtByAccident, '1672(A) MV'])('%s is one', (text) => {
    expect(isSuperstrike(text)).toBe(true)
  })

  const others = codes(
    '186.22(B)(3)+136.1, 186.22(A)+136.1, 186.22(B)(4), 136.1, 189.2, 1900, 190.123, 191(A), 191.55, 205.1, 209.6, 246, 12022.5, 217.1(A), 245, 261.5, 264.11, 273, 273(A), 286(C)(4)(A), 286(E)(2)(B), 286(C), 288(B), 288(A)(C)(1), 288B, 289(A)(2)(A), 451.1, 653(F), 667.6, 667.72, 667, 667/664, 4500(A), 11418(A)(2), 18745(A), 187(A), 207(A), 269(A), 653F(B)',
  )
  it.each([...others, '273A(B)', '1672(B) MV', '187  PC', '187 pc'])('%s is none', (text) => {
    expect(isSuperstrike(text)).toBe(false)
  })
})

describe('isRegistrable', () => {
  it.each(
    codes(
      '236.1(B), 236.1(B)(C), 236.1(B)(1), 236.1(C), 236.1(C)(A), 243.4(A), 243.4(A)(C), 261, 261B, 261.5, 262(A), 262(A)(1), 264.1, 266, 266C, 266H(B), 267, 269, 269.8, 272, 285, 286, 287, 288, 288A, 288.2, 288.3, 288.4, 288.5, 288.7, 289, 311.1, 311.2(B), 311.2(C), 311.2(D), 311.3, 311.4, 311.10, 311.11, 314(1), 314(2), 451.5, 647.6B, 647A, 653F(B), 653F(C)',
    ),
  )('%s is one', (text) => {
    expect(isRegistrable(text)).toBe(true)
  })

  it.each([
    ...codes(
      '236.1(A), 236.1B, 236.2(B), 236.1(D)(B), 243, 262, 264.11, 266.5, 266(C), 266J(A), 266J.11, 266(J), 267A, 2677, 2699, 291, 2434, 24, 647(A), 647.1(A), 6477A, 653F, 288(A), 288(B)(1), 290, 311.2(A), 272(A)(1)',
    ),
    '288.6',
  ])('%s is none', (text) => {
    expect(isRegistrable(text)).toBe(false)
  })
})

describe('relatedCharge', () => {
  it.each([
    ['647(f) PC', '647(f) PC'],
    ['602PC', '602PC'],
    ['1602 PC', '602 PC'],
    ['466  PC', '466  PC'],
    ['148.9 PC', '148.9 PC'],
    ['148 PC ', '148 PC'],
    ['11364 HS', '11364 HS'],
    ['11550HS', '11550HS'],
    ['4140 BP', '4140 BP'],
    ['4149 BP PROB VIOL: REARREST', '4149 BP'],
    ['4060    BP', '4060    BP'],
    ['--40508 VC--', '40508 VC'],
    ['1320 PC', '1320 PC'],
    ['1320(a) PC', '1320(a) PC'],
    ['11364 HS/148 PC', '11364 HS'],
  ])('%s names %s', (text, related) => {
    expect(relatedCharge(text)).toBe(related)
  })

  it.each([
    ...codes('647(F), 602(L), 148(A)(1), 148.9(A), 1320.5, 13205, 1320(A)(1.5)'),
    ...['11550(A) HS', '40508(A) VC', '602 HS', '148 pc', '602\u00a0PC', '11358 HS'],
  ])('%s names none', (text) => {
    expect(relatedCharge(text)).toBeUndefined()
  })
})

describe('the two halves of a gang superstrike', () => {
  it.each(codes('136.1, 215, 213(A)(1)(A), 246, 519, 12022.55, 1246'))('%s is the crime', (text) => {
    expect(isGangEnhanceable(text)).toBe(true)
  })
  it.each(codes('136.1(A), 12022.5, 186.22(B)(4), 246/186.22(B)(4)'))('%s is not the crime', (text) => {
    expect(isGangEnhanceable(text)).toBe(false)
  })
  it('knows the enhancement', () => {
    expect(isGangEnhancement('186.22(B)(4) PC POSSESS')).toBe(true)
    expect(isGangEnhancement('186.22(B)(3) PC')).toBe(false)
    expect(isGangEnhancement('186.22(B)(4)/246 PC')).toBe(false)
  })
})
