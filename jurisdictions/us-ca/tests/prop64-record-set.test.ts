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

  it('notes where the rows of one person differ in name or date of birth', () => {
    const given = (more: RowColumns) => evaluate([SALE, { ...MURDER, ...more }]).people[0]?.subject.given
    expect(given({})).not.toHaveProperty('namesDiffer')
    expect(given({})).not.toHaveProperty('birthDatesDiffer')
    expect(given({ PRI_NAME: 'TESTPERSON,BEA' })).toMatchObject({ namesDiffer: true })
    expect(given({ PRI_NAME: 'TESTPERSON,BEA' })).not.toHaveProperty('birthDatesDiffer')
    expect(given({ PRI_DOB: '19700102' })).toMatchObject({ birthDatesDiffer: true })
  })

  it('takes equal rows of one file for parts of one sentence, and of two files for one', () => {
    const part = { ...SALE, SENT_LENGTH: '001', SENT_TIME_CODE: 'Y' }
    const sentence = (run: ReturnType<typeof evaluate>) => run.people[0]?.subject.charges[0]?.given.sentence
    expect(sentence(evaluate([part, part], [MURDER]))).toBe('001|Y|;001|Y|')
    expect(sentence(evaluate([part], [part]))).toBe('001|Y|')
  })
})
