import { invariant } from '@cmr/errors'
import type { GoodRowsOptions, Ledger, RecordReaderOptions, SourceColumns } from '@cmr/intake'
import type { IntakeFormat } from '@cmr/jurisdiction'
import type { BatchFileRow } from '../batches/batch-store.ts'

/** How the rows of a file are read: as one of the files of its batch, numbered by its position from 0. */
export function fileReading(
  { personKeys }: IntakeFormat,
  { position }: Pick<BatchFileRow, 'position'>,
): RecordReaderOptions {
  return { file: position - 1, namesSomebody: (fields) => personKeys(fields).length > 0 }
}

/** The same for pieces of a file that was looked through. */
export function pieceReading(format: IntakeFormat, file: BatchFileRow): GoodRowsOptions {
  invariant(file.sourceColumns !== null, 'a file that is read in pieces was looked through')
  // Safe: `inspectFile` is the only writer.
  return { ...fileReading(format, file), columns: file.sourceColumns as SourceColumns }
}

/** What became of the file's lines; null until it was looked through. */
export function ledgerOfFile({ ledger }: Pick<BatchFileRow, 'ledger'>): Ledger | null {
  // Safe: `inspectFile` is the only writer.
  return ledger as Ledger | null
}
