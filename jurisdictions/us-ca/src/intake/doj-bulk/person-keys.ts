import { trimSpace } from '@cmr/intake'
import type { Column } from './columns.ts'
import { keptIndex } from './kept.ts'

const CII_NUMBER = keptIndex('CII_NUMBER')
const PRI_DOB = keptIndex('PRI_DOB')

/** The columns that say whose row it is. */
export const PERSON_COLUMNS = ['SUBJECT_ID', 'CII_NUMBER', 'PRI_DOB'] as const satisfies readonly Column[]

/** Digits of a CII number that identify; leading letters and zeros vary between exports. */
const CII_DIGITS = 8

/** The identifying digits of a CII number, without check letters and padding; undefined when there are too few to identify. */
function ciiDigits(text: string): string | undefined {
  const digits = text.replace(/\D/g, '')
  if (digits.length < CII_DIGITS || /^0+$/.test(digits)) return undefined
  return digits.slice(-CII_DIGITS)
}

/** Said in every report that counts people over several files. */
export const PERSON_RULE =
  'Rows with the same SUBJECT_ID are one person. So are rows with the same last eight digits of the CII number and the same date of birth.'

/** Keys of the person of a row beside its SUBJECT_ID: the CII number together with the date of birth. */
export function personKeys(fields: readonly string[]): readonly string[] {
  const cii = ciiDigits(fields[CII_NUMBER] ?? '')
  const born = trimSpace(fields[PRI_DOB] ?? '')
  return cii === undefined || born === '' ? [] : [`cii:${cii}:${born}`]
}
