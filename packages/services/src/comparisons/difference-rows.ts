import { copyRow, newId } from '@cmr/db'
import { chargeKey } from '../runs/determination-rows.ts'
import type { RunRow } from '../runs/run-store.ts'
import type { PersonDifference } from './compare-person.ts'

/** Columns of `run_differences`, in the order of `differenceRow`. */
export const differenceColumns = [
  'tenantId',
  'id',
  'runId',
  'subjectId',
  'chargeId',
  'batchFileId',
  'row',
  'line',
  'cause',
  'before',
  'after',
] as const

/** Whose a difference is. */
export interface DifferenceOwner {
  readonly subjectId: string
  /** Files of the batch by number. */
  readonly fileIds: ReadonlyMap<number, string>
}

/** A difference as a COPY row. `chargeIds`: ids of stored charges by `chargeKey`. */
export function differenceRow(
  run: RunRow,
  { subjectId, fileIds }: DifferenceOwner,
  chargeIds: ReadonlyMap<string, string>,
  { charge, before, after, cause }: PersonDifference,
): string {
  const batchFileId = fileIds.get(charge.file) ?? ''
  // A count that repeats one of its own file is no stored charge.
  const chargeId = chargeIds.get(chargeKey(batchFileId, charge.row)) ?? null
  const ids = [run.tenantId, newId(), run.id, subjectId, chargeId, batchFileId]
  return copyRow([...ids, charge.row, charge.line, cause, before, after])
}
