import { describe, expect, it } from 'vitest'
import { parseOffense } from './parse-offense.ts'
import { superstrike, superstrikeFinding } from './superstrikes.ts'

function read(text: string) {
  const finding = superstrikeFinding(parseOffense(text))
  return finding === undefined ? 'none' : `${finding.group} ${finding.certainty}`
}

/** `187, 189` as `['187 PC', answer]` and so on. */
function rows(answer: string, list: string, code = 'PC'): [text: string, answer: string][] {
  return list.split(', ').map((section) => [`${section} ${code}`, answer])
}

describe('superstrike, what the 2019 list accepted', () => {
  it.each([
    ...rows('IV certain', '187, 188, 189, 189.1, 189.5, 190, 190.03, 190.2(A)(4), 190.25(B), 191, 191.5'),
    ...rows('I certain', '261(A)(2), 262(A)(4), 264.1, 269, 286(C)(2)(A), 286(C)(2)(B), 286(C)(2)(C), 286(C)(3)'),
    ...rows('I certain', '286(D)(1), 286(D)(2), 286(D)(3), 288(B)(2), 288A(C)(2)(A), 288A(C)(2)(B), 288A(C)(2)(C)'),
    ...rows('I certain', '288A(D), 288.5, 288.5(A), 289(A)(1)(A), 289(A)(1)(B), 289(A)(1)(C), 289(A)(2)(C)'),
    ...rows('II certain', '286(C)(1), 288A(C)(1), 289(J)'),
    ...rows('III certain', '288(A), 288(B)(1)'),
    ...rows('VI certain', '245(D)(3)'),
    ...rows('VII certain', '11418(A)(1)'),
  ])('%s is %s', (text, answer) => {
    expect(read(text)).toBe(answer)
  })

  it.each([
    ...rows('I probable', '207, 209, 220, 261, 262, 286, 287, 288A, 289'),
    ...rows('III probable', '288'),
    ...rows('V probable', '653F'),
    ...rows('VIII probable', '37, 128, 205, 209.5, 217.1, 218, 219, 273AB, 273AB(A), 451.5, 667.61, 667.7, 667.71'),
    ...rows('VIII probable', '4500, 11418(B)(1), 11418(B)(2), 12308, 12310, 18745, 18755'),
    ...rows('VIII probable', '1672(A)', 'MV'),
  ])('%s is only %s: the text does not say age, force, intent or sentence', (text, answer) => {
    expect(read(text)).toBe(answer)
  })

  it.each(
    rows(
      'VIII probable',
      '246/186.22(B)(4), 519-186.22(B)(4), 136.1/186.22(B)(4), 136.1-186.22(B)(4), 136.1+186.22(B)(4), 215 + 186.22(B)(4), 12022.55 + 186.22(B)(4), 213(A)(1)(A) + 186.22(B)(4), 213(A)(1)(A)/186.22(B)(4), 186.22(B)(4)/136.1, 186.22(B)(4)-136.1, 186.22(B)(4)+136.1, 186.22(B)(4)-213(A)(1)(A), 186.22(B)(4)/12022.55, 186.22(B)(4)-246',
    ),
  )('%s, a felony for a gang, is %s', (text, answer) => {
    expect(read(text)).toBe(answer)
  })

  it.each([
    ['137 PC', '37 PC'],
    ['237 PC', '37 PC'],
    ['437 PC', '37 PC'],
    ['537 PC', '37 PC'],
    ['1128 PC', '128 PC'],
    ['1191 PC', '191 PC'],
    ['1205 PC', '205 PC'],
    ['1218 PC', '218 PC'],
    ['1220 PC', '220 PC'],
    ['1288 PC', '288 PC'],
    ['14500 PC', '4500 PC'],
  ])('%s is not %s (D9)', (text) => {
    expect(read(text)).toBe('none')
  })
})

describe('superstrike, what the 2019 list refused', () => {
  it.each([
    ...rows(
      'none',
      '186.22(B)(3)+136.1, 186.22(A)+136.1, 186.22(B)(4), 136.1, 189.2, 1900, 190.123, 191.55, 205.1, 209.6',
    ),
    ...rows(
      'none',
      '246, 12022.5, 217.1(A), 245, 261.5, 264.11, 273, 273(A), 286(E)(2)(B), 451.1, 653(F), 667.6, 667.72',
    ),
    ...rows('none', '667, 667/664, 11418(A)(2)'),
    ...rows('none', '1672(B)', 'MV'),
    ['273A(B)', 'none'],
  ])('rightly: %s', (text, answer) => {
    expect(read(text)).toBe(answer)
  })

  it.each([
    ...rows('IV certain', '187(A), 664/187(A), 191.5(A), 191(A), 664/191.5(A), 187-664, 664187(A)'),
    ...rows('I certain', '288(B), 269(A), 288B, 289(A)(2)(A)'),
    ...rows('III certain', '288(A)(C)(1)'),
    ...rows('I probable', '207(A), 209(B)(1), 220(A)(1), 286(C), 286(C)(4)(A)'),
    ...rows('V certain', '653F(B)'),
    ...rows('VIII probable', '217.1(B), 451.5(A), 667.61(A), 4500(A), 18745(A)'),
    ['187  pc', 'IV certain'],
  ])('wrongly, subdivisions and spelling were not tolerated: %s is %s', (text, answer) => {
    expect(read(text)).toBe(answer)
  })
})

describe('superstrike', () => {
  it.each([
    ...rows('I certain', '261(A)(6), 262(A)(1), 287(C)(2)(A), 288A(C)(3)'),
    ...rows('I certain', '286(C)(2), 286(C)(3), 287(C)(2), 287(C)(3), 287(D), 288A(C)(2), 288A(D), 289(A)'),
    ...rows('II certain', '287(C)(1)'),
    ...rows('IV certain', '190.05, 190.1, 190.2, 190.3, 190.4, 190.41, 190.5, 190.6, 190.7, 190.8, 190.9'),
    ...rows('I probable', '261(A)(3), 289(D), 286(B)(1)'),
    ...rows('VIII probable', '206, 236.1(C)(2), 288.7(A)'),
    ...rows('VI probable', '245(D)'),
    ...rows('VII probable', '11418(A)'),
    ...rows('none', '245(D)(2), 653F(D), 653F(E), 286(E)'),
    ...rows('none', '288(C)(1), 245(D)(1), 653F(A), 653F(C), 192(A), 236.1(C)(1), 288A(E), 287(E)'),
    ...rows('none', '187, 288(A)', 'WI'),
    ['11359 HS-W/PRIOR 187 PC', 'none'],
  ])('%s is %s', (text, answer) => {
    expect(read(text)).toBe(answer)
  })

  it.each([
    ['664/288(A) PC', 'none'],
    ['664/209 PC', 'none'],
    ['664/189 PC', 'IV certain'],
    ['182/187 PC', 'VIII probable'],
    ['653F/187(A) PC', 'V certain'],
    ['653F/188 PC', 'V certain'],
    ['653F/189 PC', 'V certain'],
    ['653F/191.5 PC', 'none'],
    ['653F/211 PC', 'none'],
    ['653F/288(A) PC', 'none'],
    ['32/187 PC', 'none'],
  ])('the statute names attempts at homicide only: %s is %s', (text, answer) => {
    expect(read(text)).toBe(answer)
  })

  it('a text without code letters is at best probable, and a short number is nothing', () => {
    expect(read('187(A)-MURDER')).toBe('IV probable')
    expect(read('37-')).toBe('none')
  })

  it('the strongest charge of a text answers', () => {
    expect(superstrike(parseOffense('220/187(A) PC'))).toBe('certain')
    expect(superstrikeFinding(parseOffense('220/187(A) PC'))?.citation.cite).toBe('Penal Code § 667(e)(2)(C)(iv)(IV)')
    expect(superstrike([])).toBeUndefined()
  })
})
