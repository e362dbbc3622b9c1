import { describe, expect, it } from 'vitest'
import { parseOffense } from './parse-offense.ts'
import { requiresRegistration } from './registrable.ts'

function read(text: string) {
  return requiresRegistration(parseOffense(text))
}

function texts(list: string): string[] {
  return list.split(', ').map((section) => `${section} PC`)
}

describe('requiresRegistration', () => {
  it.each(
    texts(
      '236.1(B), 236.1(B)(1), 236.1(C), 243.4(A), 243.4(E)(1), 261(A)(1), 261(A)(2), 261(A)(3), 261(A)(4), 261(A)(6), 264.1, 266, 266C, 266H(B), 266I(B), 266J, 267, 269, 285, 286, 287, 288A, 288.3, 288.4, 288.5, 288.7, 289, 311.1, 311.2(B), 311.2(C), 311.2(D), 311.3, 311.4, 311.10, 311.11(A), 314(1), 314(2), 647.6(A), 647A, 653F(C), 288A(C)(1)',
    ),
  )('%s does', (text) => {
    expect(read(text)).toBe('certain')
  })

  it.each(texts('290.002, 290.010, 290.011, 290.012, 290.013, 290.014, 290.015, 290.018, 314.1, 314.2'))(
    '%s is only charged to those who must, or is an older spelling',
    (text) => {
      expect(read(text)).toBe('certain')
    },
  )

  it.each(texts('288(A), 288(B)(1), 288(C)(1), 290, 290(A)(1)(A), 287(A), 266J(A), 314.1, 664/288(A), 182/261(A)(2)'))(
    '%s does, which the 2019 list had lost (D12)',
    (text) => {
      expect(read(text)).toBe('certain')
    },
  )

  it.each(
    texts(
      '187, 207, 209(B)(1), 220(A)(1), 272, 272(A)(1), 288.2, 288.2(A)(1), 236.1, 261, 262, 262(A), 262(A)(1), 266H, 311.2, 314, 653F, 286(B)(1), 287(B), 288A(B)(1), 289(H), 289(I), 261B, 653F/261, 653F/262, 653F/264.1, 653F/286, 653F/287, 653F/288(A), 653F/288A, 653F/289',
    ),
  )('%s may: intent, level or subdivision is not in the text', (text) => {
    expect(read(text)).toBe('probable')
  })

  it.each(texts('220(B)'))('%s names a sexual offense', (text) => {
    expect(read(text)).toBe('certain')
  })

  it.each(texts('261.5(C), 261.5, 269.8, 451.5, 653F(B), 236.1B'))(
    '%s: the 2019 list was wrong or too loose',
    (text) => {
      expect(read(text)).toBe(text === '236.1B PC' ? 'certain' : undefined)
    },
  )

  it.each([
    ...texts(
      '236.1(A), 236.2(B), 243, 261(A)(5), 261(A)(7), 262(A)(2), 262(A)(3), 262(A)(4), 262(A)(5), 262(B), 264.11, 266.5, 266J.11, 266H(A), 266I(A), 653F(A), 653F(D), 653F(E), 288.6, 2677, 2699, 291, 2434, 24, 311.2(A), 314(3), 647(A), 647.1(A), 6477A, 1288, 203, 32/288(A), 653F/211, 653F/266',
    ),
    '288 HS',
    '11359 HS-PRIOR 288(A) PC',
  ])('%s does not', (text) => {
    expect(read(text)).toBeUndefined()
  })

  it('the strongest charge of a text answers, and without code letters none is certain', () => {
    expect(read('207/288(A) PC')).toBe('certain')
    expect(read('288(A)-LEWD ACTS')).toBe('probable')
  })
})
