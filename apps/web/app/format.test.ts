import { describe, expect, it } from 'vitest'
import { bytes, counted, day, duration, instant } from './format.ts'

describe('words for numbers and times', () => {
  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1000, '1 KB'],
    [12_345_678, '12.3 MB'],
    [2_500_000_000_000_000, '2,500 TB'],
  ])('%i bytes are %s', (size, words) => expect(bytes(size)).toBe(words))

  it.each([
    [0, '1 second'],
    [59.2, '1 minute'],
    [61, '2 minutes'],
    [3600, '1 hour'],
    [7501, '2 hours 6 minutes'],
  ])('%d seconds are %s', (seconds, words) => expect(duration(seconds)).toBe(words))

  it('counts one and many', () => {
    expect(counted(1, 'row')).toBe('1 row')
    expect(counted(41_207, 'row')).toBe('41,207 rows')
  })

  it('writes days the US way and says when there is none', () => {
    expect(day('2026-07-01')).toBe('07/01/2026')
    expect(day(null)).toBe('not in the file')
  })

  it('writes instants in the zone of the office', () => {
    expect(instant('2026-01-01T02:00:00Z', 'America/Los_Angeles')).toMatch(/^Dec 31, 2025, 6:00.PM$/)
  })
})
