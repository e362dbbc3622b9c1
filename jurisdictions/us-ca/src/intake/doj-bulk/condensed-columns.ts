import { columnIndex } from './columns.ts'

/** The 20 source columns of the condensed result files, as indexes. */
export const CONDENSED_COLUMNS: readonly number[] = (
  [
    'CII_NUMBER',
    'PRI_NAME',
    'GENDER',
    'PRI_DOB',
    'RACE_DESCR',
    'CYC_DATE',
    'STP_EVENT_DATE',
    'STP_ORI_DESCR',
    'STP_ORI_CNTY_NAME',
    'DISP_DATE',
    'OFN',
    'OFFENSE_DESCR',
    'DISP_DESCR',
    'CONV_STAT_DESCR',
    'SENT_LOC_DESCR',
    'SENT_LENGTH',
    'SENT_TIME_CODE',
    'CYC_AGE',
    'COMMENT_TEXT',
    'END_OF_REC',
  ] as const
).map(columnIndex)
