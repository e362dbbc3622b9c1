import type { Tx } from '@cmr/db'
import {
  batches,
  batchFiles,
  charges,
  determinations,
  files,
  jobChunks,
  jobs,
  progress,
  runDifferences,
  runFiles,
  runs,
  setAsideRows,
  subjects,
  subjectSlices,
} from '@cmr/db/schema'
import { eq } from 'drizzle-orm'
import type { Context } from '../context.ts'

/** Tables that hold what a batch brought in and what was made of it, by the name they have in the database. */
const RECORD_TABLES = {
  determinations,
  run_differences: runDifferences,
  run_files: runFiles,
  job_chunks: jobChunks,
  progress,
  jobs,
  runs,
  charges,
  subject_slices: subjectSlices,
  subjects,
  set_aside_rows: setAsideRows,
  batch_files: batchFiles,
  batches,
  files,
}

/** Rows by table. */
export type RecordCounts = Readonly<Record<string, number>>

/** Rows the office has of each. */
export async function countRecords(tx: Tx, ctx: Context): Promise<RecordCounts> {
  const counts: [string, number][] = []
  for (const [name, table] of Object.entries(RECORD_TABLES)) {
    counts.push([name, await tx.$count(table, eq(table.tenantId, ctx.tenant.id))])
  }
  return Object.fromEntries(counts)
}
