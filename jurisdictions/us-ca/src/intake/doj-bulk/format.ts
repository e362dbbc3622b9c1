import type { IntakeEntry, IntakeFormat } from '@cmr/jurisdiction'
import { COUNTIES } from '../../counties.ts'
import { assemble } from './assemble.ts'
import { type Column, COLUMNS, columnIndex } from './columns.ts'
import { fieldOf, KEPT } from './kept.ts'
import { PERSON_COLUMNS, PERSON_RULE, personKeys } from './person-keys.ts'
import { synthesize } from './synthetic.ts'

/** The original reader looks at this many bytes to find the header, and fails on a file that has fewer. */
const HEADER_PEEK_BYTES = 128

const ESSENTIAL = [
  'SUBJECT_ID',
  'STP_EVENT_DATE',
  'STP_ORI_CNTY_NAME',
  'CNT_ORDER',
  'OFFENSE_DESCR',
  'DISP_DESCR',
] as const

/** Names seen in headers that were written by hand or by other programs. */
const ALIASES: Readonly<Partial<Record<Column, readonly string[]>>> = {
  SUBJECT_ID: ['SUBJ_ID', 'SUBJECT'],
  CII_NUMBER: ['CII', 'CII_NO'],
  PRI_NAME: ['NAME', 'PRIMARY_NAME'],
  PRI_DOB: ['DOB', 'DATE_OF_BIRTH'],
  STP_EVENT_DATE: ['EVENT_DATE', 'STEP_EVENT_DATE'],
  STP_ORI_CNTY_NAME: ['COUNTY', 'COUNTY_NAME', 'ORI_COUNTY_NAME'],
  CNT_ORDER: ['COUNT_ORDER'],
  OFFENSE_DESCR: ['OFFENSE_DESCRIPTION', 'OFFENSE'],
  DISP_DESCR: ['DISPOSITION_DESCR', 'DISPOSITION'],
  CONV_STAT_DESCR: ['CONVICTION_STATUS'],
  COMMENT_TEXT: ['COMMENT', 'COMMENTS'],
}

const countyByFileName = new Map(COUNTIES.map(({ name }) => [name.toUpperCase(), name]))

/** The California Department of Justice's bulk conviction file: one row for each count, disposition and sentence part. */
export const dojBulk: IntakeFormat = {
  id: 'ca-doj-bulk',
  label: 'California DOJ bulk conviction file',
  extensions: ['.dat', '.csv'],
  layout: {
    columns: COLUMNS,
    keeps: KEPT.map(columnIndex),
    subject: columnIndex('SUBJECT_ID'),
    person: PERSON_COLUMNS.map(columnIndex),
    essential: ESSENTIAL.map(columnIndex),
    aliases: ALIASES,
    headerPrefix: 'RECORD_ID',
    minimumBytes: HEADER_PEEK_BYTES,
  },
  detect(sample) {
    if (sample.startsWith('RECORD_ID,SUBJECT_STATUS,SUBJECT_ID')) return 1
    const [firstLine = ''] = sample.split('\n', 1)
    return firstLine.split(',').length >= COLUMNS.length ? 0.6 : 0
  },
  countyOf: (entry: IntakeEntry) => countyByFileName.get(fieldOf(entry, 'STP_ORI_CNTY_NAME')),
  personKeys,
  personRule: PERSON_RULE,
  assemble,
  synthesize,
}
