import { AppError } from '@cmr/errors'
import type { BatchFile } from '../batches/batch-store.ts'
import type { ChunkRow } from '../jobs/chunk-store.ts'
import type { EvaluateResult } from './evaluate-range.ts'
import type { FileResult } from './render-results.ts'
import type { FileParts } from './run-report.ts'

/** The ledger of one file: every row evaluated and written, every answer exported. */
export function balanceFile(
  { batchFile }: BatchFile,
  evaluated: readonly ChunkRow[],
  results: readonly ChunkRow[],
): FileParts & { determinations: number } {
  const own = ({ batchFileId }: ChunkRow): boolean => batchFileId === batchFile.id
  const parts = evaluated.filter(own)
  const exported = results.find(own)
  if (exported?.state !== 'done' || parts.some(({ state }) => state !== 'done')) {
    throw new AppError('PRECONDITION', 'Part of this run is not done yet.', { details: { reason: 'chunks-open' } })
  }
  // Safe: `evaluateRange` and `writeResults` wrote the results of chunks that are done.
  const answers = parts.map(({ result }) => result as EvaluateResult)
  const determined = answers.reduce((sum, part) => sum + part.determinations, 0)
  const file = exported.result as FileResult
  balance(
    parts.reduce((sum, { rowCount }) => sum + (rowCount ?? 0), 0),
    batchFile.rows ?? 0,
    'evaluated rows',
  )
  balance(file.rows, batchFile.rows ?? 0, 'exported rows')
  balance(file.determined, determined, 'exported answers')
  return { rows: file.rows, parts: answers.map(({ summary }) => summary), determinations: determined }
}

/** Throws INTERNAL when a count is not what it must be. */
export function balance(found: number, expected: number, what: string): void {
  if (found === expected) return
  throw new AppError(
    'INTERNAL',
    `The ${what} of this run do not add up, so it is not shown. Nothing was lost: start a new run.`,
    {
      details: { reason: 'ledger-mismatch', what, found, expected },
    },
  )
}
