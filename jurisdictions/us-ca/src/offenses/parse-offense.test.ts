import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatCode } from './offense-code.ts'
import { parseOffense } from './parse-offense.ts'

/** Codes as a rap sheet writes them; `*` marks those only mentioned. */
function read(text: string): string {
  return parseOffense(text)
    .map((code) => formatCode(code) + (code.mentioned ? '*' : ''))
    .join(', ')
}

describe('parseOffense', () => {
  it.each([
    ['11359 HS-POSSESS MARIJUANA FOR SALE', '11359 HS'],
    ['11357(A) HS', '11357(A) HS'],
    ['11357 HS 11359', '11357 HS, 11359*'],
    ['HS 11357 PC 187', '11357 HS, 187 PC*'],
    ['11357(a)HS', '11357(A) HS'],
    ['11357 (C) HS', '11357(C) HS'],
    ['496 (A) (2) PC', '496(A)(2) PC'],
    ['148(A)1 PC', '148(A)(1) PC'],
    ['11360 (A HS', '11360(A) HS'],
    ['11359HS', '11359 HS'],
    ['1090GC', '1090 GC'],
    ['264HN', '264 HN'],
    ['4060    BP', '4060 BP'],
    ['1708.5 CC', '1708.5 CC'],
    ['1861 CI', '1861 CI'],
    ['18540 EC', '18540 EC'],
    ['6252 FA', '6252 FA'],
    ['31880 FC', '31880 FC'],
    ['2000 FG', '2000 FG'],
    ['264 HN', '264 HN'],
    ['1871.4 IC', '1871.4 IC'],
    ['1199.5 LC', '1199.5 LC'],
    ['4324 PR', '4324 PR'],
    ['7201 RT', '7201 RT'],
    ['310 SH', '310 SH'],
    ['2101 UI', '2101 UI'],
    ['  11358   hs  ', '11358 HS'],
    ['1672(A) MV', '1672(A) MV'],
    ['11530.5 HS', '11530.5 HS'],
    ['11357.5 HS', '11357.5 HS'],
    ['11362.765 HS', '11362.765 HS'],
    ['148.9(A) PC', '148.9(A) PC'],
    ['12022.53(D) PC', '12022.53(D) PC'],
  ])('%s is %s', (text, codes) => {
    expect(read(text)).toBe(codes)
  })

  it.each([
    ['11357A HS', '11357(A) HS'],
    ['11357B2 HS', '11357(B)(2) HS'],
    ['11359AHS', '11359(A) HS'],
    ['11360A2 HS', '11360(A)(2) HS'],
    ['647F PC', '647(F) PC'],
    ['602L PC', '602(L) PC'],
    ['647BB PC', '647(BB) PC'],
    ['288A PC', '288A PC'],
    ['288A2 PC', '288A(2) PC'],
    ['288A(C)(2)(A) PC', '288A(C)(2)(A) PC'],
    ['288(A) PC', '288(A) PC'],
    ['273AB(A) PC', '273AB(A) PC'],
    ['273ABPC', '273AB PC'],
    ['273A(B) PC', '273A(B) PC'],
    ['653F(B) PC', '653F(B) PC'],
    ['653(F) PC', '653(F) PC'],
    ['1203.4A PC', '1203.4A PC'],
  ])('the letter in %s is told from a subdivision: %s', (text, codes) => {
    expect(read(text)).toBe(codes)
  })

  it.each([
    ['664/11359 HS', '664/11359 HS'],
    ['664-11359 HS-ATT POSS MARIJUANA FOR SALE', '664/11359 HS'],
    ['664.11357(c) HS', '664/11357(C) HS'],
    ['66411357(c) HS', '664/11357(C) HS'],
    ['664187(A) PC', '664/187(A) PC'],
    ['664 187(A) PC', '664/187(A) PC'],
    ['664 PC/187(A) PC', '664/187(A) PC'],
    ['11359/664 HS', '664/11359 HS'],
    ['187-664 PC', '664/187 PC'],
    ['182/11359 HS', '182/11359 HS'],
    ['182(A)(1)/11360(A) PC HS', '182/11360(A) HS'],
    ['182.11359 HS', '182/11359 HS'],
    ['182 PC-CONSPIRACY TO COMMIT 11360(A) HS', '182/11360(A) HS'],
    ['653F/187 PC', '653F/187 PC'],
    ['32/459 PC', '32/459 PC'],
    ['664 PC', '664 PC'],
    ['182(A)(1) PC-CONSPIRACY:COMMIT CRIME', '182(A)(1) PC'],
    ['182 PC-CONSPIRACY 11360(A) HS W/PRIOR 187 PC', '182/11360(A) HS, 187 PC*'],
    ['182/11360PC HS', '182/11360 HS'],
    ['182/11360(A) PC HS/11364 HS', '182/11360(A) HS, 11364 HS'],
    ['664/HS 11357(C)-POSS MARIJUANA OVER 1 OZ', '664/11357(C)'],
    ['664/HS11358 ', '664/11358'],
    ['182 PC 11359', '182/11359'],
    ['182.5 PC', '182.5 PC'],
    ['6641 PC', '6641 PC'],
    ['66437 PC', '66437 PC'],
  ])('the prefix in %s: %s', (text, codes) => {
    expect(read(text)).toBe(codes)
  })

  it.each([
    ['136.1-186.22(B)(4) PC', '136.1 PC, 186.22(B)(4) PC'],
    ['215 + 186.22(B)(4) PC', '215 PC, 186.22(B)(4) PC'],
    ['246/186.22(B)(4) PC', '246 PC, 186.22(B)(4) PC'],
    ['11359/11360 HS', '11359 HS, 11360 HS'],
    ['11357/11364 HS', '11357 HS, 11364 HS'],
    ['11359 HS 11360 HS', '11359 HS, 11360 HS'],
    ['11359 & 11360(A) HS', '11359 HS, 11360(A) HS'],
    ['11357 HS/11358', '11357 HS, 11358'],
    ['459 PC/11359 HS', '459 PC, 11359 HS'],
    ['4149 BP/11359 HS PC', '4149 BP, 11359 HS'],
    ['4149 BP PROB VIOL: 11359 HS', '4149 BP, 11359 HS*'],
    ['11359 HS-W/PRIOR 187 PC', '11359 HS, 187 PC*'],
  ])('several sections in %s: %s', (text, codes) => {
    expect(read(text)).toBe(codes)
  })

  it.each([
    ['CHRG 11358 HS', '11358 HS'],
    [':CHRG 11358 HS', '11358 HS'],
    ['01 CHRG-484-487 (A) PC SECOND DEGREE', '484 PC, 487(A) PC'],
    ['01-11357 HS', '11357 HS'],
    ['011359 HS-POSS FOR SALE', '11359 HS'],
    ['2-11357 HS', '11357 HS'],
    ['COM: CHRG 490,2 PC', '490.2 PC'],
    ['.496. PC-', '496 PC'],
    ['--40508 VC--', '40508 VC'],
    ['CNT 12 459 PC', '459 PC'],
    ['H&S 11359', '11359 HS'],
    ['HS 11359 PC', '11359 HS'],
    ['11359 H & S', '11359 HS'],
    ['HS 11359/11360', '11359 HS, 11360 HS'],
    ['HS11359', '11359 HS'],
    ['PC 187 HS 11359', '187 PC, 11359 HS*'],
    ['HEALTH & SAFETY CODE SECTION 11359', '11359 HS'],
    ['11359-HS', '11359 HS'],
    // 24 characters before the number, and 25, which is too far.
    ['HS    CODE   SECTION    11359', '11359 HS'],
    ['HS    CODE    SECTION    11359', '11359'],
    ['P.C. 187(A)', '187(A) PC'],
    ['4149 B&P', '4149 BP'],
    ['4149 BPC', '4149 BP'],
    ['602 W & I CODE', '602 WI'],
    ['602 W.I.', '602 WI'],
    ['1672 M&V', '1672 MV'],
    ['7201 R AND T', '7201 RT'],
    ['23152 VEHICLE CODE', '23152 VC'],
    ['V.C. 23152', '23152 VC'],
  ])('comments and other spellings, %s: %s', (text, codes) => {
    expect(read(text)).toBe(codes)
  })

  it.each([
    ['11357(A)', '11357(A)'],
    ['11357', '11357'],
    ['POSSESS MARIJUANA 11358', '11358'],
    ['COM: CNT 2 11357(B)', '11357(B)'],
    ['11530', '11530'],
    ['187(A)-MURDER', '187(A)'],
    ['187(A)/459', '187(A), 459'],
    ['111357', '111357'],
    ['11359 459 PC', '11359, 459 PC*'],
    ['187(A) 11359', '11359'],
    ['459 PC-SEE ALSO 11359', '459 PC, 11359*'],
  ])('without code letters, %s: %s', (text, codes) => {
    expect(read(text)).toBe(codes)
  })

  it.each([
    '',
    'SEE COMMENT FOR CHARGE',
    'TRAFFIC VIOLATION',
    '37 YRS OLD',
    '555-1135',
    '510-555-11357',
    '20140211',
    'A12345678',
    'A11357',
    'A 187(A)',
    'UNIT 415-DISTURBANCE',
    '28GC',
    '459AB PC',
    '459ABC PC',
    '1ST DEGREE',
    '51011357',
  ])('%s names no section', (text) => {
    expect(read(text)).toBe('')
  })

  it.each([
    ['11357(C) HS-28.5 GRAMS', '11357(C) HS'],
    ['11357(B) HS-POSSESS MARIJUANA 28.5- GRAMS', '11357(B) HS'],
    ['11357(C)HS-POSS MARIJUANA OVER 1 OZ/28.5 GRM', '11357(C) HS'],
    ['273.5(A) PC-INFLICT CORP INJ W/2 PRIORS', '273.5(A) PC'],
    ['22349(A) VC-SPEEDING OVER 65 MPH', '22349(A) VC'],
    ['4149 BP - POSS HYPO', '4149 BP'],
  ])('numbers of a description are not sections: %s', (text, codes) => {
    expect(read(text)).toBe(codes)
  })

  it('gives prefix, section, subdivisions and code apart, frozen', () => {
    const codes = parseOffense('664/288A(c)(1) PC')
    expect(codes).toEqual([{ prefix: 'attempt', section: '288A', path: ['C', '1'], code: 'PC', mentioned: false }])
    expect(Object.isFrozen(codes) && codes.every(Object.isFrozen)).toBe(true)
  })

  const PIECES = [
    '664',
    '/',
    '-',
    ' ',
    '.',
    '187',
    '(A)',
    '(',
    ')',
    '11357',
    '288A',
    'HS',
    'PC',
    'H&S',
    'CHRG',
    '182',
    '28.5',
    ',',
    '0',
    '\xa7',
    'ß',
  ]
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.constantFrom(...PIECES)).map((parts) => parts.join('')),
  )

  it('never throws, and answers the same in whatever case and however often it is asked', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const codes = parseOffense(text)
        expect(parseOffense(`${text}`)).toEqual(codes)
        if (/^[\x20-\x7e]*$/.test(text)) expect(parseOffense(text.toLowerCase())).toEqual(codes)
      }),
      { numRuns: 2000 },
    )
  })

  it('reads back what it writes', () => {
    const letters = fc.constantFrom('HS', 'PC', 'VC', 'BP')
    const section = fc.integer({ min: 100, max: 12_999 }).filter((n) => n !== 182 && n !== 664)
    const path = fc.array(fc.constantFrom('A', 'B', '1', '2'), { maxLength: 3 })
    const prefix = fc.constantFrom('attempt', 'conspiracy', undefined)
    fc.assert(
      fc.property(prefix, section, path, letters, (before, number, subdivisions, code) => {
        const one = { prefix: before, section: String(number), path: subdivisions, code, mentioned: false } as const
        expect(parseOffense(formatCode(one))).toEqual([one])
      }),
    )
  })
})
