import type { IntakeEntry } from '@cmr/jurisdiction'
import type { Charge, Subject } from '@cmr/record'
import { COLUMNS } from '../src/intake/doj-bulk/columns.ts'
import { dojBulk } from '../src/intake/doj-bulk/format.ts'
import { convictionRow, type RowColumns } from './doj-rows.ts'
import type { AlsoGiven } from './prop64-fixture.ts'

const { layout } = dojBulk

function entryOf(columns: RowColumns, row: number): IntakeEntry {
  const cells = convictionRow(columns)
  const fields = layout.keeps.map((position) => {
    const column = COLUMNS[position]
    return column === undefined ? '' : (cells[column] ?? '')
  })
  return { file: 0, row, line: row + 2, fields }
}

function withGiven(charge: Charge, { disposition, ...given }: AlsoGiven): Charge {
  const isOther = disposition === 'dismissed' || disposition === 'acquitted' || disposition === 'other'
  return { ...charge, ...(isOther ? { disposition } : {}), given: { ...charge.given, ...given } }
}

/** The invented person whose rows these are, read as a record set is read. `also` goes on the charge of the first row. */
export function personOf(rows: readonly RowColumns[], also: AlsoGiven = {}): Subject {
  const subject = dojBulk.assemble(rows.map(entryOf), 'record-set')
  return {
    ...subject,
    charges: subject.charges.map((charge) => (charge.row === 0 ? withGiven(charge, also) : charge)),
  }
}
