import { requirePermission } from '@cmr/auth'
import { withTenant } from '@cmr/db'
import {
  type BatchFileState,
  type JobError,
  type JobKind,
  type JobState,
  progress,
  type Rejection,
} from '@cmr/db/schema'
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { listBatchFiles } from '../batches/batch-store.ts'
import type { Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { getJob } from './job-store.ts'
import { type Stage, STAGES } from './progress-store.ts'

export const GetProgressInput = z.strictObject({ jobId: z.uuid() })
export type GetProgressInput = z.input<typeof GetProgressInput>

/** One stage of a job. */
export interface StageProgress {
  readonly stage: Stage
  readonly unit: 'bytes' | 'rows'
  /** Never falls. */
  readonly done: number
  readonly total: number
}

/** Where a job stands, as the database has it. */
export interface JobProgress {
  readonly jobId: string
  readonly kind: JobKind
  readonly state: JobState
  readonly batchId: string
  readonly runId: string | null
  readonly error: JobError | null
  /** Every stage, in order; those that have not begun are at 0 of 0. */
  readonly stages: readonly StageProgress[]
  /** The stage at work: the first that is not done. */
  readonly stage: Stage
  readonly files: readonly {
    readonly id: string
    readonly position: number
    readonly name: string
    readonly state: BatchFileState
    readonly rows: number | null
    readonly rejection: Rejection | null
  }[]
  /** Changes whenever something shown here changed. */
  readonly updatedAt: Date
}

export async function getProgress(ctx: Context, deps: ServiceDeps, input: GetProgressInput): Promise<JobProgress> {
  requirePermission(ctx, 'job:read')
  const { jobId } = parseInput(GetProgressInput, input)
  return withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const job = await getJob(tx, ctx, jobId)
    const counted = await tx
      .select()
      .from(progress)
      .where(and(eq(progress.tenantId, ctx.tenant.id), eq(progress.jobId, jobId)))
    const files = await listBatchFiles(tx, ctx, [job.batchId])
    const stages = STAGES[job.kind].map((stage): StageProgress => {
      const { done, total } = counted.find((row) => row.stage === stage) ?? { done: 0, total: 0 }
      return { stage, unit: stage === 'inspect' ? 'bytes' : 'rows', done, total }
    })
    const current = stages.find(({ done, total }) => total === 0 || done < total) ?? stages.at(-1)
    const updated = [job.createdAt, ...counted.map(({ updatedAt }) => updatedAt)].map((date) => date.getTime())
    return {
      jobId,
      kind: job.kind,
      state: job.state,
      batchId: job.batchId,
      runId: job.runId,
      error: job.error,
      stages,
      stage: current?.stage ?? STAGES[job.kind][0],
      files: files.map(({ batchFile: { id, position, state, rows, rejection }, file: { name } }) => {
        return { id, position, name, state, rows, rejection }
      }),
      updatedAt: new Date(Math.max(...updated)),
    }
  })
}
