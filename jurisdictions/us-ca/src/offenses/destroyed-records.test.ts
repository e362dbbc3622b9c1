import { describe, expect, it } from 'vitest'
import { shouldHaveBeenDestroyed } from './destroyed-records.ts'
import { marijuanaOffenseOf } from './marijuana-offense.ts'
import { parseOffense } from './parse-offense.ts'

function destroyed(text: string, convictedOn: string | undefined, asOf: string) {
  const offense = marijuanaOffenseOf(parseOffense(text))
  if (offense === undefined) throw new Error('not a marijuana offense')
  return shouldHaveBeenDestroyed(offense, convictedOn, asOf)
}

describe('shouldHaveBeenDestroyed', () => {
  it.each([
    ['2010-05-01', '2012-04-30', false],
    ['2010-05-01', '2012-05-01', false],
    ['2010-05-01', '2012-05-02', true],
    ['2012-02-29', '2014-03-01', false],
    ['2012-02-29', '2014-03-02', true],
    ['1975-12-31', '2020-01-01', false],
    ['1976-01-01', '2020-01-01', true],
  ])('convicted %s, read %s: %s', (convictedOn, asOf, expected) => {
    expect(destroyed('11357(B) HS', convictedOn, asOf)).toBe(expected)
  })

  it.each(['11357(B) HS', '11357(C) HS', '11357(D) HS', '11357(E) HS', '11360(B) HS'])('%s is covered', (text) => {
    expect(destroyed(text, '2000-01-01', '2020-01-01')).toBe(true)
    expect(destroyed(text, undefined, '2020-01-01')).toBeUndefined()
  })

  it.each(['11357(A) HS', '11357 HS', '11358 HS', '11359(B) HS', '11360(A) HS', '11530 HS', '664/11357(B) HS'])(
    '%s is not',
    (text) => {
      expect(destroyed(text, '2000-01-01', '2020-01-01')).toBe(false)
      expect(destroyed(text, undefined, '2020-01-01')).toBe(false)
    },
  )
})
