import { totalOf } from '@cmr/intake'
import { type RecordSet, RecordSetBuilder } from '@cmr/record'
import { type SetReading, type SetSource, withPeople } from '../record-set/with-people.ts'

/** A record set in memory, to be evaluated as often as wanted. */
export interface LoadedSet {
  readonly set: RecordSet
  /** Data rows of its files, without those set aside. */
  readonly rows: number
  /** Rows that were set aside. */
  readonly setAside: number
}

/** No rule reads them, and nothing that is not needed stays in memory. */
const LEFT_OUT = ['caseNumber']

/** Loads files that are gathered together, without names and keys. Throws `FileRefused`. */
export async function loadSet(source: SetSource, reading: SetReading): Promise<LoadedSet> {
  return withPeople(source, reading, async (people) => {
    const builder = new RecordSetBuilder(LEFT_OUT)
    await people.visit((entries) => builder.add(source.format.assemble(entries, source.gathers)))
    const { loadedRows: rows, setAsideRows: setAside } = totalOf({ files: people.joined.map(({ ledger }) => ledger) })
    return { set: builder.finish(), rows, setAside }
  })
}
