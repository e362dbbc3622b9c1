import { databasesOf, type Db, withoutTenant } from '@cmr/db'
import type { JobKind } from '@cmr/db/schema'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'
import type { JobEvent } from './job-store.ts'

export const ListDueJobsInput = z.strictObject({
  /** A job counts as forgotten when nothing has moved for so long. */
  quietSeconds: z.number().nonnegative(),
})
export type ListDueJobsInput = z.input<typeof ListDueJobsInput>

/** An event as it is sent: ids only. */
export interface JobWakeUp {
  readonly name: JobEvent
  readonly data: Readonly<Record<string, string>>
}

/**
 * The events that wake unfinished jobs nobody is at work on, of all offices. For the reconciler, which acts for no
 * office: it learns ids and nothing else.
 */
export async function listDueJobs(
  deps: Pick<ServiceDeps, 'db'>,
  input: ListDueJobsInput,
): Promise<(JobWakeUp & { jobId: string })[]> {
  const { quietSeconds } = parseInput(ListDueJobsInput, input)
  const due: DueJob[] = []
  for (const db of databasesOf(deps.db)) due.push(...(await dueIn(db, quietSeconds)))
  return due.map(({ tenant_id: tenantId, job_id: jobId, kind, batch_id: batchId, run_id: runId }) =>
    kind === 'import'
      ? { jobId, name: 'cmr/batch.confirmed', data: { tenantId, jobId, batchId } }
      : { jobId, name: 'cmr/run.requested', data: { tenantId, jobId, runId: runId ?? '' } },
  )
}

type DueJob = { tenant_id: string; job_id: string; kind: JobKind; batch_id: string; run_id: string | null }

async function dueIn(db: Db, quietSeconds: number): Promise<readonly DueJob[]> {
  return withoutTenant(db, (tx) =>
    tx.execute<DueJob>(sql`select * from queue.jobs_due(make_interval(secs => ${quietSeconds}))`),
  )
}
