import { quoteCell } from '@cmr/intake'
import { COLUMNS, type Column } from '../src/intake/doj-bulk/columns.ts'

export type RowColumns = Partial<Record<Column, string>>

/** A felony conviction of an invented person in San Joaquin, to be varied. */
const CONVICTION: RowColumns = {
  RECORD_ID: 'TEST',
  SUBJECT_ID: '10000001',
  CII_NUMBER: 'A000000001',
  PRI_NAME: 'TESTPERSON,ALMA',
  PRI_DOB: '19700101',
  STP_EVENT_DATE: '20200101',
  STP_TYPE_DESCR: 'COURT ACTION',
  STP_ORI_CNTY_NAME: 'SAN JOAQUIN',
  CNT_ORDER: '101001001000',
  OFFENSE_DESCR: '11359 HS-TEST',
  OFFENSE_TOC: 'F',
  DISP_DESCR: 'CONVICTED-PROBATION',
  CONV_STAT_DESCR: 'FELONY',
  END_OF_REC: '#',
}

function csvLine(columns: RowColumns): string {
  return COLUMNS.map((column) => quoteCell(columns[column] ?? '')).join(',') + '\n'
}

/** A file with a header and one line a row; columns not named are empty. */
export function dojFile(rows: readonly RowColumns[]): string {
  return COLUMNS.join(',') + '\n' + rows.map(csvLine).join('')
}

/** The invented conviction with the columns given. */
export function convictionRow(columns: RowColumns): RowColumns {
  return { ...CONVICTION, ...columns }
}

/** A file of convictions: each row is the invented conviction with the columns given. */
export function convictionFile(rows: readonly RowColumns[]): string {
  return dojFile(rows.map(convictionRow))
}
