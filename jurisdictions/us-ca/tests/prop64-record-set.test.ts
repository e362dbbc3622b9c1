import { evaluateText } from '@cmr/conformance'
import { describe, expect, it } from 'vitest'
import { california } from '../src/index.ts'
import { convictionFile, type RowColumns } from './doj-rows.ts'

const SALE: RowColumns = { CYC_DATE: '20091201', STP_EVENT_DATE: '20100115', OFN: 'TEST-SALE' }
const MURDER: RowColumns = {
  CNT_ORDER: '102001001000',
  OFFENSE_DESCR: '187(A) PC-MURDER',
  CYC_DATE: '20040101',
  STP_EVENT_DATE: '20050101',
  OFN: 'TEST-MURDER',
}

function evaluate(...files: readonly (readonly RowColumns[])[]) {
  return evaluateText({
    jurisdiction: california,
    ruleset: 'prop64',
    text: files.map(convictionFile),
    options: {},
    county: 'San Joaquin',
    asOf: '2024-01-01',
  })
}

/** The answers of a run: kind of outcome of each conviction with one, person by person. */
function answers(run: ReturnType<typeof evaluate>): string[][] {
  return run.people.map(({ determinations }) => determinations.map((answer) => answer?.outcome.kind ?? 'none'))
}

describe('files of one record set', () => {
  it('joins a person by SUBJECT_ID, so that a bar in one file is seen in the other', () => {
    expect(answers(evaluate([SALE], [MURDER]))).toEqual([['ineligible', 'none']])
    expect(answers(evaluate([SALE]))).toEqual([['eligible']])
  })

  it('joins a person by CII number and date of birth, however the number is padded', () => {
    const other = { ...MURDER, SUBJECT_ID: '20000002', CII_NUMBER: '0000000001' }
    expect(answers(evaluate([SALE], [other]))).toEqual([['ineligible', 'none']])
  })

  it('keeps people apart whose numbers or birthdays differ', () => {
    const stranger = { ...MURDER, SUBJECT_ID: '20000002' }
    const numbered = { ...stranger, CII_NUMBER: 'A000000002' }
    const younger = { ...stranger, PRI_DOB: '19700102' }
    for (const other of [numbered, younger]) {
      expect(answers(evaluate([SALE], [other]))).toEqual([['eligible'], ['none']])
    }
  })

  it.each([
    ['a CII number too short to identify', { CII_NUMBER: 'A0000001', PRI_DOB: '19700101' }],
    ['a CII number of zeros', { CII_NUMBER: 'A00000000', PRI_DOB: '19700101' }],
    ['no date of birth', { CII_NUMBER: 'A000000001', PRI_DOB: '' }],
  ])('does not join people by %s', (_, same) => {
    expect(answers(evaluate([{ ...SALE, ...same }], [{ ...MURDER, ...same, SUBJECT_ID: '20000002' }]))).toHaveLength(2)
  })

  it('counts a count that two files repeat once', () => {
    const run = evaluate([SALE], [SALE])
    expect(answers(run)).toEqual([['eligible']])
    expect(run.report).toMatchObject({ people: 1, convictions: 1 })
  })

  it('counts a count that two SUBJECT_IDs of one person carry once', () => {
    const again = { ...SALE, SUBJECT_ID: '20000002', CNT_ORDER: '105001001000' }
    const run = evaluate([SALE], [again])
    expect(answers(run)).toEqual([['eligible']])
    expect(run.report).toMatchObject({ people: 1, convictions: 1 })
  })

  it.each<[string, RowColumns]>([
    ['county', { STP_ORI_CNTY_NAME: 'YOLO' }],
    ['case number', { OFN: 'TEST-OTHER' }],
    ['day', { STP_EVENT_DATE: '20100116' }],
    ['offense', { OFFENSE_DESCR: '11360(A) HS-TEST' }],
    ['comment', { COMMENT_TEXT: 'COUNT TWO' }],
  ])('takes counts of two SUBJECT_IDs that differ in the %s for two', (_, differs) => {
    const again = { ...SALE, SUBJECT_ID: '20000002', CNT_ORDER: '105001001000', ...differs }
    expect(evaluate([SALE], [again]).people.map(({ subject }) => subject.charges.length)).toEqual([2])
  })

  it('takes the same case number and offense under one SUBJECT_ID for two counts', () => {
    expect(answers(evaluate([SALE, { ...SALE, CNT_ORDER: '101001002000' }]))).toEqual([['eligible', 'eligible']])
  })

  it('keeps the arrests of two SUBJECT_IDs of one person apart, though both number them from the start', () => {
    const again = { ...MURDER, SUBJECT_ID: '20000002', CNT_ORDER: '101001002000' }
    expect(answers(evaluate([SALE], [again]))).toEqual([['ineligible', 'none']])
  })

  it('keeps the arrests of three SUBJECT_IDs of one person apart', () => {
    const burglary = { ...MURDER, OFFENSE_DESCR: '459 PC-BURGLARY', SUBJECT_ID: '20000002', OFN: 'TEST-OTHER' }
    const again = { ...MURDER, SUBJECT_ID: '30000003', CNT_ORDER: '101001002000' }
    const run = evaluate([SALE, burglary], [again, { ...burglary, CNT_ORDER: '103001001000', OFN: 'TEST-THIRD' }])
    expect(answers(run)).toEqual([['ineligible', 'none', 'none', 'none']])
    expect(new Set(run.people[0]?.subject.charges.map(({ caseId }) => caseId)).size).toBe(4)
  })

  it('keeps every row of a second SUBJECT_ID apart from those of the first', () => {
    const second = { SUBJECT_ID: '20000002', OFN: 'TEST-OTHER' }
    const theft = { ...MURDER, ...second, OFFENSE_DESCR: '484 PC-THEFT' }
    const again = { ...MURDER, ...second, CNT_ORDER: '101001002000' }
    expect(answers(evaluate([SALE], [theft, again]))).toEqual([['ineligible', 'none', 'none']])
  })

  it('joins a person by the last eight digits of the CII number, and by no fewer', () => {
    const joined = (one: string, other: string) =>
      evaluate([{ ...SALE, CII_NUMBER: one }], [{ ...MURDER, CII_NUMBER: other, SUBJECT_ID: '20000002' }]).people.length
    expect(joined('A12345678', '0012345678')).toBe(1)
    expect(joined('A912345678', 'A012345678')).toBe(1)
    expect(joined('A02345678', 'A12345678')).toBe(2)
    expect(joined('A1234567', 'A1234567')).toBe(2)
  })

  it('notes where the rows of one person differ in name or date of birth', () => {
    const given = (more: RowColumns) => evaluate([SALE, { ...MURDER, ...more }]).people[0]?.subject.given
    expect(given({})?.namesDiffer).toBeUndefined()
    expect(given({})?.birthDatesDiffer).toBeUndefined()
    expect(given({ PRI_NAME: 'TESTPERSON,BEA' })).toMatchObject({ namesDiffer: true })
    expect(given({ PRI_NAME: 'TESTPERSON,BEA' })?.birthDatesDiffer).toBeUndefined()
    expect(given({ PRI_DOB: '19700102' })).toMatchObject({ birthDatesDiffer: true })
  })

  it('takes equal rows of one file for parts of one sentence, and of two files for one', () => {
    const part = { ...SALE, SENT_LENGTH: '001', SENT_TIME_CODE: 'Y' }
    const sentence = (run: ReturnType<typeof evaluate>) => run.people[0]?.subject.charges[0]?.given.sentence
    expect(sentence(evaluate([part, part], [MURDER]))).toBe('001|Y|;001|Y|')
    expect(sentence(evaluate([part], [part]))).toBe('001|Y|')
  })
})

describe('rows of one arrest', () => {
  const PARAPHERNALIA: RowColumns = { ...SALE, OFFENSE_DESCR: '11364 HS-TEST', OFN: 'TEST-PARAPHERNALIA' }
  const related = (order: string) => {
    const [person] = evaluate([
      { ...PARAPHERNALIA, CNT_ORDER: '101001001000' },
      { ...SALE, CNT_ORDER: order },
    ]).people
    return person?.subject.charges[0]?.given.marijuanaInCycle
  }

  it('share the first three characters of CNT_ORDER, whatever the step', () => {
    expect(related('101002001000')).toBe(true)
    expect(related('101100001000')).toBe(true)
    expect(related('102001001000')).toBe(false)
    expect(related('201001001000')).toBe(false)
  })
})

describe('rows of one court case', () => {
  const count = (order: string, OFN: string): RowColumns => ({ ...SALE, CNT_ORDER: order, OFN })
  const cases = (...rows: RowColumns[]) =>
    new Set(evaluate(rows).people[0]?.subject.charges.map(({ caseId }) => caseId)).size

  it('share all their case numbers, in whatever order', () => {
    const first = [count('101001001000', 'TEST-1'), count('101001002000', 'TEST-2')]
    expect(cases(...first, count('102001001000', 'TEST-2'), count('102001002000', 'TEST-1'))).toBe(1)
    expect(cases(...first, count('102001001000', 'TEST-1'))).toBe(2)
  })
})

describe('what the earlier tools read', () => {
  it('is kept beside where rows extend another conviction’s sentence (D4)', () => {
    const year = { SENT_LENGTH: '001', SENT_TIME_CODE: 'Y' }
    const other = { ...SALE, CNT_ORDER: '101001002000' }
    const given = (...rows: RowColumns[]) => evaluate(rows).people[0]?.subject.charges.map((charge) => charge.given)
    expect(given(SALE, other)?.some((one) => one.sentenceAsAppended !== undefined)).toBe(false)
    expect(given(SALE, other, { ...SALE, ...year })).toMatchObject([
      { sentence: '||;001|Y|', sentenceAsAppended: '||' },
      { sentence: '||', sentenceAsAppended: '||;001|Y|' },
    ])
  })

  it('marks a conviction that stands on the row of a registration', () => {
    const row = { ...SALE, STP_TYPE_DESCR: 'REGISTRATION', OFFENSE_DESCR: '290(A) PC' }
    const [registered, sale] = evaluate([row, { ...SALE, CNT_ORDER: '102001001000' }]).people[0]?.subject.charges ?? []
    expect(registered?.given).toMatchObject({ registration: true })
    expect(sale?.given).toMatchObject({ registration: undefined })
  })
})
