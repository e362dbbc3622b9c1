import type { IntakeEntry } from '@cmr/jurisdiction'
import type { Column } from './columns.ts'

/** The columns that rules, pages and computed cells read; all others are carried through untouched. */
export const KEPT = [
  'SUBJECT_ID',
  'CII_NUMBER',
  'PRI_NAME',
  'PRI_DOB',
  'CYC_DATE',
  'STP_EVENT_DATE',
  'STP_TYPE_DESCR',
  'STP_ORI_CNTY_NAME',
  'CNT_ORDER',
  'OFN',
  'OFFENSE_DESCR',
  'OFFENSE_TOC',
  'CONV_OFFENSE_DESCR',
  'DISP_DESCR',
  'CONV_STAT_DESCR',
  'SENT_LOC_DESCR',
  'SENT_LENGTH',
  'SENT_TIME_CODE',
  'COMMENT_TEXT',
] as const satisfies readonly Column[]
export type KeptColumn = (typeof KEPT)[number]

const position: ReadonlyMap<string, number> = new Map(KEPT.map((column, index) => [column, index]))

/** Position of a kept column in an entry's fields. */
export function keptIndex(column: KeptColumn): number {
  return position.get(column) ?? -1
}

/** A kept field of an entry. */
export function fieldOf(entry: IntakeEntry, column: KeptColumn): string {
  return entry.fields[keptIndex(column)] ?? ''
}
