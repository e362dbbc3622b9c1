import type { ResultTable } from '@cmr/jurisdiction'
import { CONDENSED_COLUMNS } from '../../intake/doj-bulk/condensed-columns.ts'
import { wordsOf } from './answer-words.ts'
import { barringPrior, historyOf, isDestroyedRecord } from './facts/history.ts'
import type { Prop64Options } from './options.ts'
import { offenseIn } from './reading.ts'

const HEADERS = [
  'Case Number',
  'Relief',
  'Asked For By',
  'Statutory Floor',
  'Floor Rule',
  'Office Policy',
  'Policy Rule',
  'Presumed',
  'Reason',
  'Citations',
  'Section',
  'Date of Conviction',
  '# of Convictions on Record',
  '# of Marijuana Convictions',
  'Disqualifying Offense Before',
  'Record to Be Destroyed',
  'PC 290 Registration',
  'Deceased',
] as const

const EMPTY: readonly string[] = HEADERS.map(() => '')

/** MM/DD/YYYY, as the other files of a county write dates; empty for none. */
function usDate(date: string | undefined): string {
  return date === undefined ? '' : `${date.slice(5, 7)}/${date.slice(8, 10)}/${date.slice(0, 4)}`
}

function yesOr(isSo: boolean | undefined): string {
  return isSo === undefined ? 'Unknown' : isSo ? 'Yes' : '-'
}

/** The files of today's ruleset: every row, every row in short, and the rows with an answer. */
export const prop64Results: ResultTable<Prop64Options> = {
  files: [
    {
      id: 'all-results',
      name: 'All_Results',
      label: 'All results',
      help: 'Every row of your file with all 95 columns, and 18 columns of answers.',
      columns: 'all',
      rows: 'all',
    },
    {
      id: 'all-results-condensed',
      name: 'All_Results_Condensed',
      label: 'All results, condensed',
      help: 'Every row of your file with the 20 columns most used in review, and 18 columns of answers.',
      columns: CONDENSED_COLUMNS,
      rows: 'all',
    },
    {
      id: 'prop64-results',
      name: 'Prop64_Results',
      label: 'Prop 64 results',
      help: 'Only the rows with an answer, with all 95 columns and 18 columns of answers.',
      columns: 'all',
      rows: 'determined',
    },
  ],
  headers: HEADERS,
  determination: HEADERS.indexOf('Relief'),
  reason: HEADERS.indexOf('Reason'),

  plainCells: () => EMPTY,

  cells({ subject, determinations }, index, _fields, { asOf }) {
    const charge = subject.charges[index]
    const determination = determinations[index]
    if (charge === undefined || determination === undefined) return EMPTY
    const words = wordsOf(determination)
    const { marijuana } = historyOf(subject, asOf)
    return [
      String(charge.given.caseNumber ?? ''),
      words.outcome,
      words.procedure,
      words.floor,
      words.floorRule,
      words.policy,
      words.policyRule,
      words.presumed,
      words.reason,
      words.citations,
      offenseIn(subject, charge).marijuana?.section ?? '-',
      usDate(charge.disposedOn),
      String(subject.charges.length),
      String(marijuana),
      yesOr(barringPrior(subject, charge, asOf)),
      isDestroyedRecord(charge, asOf) ? 'Yes' : '-',
      subject.given.registered === true ? 'Yes' : '-',
      subject.given.deceased === true ? 'Deceased' : '-',
    ]
  },
}
