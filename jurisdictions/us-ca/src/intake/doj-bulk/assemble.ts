import type { IntakeEntry } from '@cmr/jurisdiction'
import { parseCompactDate, type Subject } from '@cmr/record'
import { keptIndex } from './kept.ts'
import { PersonRows } from './person-rows.ts'

const SUBJECT_ID = keptIndex('SUBJECT_ID')
const PRI_NAME = keptIndex('PRI_NAME')
const PRI_DOB = keptIndex('PRI_DOB')

/**
 * Builds a subject from the rows of one person: one charge for each CNT_ORDER among the convicted rows, read from the
 * first such row; later rows of the same count are further parts of its sentence. Rows that are not convictions add
 * case numbers, the registration, the death notice and relief granted later.
 *
 * Over a record set, rows that repeat a row of another file are left out, and a count that two SUBJECT_IDs of one person
 * both carry is one count. Where a file stands alone (`file`) everything is as the original tools read it: rows without
 * a SUBJECT_ID all reach this function together and nothing is merged among them, the last one naming the person (D16).
 */
export function assemble(entries: readonly IntakeEntry[], gathers: 'record-set' | 'file'): Subject {
  const [first, last] = [entries[0], entries.at(-1)]
  const key = first?.fields[SUBJECT_ID] ?? ''
  const isNobody = key === '' && gathers !== 'record-set'
  const person = new PersonRows(gathers, last?.file !== first?.file, isNobody)
  for (const entry of entries) person.add(entry)
  const { [PRI_NAME]: name = '', [PRI_DOB]: born = '' } = (isNobody ? last : first)?.fields ?? []
  return { key, name, bornOn: parseCompactDate(born), charges: person.charges(), given: person.given() }
}
