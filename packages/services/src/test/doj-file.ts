import { quoteCell } from '@cmr/intake'
import { getJurisdiction } from '@cmr/registry'

const california = getJurisdiction('us-ca')
const { columns } = california.intake[0]?.layout ?? { columns: [] }

/** Named columns of one row; the others are those of the invented conviction, or empty. */
export type Row = Readonly<Record<string, string>>

const CONVICTION: Row = {
  RECORD_ID: 'TEST',
  SUBJECT_ID: '10000001',
  CII_NUMBER: 'A000000001',
  PRI_NAME: 'TESTPERSON,ALMA',
  PRI_DOB: '19700101',
  STP_EVENT_DATE: '20100101',
  STP_TYPE_DESCR: 'COURT ACTION',
  STP_ORI_CNTY_NAME: 'SACRAMENTO',
  CNT_ORDER: '101001001000',
  OFN: 'TEST-1',
  OFFENSE_DESCR: '11359 HS-TEST',
  OFFENSE_TOC: 'F',
  DISP_DESCR: 'CONVICTED-PROBATION',
  CONV_STAT_DESCR: 'FELONY',
  END_OF_REC: '#',
}

export function dojLine(row: Row): string {
  // People told apart by SUBJECT_ID have a CII number of their own, too.
  const id = row['SUBJECT_ID']
  const ownCii: Row = id === undefined ? {} : { CII_NUMBER: `A${id.padStart(9, '0')}` }
  const whole: Row = { ...CONVICTION, ...ownCii, ...row }
  return columns.map((column) => quoteCell(whole[column] ?? '')).join(',') + '\n'
}

/** A file of convictions of invented people, as byte text: a header and one line a row. */
export function dojFile(rows: readonly Row[]): string {
  return columns.join(',') + '\n' + rows.map(dojLine).join('')
}

/** Invented records of a county as the state sends them, as byte text. */
export function synthesize(request: { county: string; rows: number; seed: number }): string {
  return [...(california.intake[0]?.synthesize?.(request) ?? [])].join('')
}
