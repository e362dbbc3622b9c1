import type { ResultTable } from '@cmr/jurisdiction'
import { columnIndex } from '../../../intake/doj-bulk/columns.ts'
import { keptIndex } from '../../../intake/doj-bulk/kept.ts'
import { elapsedYears } from '../compat/elapsed-years.ts'
import { convictedOn, historyOf } from '../compat/history.ts'
import { possibleOtherCharge } from '../compat/possible-other-charge.ts'
import { determinationCells } from './determination-cells.ts'
import type { ConfigurableOptions } from './options.ts'

const HEADERS = [
  'Case Number',
  '# of convictions on record',
  'Possible Other P64 Charges',
  'Occurred after 11/9/2016',
  'Superstrike Code Section(s)',
  'PC290 Code Section(s)',
  'PC290 Registration',
  'Date of Conviction',
  'Years Since This Conviction',
  'Years Since Any Conviction',
  '# of Prop 64 convictions',
  '# of HS 11357 convictions',
  '# of HS 11358 convictions',
  '# of HS 11359 convictions',
  '# of HS 11360 convictions',
  'Deceased',
  'Eligibility Determination',
  'Eligibility Reason',
] as const

const CONDENSED_COLUMNS = (
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

/** The last day that the flag column still calls "not after" (D14: the pilots' gate already counts it as after). */
const LAST_DAY_BEFORE_FLAG = '2016-11-09'

const DESCRIPTION = keptIndex('OFFENSE_DESCR')
const COMMENT = keptIndex('COMMENT_TEXT')
const POSSIBLE_OTHER = HEADERS.indexOf('Possible Other P64 Charges')

const EMPTY_CELLS: readonly string[] = HEADERS.map(() => '')

function possibleOtherOf(fields: readonly string[]): string {
  return possibleOtherCharge(fields[DESCRIPTION] ?? '', fields[COMMENT] ?? '')
}

function listed(texts: readonly string[]): string {
  return texts.length === 0 ? '-' : texts.join(';')
}

/** MM/DD/YYYY, as the original writes dates; the year 1 for none. */
function usDate(date: string): string {
  return `${date.slice(5, 7)}/${date.slice(8, 10)}/${date.slice(0, 4)}`
}

/** The three files of the 58-county tool: every row, every row in short, and the rows with an answer. */
export const configurableResults: ResultTable<ConfigurableOptions> = {
  files: [
    {
      id: 'all-results',
      name: 'All_Results',
      label: 'All results',
      help: 'Every row of your file with all 95 columns, and 18 columns of results.',
      columns: 'all',
      rows: 'all',
    },
    {
      id: 'all-results-condensed',
      name: 'All_Results_Condensed',
      label: 'All results, condensed',
      help: 'Every row of your file with the 20 columns most used in review, and 18 columns of results.',
      columns: CONDENSED_COLUMNS,
      rows: 'all',
    },
    {
      id: 'prop64-results',
      name: 'Prop64_Results',
      label: 'Prop 64 results',
      help: 'Only the rows of Prop 64 convictions in your county, with all 95 columns and 18 columns of results.',
      columns: 'all',
      rows: 'determined',
    },
  ],
  headers: HEADERS,
  determination: HEADERS.indexOf('Eligibility Determination'),
  reason: HEADERS.indexOf('Eligibility Reason'),

  plainCells(fields) {
    const other = possibleOtherOf(fields)
    return other === '' ? EMPTY_CELLS : EMPTY_CELLS.map((cell, index) => (index === POSSIBLE_OTHER ? other : cell))
  },

  cells({ subject, determinations }, index, fields, { asOf, options }) {
    const charge = subject.charges[index]
    const determination = determinations[index]
    if (charge === undefined || determination === undefined) return EMPTY_CELLS
    const history = historyOf(subject)
    const convicted = convictedOn(charge)
    const answer = determinationCells(determination, charge.literal, options)
    return [
      String(charge.given.caseNumber ?? ''),
      String(subject.charges.length),
      possibleOtherOf(fields),
      convicted > LAST_DAY_BEFORE_FLAG ? 'Y' : 'N',
      listed(history.superstrikes),
      listed(history.registrable),
      subject.given.registered === true ? 'Yes' : '-',
      usDate(convicted),
      elapsedYears(convicted, asOf),
      elapsedYears(history.mostRecentOn, asOf),
      String(history.prop64Count),
      String(history.bySection['11357']),
      String(history.bySection['11358']),
      String(history.bySection['11359']),
      String(history.bySection['11360']),
      subject.given.deceased === true ? 'Deceased' : '-',
      answer.determination,
      answer.reason,
    ]
  },
}
