import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  addYears,
  anniversaryDay,
  dayNumber,
  daysBetween,
  parseCompactDate,
  parsePlainDate,
  wholeYears,
  yearOf,
} from './plain-date.ts'

const MILLISECONDS_A_DAY = 86_400_000
/** Any day the language's own calendar knows within four-digit years. */
const anyDay = fc.integer({ min: -719_162, max: 2_932_896 })
const plain = (day: number) => new Date(day * MILLISECONDS_A_DAY).toISOString().slice(0, 10)

describe('parseCompactDate', () => {
  it.each([
    ['20200229', '2020-02-29'],
    ['19991231', '1999-12-31'],
    ['00010101', '0001-01-01'],
  ])('reads %s', (text, date) => {
    expect(parseCompactDate(text)).toBe(date)
  })

  it.each([
    '',
    '        ',
    '20190229',
    '20190000',
    '20191300',
    '20190431',
    '2019010',
    '201901011',
    '2019-1-1',
    '20190101 ',
    '２０190101',
  ])('refuses %j', (text) => {
    expect(parseCompactDate(text)).toBeUndefined()
  })
})

describe('parsePlainDate', () => {
  it.each([
    ['2020-02-29', true],
    ['1900-02-29', false],
    ['2000-02-29', true],
    ['2020-2-9', false],
    ['2020/02/09', false],
  ])('%s: %s', (text, valid) => {
    expect(parsePlainDate(text) === text).toBe(valid)
  })
})

describe('addYears', () => {
  it.each([
    ['2020-02-29', 1, '2021-03-01'],
    ['2020-02-29', 4, '2024-02-29'],
    ['2020-02-29', -1, '2019-03-01'],
    ['1996-02-29', 21, '2017-03-01'],
    ['2019-07-01', -5, '2014-07-01'],
  ])('%s and %i years are %s', (date, years, expected) => {
    expect(addYears(date, years)).toBe(expected)
  })
})

describe('addMonths', () => {
  it.each([
    ['2019-01-31', 1, '2019-02-28'],
    ['2020-01-31', 1, '2020-02-29'],
    ['2019-11-30', 3, '2020-02-29'],
    ['2019-12-15', 1, '2020-01-15'],
    ['2019-07-15', 0, '2019-07-15'],
    ['2018-03-31', 25, '2020-04-30'],
  ])('%s and %i months are %s', (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected)
  })
})

describe('yearOf', () => {
  it.each([
    ['0000-01-01', 0],
    ['0987-12-31', 987],
    ['2016-11-09', 2016],
    ['9999-12-31', 9999],
  ])('of %s is %d', (date, year) => {
    expect(yearOf(date)).toBe(year)
  })
})

describe('wholeYears', () => {
  it.each([
    ['1998-07-02', '2019-07-01', 20],
    ['1998-07-02', '2019-07-02', 21],
    ['1996-02-29', '2017-02-28', 20],
    ['1996-02-29', '2017-03-01', 21],
    ['1996-02-29', '2016-02-29', 20],
    ['2020-01-01', '2019-01-01', 0],
  ])('from %s to %s are %i', (from, to, years) => {
    expect(wholeYears(from, to)).toBe(years)
  })
})

describe('day numbers', () => {
  it('are turned back into dates by addDays', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (from, to) => {
        expect(addDays(plain(from), to - from)).toBe(plain(to))
      }),
    )
  })

  it('count as the language’s own calendar does', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (from, to) => {
        expect(daysBetween(plain(from), plain(to))).toBe(to - from)
      }),
    )
  })

  it('of an anniversary agree with addYears, and go on after the year 9999', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 99 }), (day, years) => {
        const date = plain(day)
        if (Number(date.slice(0, 4)) + years <= 9999) {
          expect(anniversaryDay(date, years)).toBe(dayNumber(addYears(date, years)))
        }
      }),
    )
    expect(anniversaryDay('9999-12-31', 21)).toBeGreaterThan(dayNumber('9999-12-31'))
  })
})
