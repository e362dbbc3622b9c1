import { describe, expect, it } from 'vitest'
import {
  barringPrior,
  historyOf,
  isDestroyedRecord,
  priorsUnderSameSection,
} from '../src/rulesets/prop64/facts/history.ts'
import type { RowColumns } from './doj-rows.ts'
import { personOf } from './prop64-people.ts'

const AS_OF = '2024-01-01'
const SALE: RowColumns = { CYC_DATE: '20091201', STP_EVENT_DATE: '20100115' }
const murder = (day: string, more: RowColumns = {}): RowColumns => ({
  CNT_ORDER: '102001001000',
  OFFENSE_DESCR: '187(A) PC-MURDER',
  STP_EVENT_DATE: day,
  ...more,
})
const undated: RowColumns = { CYC_DATE: '', STP_EVENT_DATE: '' }

/** What came before the first row’s charge. */
function before(...rows: readonly RowColumns[]) {
  const subject = personOf(rows)
  const [charge] = subject.charges
  if (charge === undefined) throw new Error('no charge')
  return { bar: barringPrior(subject, charge, AS_OF), priors: priorsUnderSameSection(subject, charge, AS_OF) }
}

describe('what came before a charge whose own days are missing', () => {
  it('is open for each conviction of another case, dated or not', () => {
    expect(before({ ...SALE, ...undated }, murder('20050101')).bar).toBeUndefined()
    expect(before({ ...SALE, ...undated }, murder('')).bar).toBeUndefined()
  })

  it('is nothing where there is no other conviction, or one of the same case only', () => {
    expect(before({ ...SALE, ...undated }).bar).toBe(false)
    const same = { CNT_ORDER: '101001002000' }
    expect(before({ ...SALE, ...undated }, murder('20050101', same)).bar).toBe(false)
    expect(before({ ...SALE, ...undated }, murder('', same)).bar).toBe(false)
  })

  it('is open up to the conviction where only that day is known', () => {
    const sale = { ...SALE, CYC_DATE: '' }
    expect(before(sale, murder('20100114')).bar).toBeUndefined()
    expect(before(sale, murder('20100115')).bar).toBe(false)
    expect(before(sale, murder('')).bar).toBeUndefined()
  })
})

describe('earlier convictions under the same section', () => {
  const earlier = (cycle: number, day: string): RowColumns => ({
    CNT_ORDER: `10${cycle}001001000`,
    STP_EVENT_DATE: day,
  })

  it('are counted whatever the order of the rows', () => {
    const days = ['20080101', '20000101', '20120101', '20040101', '20091201']
    expect(before(SALE, ...days.map((day, index) => earlier(index + 2, day))).priors).toBe(3)
    expect(before(SALE, ...[...days].reverse().map((day, index) => earlier(index + 2, day))).priors).toBe(3)
  })

  it('do not hold those of the same case, on whatever day', () => {
    const same: RowColumns = { CNT_ORDER: '101001002000', STP_EVENT_DATE: '20000101' }
    expect(before(SALE, same, earlier(2, '20010101')).priors).toBe(1)
  })
})

describe('records to be destroyed', () => {
  it('leave a person’s history once the two years have passed, whatever day was asked about before', () => {
    const subject = personOf([
      SALE,
      { CNT_ORDER: '102001001000', OFFENSE_DESCR: '11357(B) HS', STP_EVENT_DATE: '20220101' },
    ])
    expect(historyOf(subject, '2024-01-01').recency.count).toBe(2)
    expect(historyOf(subject, '2024-01-02').recency.count).toBe(1)
    expect(historyOf(subject, '2024-01-01').recency.count).toBe(2)
  })

  it.each([
    ['11357(B) HS', '20220101', false],
    ['11357(B) HS', '20211231', true],
    ['11357(B) HS', '', true],
    ['11359 HS', '20000101', false],
    ['459 PC', '20000101', false],
  ])('%s of %s: %s', (OFFENSE_DESCR, STP_EVENT_DATE, isOne) => {
    const [charge] = personOf([{ ...SALE, OFFENSE_DESCR, STP_EVENT_DATE }]).charges
    expect(charge === undefined ? undefined : isDestroyedRecord(charge, AS_OF)).toBe(isOne)
  })
})

describe('a marijuana section before the first hyphen of a row', () => {
  it.each([
    ['11357(A) HS-POSSESS', true],
    ['11358 HS', true],
    ['11359 HS', true],
    ['11360(A) HS', true],
    ['11350(A) 11360(A) HS', true],
    ['1135', false],
    ['11350 HS', false],
    ['11361 HS', false],
    ['11370 HS', false],
    ['11377 HS', false],
    ['459 PC-WITH 11357 HS', false],
  ])('of %s: %s', (OFFENSE_DESCR, isOne) => {
    const [charge] = personOf([{ ...SALE, OFFENSE_DESCR }]).charges
    expect(charge?.given.marijuanaInCycle).toBe(isOne)
  })

  it('in a comment is kept beside a description of its own', () => {
    const [charge] = personOf([{ ...SALE, OFFENSE_DESCR: '459 PC', COMMENT_TEXT: '11357 HS' }]).charges
    expect(charge?.given.commentOffense).toBe('11357 HS')
  })
})

describe('relief noted on a later step of the cycle', () => {
  it.each([
    ['459 PC-BURGLARY', '459 PC-BURG', '1203.4'],
    ['459 PC', '459 PC-BURGLARY', '1203.4'],
    ['459 PC', '459 PD', undefined],
    ['459 PC-BURGLARY', '559 PC-BURGLARY', undefined],
  ])('is for the same offense, whatever follows the hyphen: %s and %s', (convicted, named, relieved) => {
    const [charge] = personOf([
      { ...SALE, CNT_ORDER: '101001001000', OFFENSE_DESCR: convicted },
      { ...SALE, CNT_ORDER: '101002001000', OFFENSE_DESCR: named, DISP_DESCR: 'DISMISSED PER 1203.4 PC' },
    ]).charges
    expect(charge?.given.relieved).toBe(relieved)
  })
})
