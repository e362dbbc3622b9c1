import { describe, expect, it } from 'vitest'
import { isLookalike, marijuanaOffenseOf } from './marijuana-offense.ts'
import { parseOffense } from './parse-offense.ts'

function offense(text: string) {
  return marijuanaOffenseOf(parseOffense(text))
}

describe('marijuanaOffenseOf', () => {
  it.each([
    ['11357(B) HS', '11357', 'b'],
    ['11357B2 HS', '11357', 'b'],
    ['11358 HS', '11358', undefined],
    ['11359(c)HS', '11359', 'c'],
    ['11360(A) HS', '11360', 'a'],
    ['11360', '11360', undefined],
    ['459 PC/11359 HS', '11359', undefined],
  ])('%s is § %s(%s)', (text, section, subdivision) => {
    expect(offense(text)).toMatchObject({ section, subdivision, attempt: false, codeDoubtful: false })
  })

  it.each(['664/11359 HS', '664-11359 HS-ATT', '664.11359 HS', '66411359 HS', '11359/664 HS'])(
    'the attempt %s is § 11359 (the 2019 tools lost the one with a hyphen: D8)',
    (text) => {
      expect(offense(text)).toMatchObject({ section: '11359', prefix: 'attempt', attempt: true })
    },
  )

  it('a conspiracy is told from an attempt', () => {
    expect(offense('182(A)(1)/11360(A) HS')).toMatchObject({ section: '11360', prefix: 'conspiracy', attempt: false })
  })

  it.each([
    ['11530 HS', '11357', '11530', false],
    ['11530(A) HS', '11357', '11530', false],
    ['11530.1 HS', '11358', '11530.1', false],
    ['11530.5 HS', '11359', '11530.5', false],
    ['11531 HS', '11360', '11531', false],
    ['11531', '11360', '11531', true],
  ])('the predecessor %s is § %s', (text, section, predecessor, codeDoubtful) => {
    expect(offense(text)).toMatchObject({ section, predecessor, path: [], subdivision: undefined, codeDoubtful })
  })

  it('other code letters are doubted, not refused', () => {
    expect(offense('11357(A) PC')).toMatchObject({ section: '11357', codeDoubtful: true })
  })

  it.each([
    '11357.5 HS',
    '11360.5 HS',
    '11361 HS',
    '11361(A) HS',
    '11361.1 HS',
    '11362.3 HS',
    '111357 HS',
    '1135 HS',
    '11356 HS',
    '11530 PC',
    '4573.6 PC',
    '32/11359 HS',
    '4149 BP PROB VIOL: 11359 HS',
    '647(f) HS',
    '',
  ])('%s is none', (text) => {
    expect(offense(text)).toBeUndefined()
  })
})

describe('isLookalike', () => {
  it.each([
    '11357.5 HS',
    '11360.5 HS',
    '11361 HS',
    '11361',
    '11361(B) HS',
    '11361.5 HS',
    '11362.3 HS',
    '4573.6 PC',
    '111357 HS',
    '111357',
  ])('%s may be mistaken for Proposition 64', (text) => {
    expect(parseOffense(text).map(isLookalike)).toEqual([true])
  })

  it.each(['11357 HS', '11358(C) HS', '11361 PC', '11364 HS', '4573 PC', '4573.6 HS', '11350 HS'])(
    '%s may not',
    (text) => {
      expect(parseOffense(text).map(isLookalike)).toEqual([false])
    },
  )
})
