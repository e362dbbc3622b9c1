import type { BatchFileState, BatchState, FileState, Rejection } from '@cmr/db/schema'
import type { Ledger } from '@cmr/intake'
import type { BatchFile, BatchRow } from './batch-store.ts'

/** A file of a batch, for a page. */
export interface BatchFileView {
  readonly id: string
  readonly fileId: string
  /** 1-based place in the batch. */
  readonly position: number
  readonly name: string
  /** Bytes announced, and bytes that arrived. */
  readonly size: number
  readonly received: number
  readonly upload: FileState
  readonly state: BatchFileState
  /** Why the file was refused, with the line where one is to blame. */
  readonly rejection: Rejection | null
  /** Data rows and physical lines; null until the file was looked through. */
  readonly rows: number | null
  readonly lines: number | null
  /** Rows by the county they name, most first; null until the file was looked through. */
  readonly counties: readonly { readonly county: string; readonly rows: number }[] | null
  /** Where every line went; null until the file was read. */
  readonly ledger: Ledger | null
}

/** A batch, for a page. */
export interface BatchView {
  readonly id: string
  readonly state: BatchState
  readonly county: string
  readonly createdAt: Date
  readonly confirmedAt: Date | null
  /** The run whose results are shown. */
  readonly publishedRunId: string | null
  readonly files: readonly BatchFileView[]
}

export function batchView(batch: BatchRow, files: readonly BatchFile[]): BatchView {
  const { id, state, county, createdAt, confirmedAt, publishedRunId } = batch
  const own = files.filter(({ batchFile }) => batchFile.batchId === id)
  return { id, state, county, createdAt, confirmedAt, publishedRunId, files: own.map(batchFileView) }
}

function batchFileView({ batchFile, file }: BatchFile): BatchFileView {
  const { id, fileId, position, state, rejection, rows, lines, counties } = batchFile
  const { name, size, received, state: upload } = file
  return {
    ...{ id, fileId, position, name, size, received, upload, state, rejection, rows, lines },
    counties: counties === null ? null : byRows(counties),
    // Safe: background work of an import wrote it, and nothing else does.
    ledger: batchFile.ledger as Ledger | null,
  }
}

function byRows(counties: Readonly<Record<string, number>>): { county: string; rows: number }[] {
  return Object.entries(counties)
    .map(([county, rows]) => ({ county, rows }))
    .sort((a, b) => b.rows - a.rows)
}
