import type { ResultFile, ResultTable } from '@cmr/jurisdiction'
import type { Charge, Subject } from '@cmr/record'
import { keptIndex } from '../../../intake/doj-bulk/kept.ts'
import type { Edition } from './edition.ts'
import { elapsedYears } from './elapsed-years.ts'
import { convictedOn, type History, historyOf } from './history.ts'
import { possibleOtherCharge } from './possible-other-charge.ts'
import type { AnswerCells, AnswerOf } from './worded-rule.ts'

/** What a computed cell of a determined row is made from. */
interface CellSource {
  readonly subject: Subject
  readonly charge: Charge
  readonly history: History
  readonly answer: AnswerCells
  readonly fields: readonly string[]
  readonly asOf: string
}

const DETERMINATION = 'Eligibility Determination'
const REASON = 'Eligibility Reason'
const POSSIBLE_OTHER = 'Possible Other P64 Charges'

/** The last day that the flag column still calls "not after" (D14: the pilots' gate already counts it as after). */
const LAST_DAY_BEFORE_FLAG = '2016-11-09'

const DESCRIPTION = keptIndex('OFFENSE_DESCR')
const COMMENT = keptIndex('COMMENT_TEXT')

function possibleOtherOf(fields: readonly string[]): string {
  return possibleOtherCharge(fields[DESCRIPTION] ?? '', fields[COMMENT] ?? '')
}

function listed(texts: readonly string[]): string {
  return texts.length === 0 ? '-' : texts.join(';')
}

/** MM/DD/YYYY, as the originals write dates; the year 1 for none. */
function usDate(date: string): string {
  return `${date.slice(5, 7)}/${date.slice(8, 10)}/${date.slice(0, 4)}`
}

/** Every computed column of the originals, by its header. */
const CELLS = {
  'Case Number': ({ charge }) => String(charge.given.caseNumber ?? ''),
  '# of convictions on record': ({ subject }) => String(subject.charges.length),
  [POSSIBLE_OTHER]: ({ fields }) => possibleOtherOf(fields),
  'Occurred after 11/9/2016': ({ charge }) => (convictedOn(charge) > LAST_DAY_BEFORE_FLAG ? 'Y' : 'N'),
  'Superstrike Code Section(s)': ({ history }) => listed(history.superstrikes),
  'PC290 Code Section(s)': ({ history }) => listed(history.registrable),
  'PC290 Registration': ({ subject }) => (subject.given.registered === true ? 'Yes' : '-'),
  'Date of Conviction': ({ charge }) => usDate(convictedOn(charge)),
  'Years Since This Conviction': ({ charge, asOf }) => elapsedYears(convictedOn(charge), asOf),
  'Years Since Any Conviction': ({ history, asOf }) => elapsedYears(history.mostRecentOn, asOf),
  '# of Prop 64 convictions': ({ history }) => String(history.prop64Count),
  '# of HS 11357 convictions': ({ history }) => String(history.bySection['11357']),
  '# of HS 11358 convictions': ({ history }) => String(history.bySection['11358']),
  '# of HS 11359 convictions': ({ history }) => String(history.bySection['11359']),
  '# of HS 11360 convictions': ({ history }) => String(history.bySection['11360']),
  Deceased: ({ subject }) => (subject.given.deceased === true ? 'Deceased' : '-'),
  [DETERMINATION]: ({ answer }) => answer.determination,
  [REASON]: ({ answer }) => answer.reason,
} satisfies Record<string, (source: CellSource) => string>
export type Header = keyof typeof CELLS

/** The columns of the 58-county tool: all there are. */
export const ALL_HEADERS: readonly Header[] = Object.keys(CELLS) as Header[] // Safe: the object's own keys.

interface Table<O> {
  readonly edition: Edition
  readonly files: readonly ResultFile[]
  /** In the order of `ALL_HEADERS`. */
  readonly headers: readonly Header[]
  readonly answerOf: AnswerOf<O>
}

/** Result files in an original's own column set. */
export function resultTable<O>({ edition, files, headers, answerOf }: Table<O>): ResultTable<O> {
  const makers = headers.map((header): ((source: CellSource) => string) => CELLS[header])
  const empty: readonly string[] = headers.map(() => '')
  const possibleOther = headers.indexOf(POSSIBLE_OTHER)
  return {
    files,
    headers,
    determination: headers.indexOf(DETERMINATION),
    reason: headers.indexOf(REASON),

    plainCells(fields) {
      const other = possibleOther === -1 ? '' : possibleOtherOf(fields)
      return other === '' ? empty : empty.map((cell, index) => (index === possibleOther ? other : cell))
    },

    cells({ subject, determinations }, index, fields, { asOf, options }) {
      const charge = subject.charges[index]
      const determination = determinations[index]
      if (charge === undefined || determination === undefined) return empty
      const history = historyOf(edition, subject)
      const answer = answerOf(determination, charge, options)
      const source = { subject, charge, history, answer, fields, asOf }
      return makers.map((make) => make(source))
    },
  }
}
