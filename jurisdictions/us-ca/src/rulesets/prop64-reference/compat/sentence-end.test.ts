import { type Charge, dayNumber } from '@cmr/record'
import { describe, expect, it } from 'vitest'
import { partDays, sentenceEndDay } from './sentence-end.ts'

const YEAR = 365.25

describe('partDays', () => {
  it.each([
    ['90', 'D', 90],
    ['1', 'M', 30.5],
    ['6', 'M', 183],
    ['1', 'Y', 366],
    ['+2', 'D', 2],
    ['-2', 'D', -2],
    ['007', 'D', 7],
    ['291', 'Y', 291 * 366],
    ['106751', 'D', 106_751],
    ['3500', 'M', 106_750],
  ])('%s %s are %d days', (length, unit, days) => {
    expect(partDays({ length, unit, place: '' })).toBe(days)
  })

  it.each([
    ['90', ''],
    ['90', 'N'],
    ['90', 'd'],
    ['', 'Y'],
    [' 6', 'Y'],
    ['6 ', 'Y'],
    ['1.5', 'Y'],
    ['+', 'Y'],
    ['1e3', 'D'],
  ])('%j %j is nothing', (length, unit) => {
    expect(partDays({ length, unit, place: '' })).toBe(0)
  })

  it.each([
    ['300', 'Y', -284],
    ['999', 'Y', -168],
    ['600', 'Y', 16.7],
    ['292', 'Y', -292],
    ['3501', 'M', -292],
    ['106752', 'D', -292.3],
    // The highest number there is, times 24 hours, wraps around to minus one day's nanoseconds.
    ['99999999999999999999', 'D', 0],
  ])('%s %s wrap around to about %d years (D6)', (length, unit, years) => {
    expect(Math.abs(partDays({ length, unit, place: '' }) / YEAR - years)).toBeLessThan(0.6)
  })
})

describe('sentenceEndDay', () => {
  const charge = {
    ...{ id: '0:0', caseId: '101001', file: 0, row: 0, line: 1, literal: '', disposition: 'convicted' },
    disposedOn: '2016-01-01',
  } as const satisfies Omit<Charge, 'given'>

  it('adds up the parts, as the rows of the file append them', () => {
    const given = { sentence: '1|D|JAIL;2|D|FINE' }
    expect(sentenceEndDay({ ...charge, given })).toBe(dayNumber('2016-01-04'))
    expect(sentenceEndDay({ ...charge, given: { ...given, sentenceAsAppended: '1|D|JAIL' } })).toBe(
      dayNumber('2016-01-02'),
    )
    expect(sentenceEndDay({ ...charge, given: {} })).toBe(dayNumber('2016-01-01'))
  })
})
