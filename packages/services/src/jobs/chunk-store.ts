import { newId, type Tx } from '@cmr/db'
import { jobChunks, type ChunkStage } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { and, asc, eq, isNull, lt, or, sql, type SQL } from 'drizzle-orm'
import type { Context } from '../context.ts'

export type ChunkRow = typeof jobChunks.$inferSelect

/** Where a chunk stands in its job; `no` counts from 0 within the stage of one file. */
export interface ChunkAddress {
  readonly jobId: string
  readonly stage: ChunkStage
  /** Null for work about no single file. */
  readonly batchFileId: string | null
  readonly no: number
}

/** What a new chunk covers: `start` inclusive, `end` exclusive, in bytes of the file or in ordinals of its subjects. */
export interface ChunkRange {
  readonly start: number
  readonly end: number
  readonly firstRow?: number
  readonly firstLine?: number
  readonly rowCount: number
}

function at(ctx: Context, chunk: ChunkAddress): SQL | undefined {
  const { batchFileId } = chunk
  return and(
    eq(jobChunks.tenantId, ctx.tenant.id),
    eq(jobChunks.jobId, chunk.jobId),
    eq(jobChunks.stage, chunk.stage),
    batchFileId === null ? isNull(jobChunks.batchFileId) : eq(jobChunks.batchFileId, batchFileId),
    eq(jobChunks.no, chunk.no),
  )
}

/** Adds the chunks of one stage of one file, numbered from 0 in the order given. */
export async function insertChunks(
  tx: Tx,
  ctx: Context,
  stage: Pick<ChunkAddress, 'jobId' | 'stage' | 'batchFileId'>,
  ranges: readonly ChunkRange[],
): Promise<void> {
  if (ranges.length === 0) return
  await tx.insert(jobChunks).values(ranges.map((range, no) => ({ tenantId: ctx.tenant.id, ...stage, no, ...range })))
}

/** Chunks of a job in the order they were cut; narrowed to one stage, and to one file when given. */
export async function listChunks(
  tx: Tx,
  ctx: Context,
  of: { jobId: string; stage: ChunkStage; batchFileId?: string },
): Promise<ChunkRow[]> {
  return tx
    .select()
    .from(jobChunks)
    .where(
      and(
        eq(jobChunks.tenantId, ctx.tenant.id),
        eq(jobChunks.jobId, of.jobId),
        eq(jobChunks.stage, of.stage),
        of.batchFileId === undefined ? undefined : eq(jobChunks.batchFileId, of.batchFileId),
      ),
    )
    .orderBy(asc(jobChunks.batchFileId), asc(jobChunks.no))
}

/** A chunk this worker may work on until its lease runs out. */
export type ChunkLease = ChunkRow & { readonly leaseToken: string }

/**
 * Takes a chunk that is ready, or whose worker let its lease run out. `result` is what the row holds while the work
 * goes on. Returns undefined when the chunk is done or its file was refused: there is nothing left to do.
 * Throws UNAVAILABLE while another worker holds it: try again later.
 */
export async function leaseChunk(
  tx: Tx,
  ctx: Context,
  chunk: ChunkAddress,
  seconds: number,
): Promise<ChunkLease | undefined> {
  const free = or(
    eq(jobChunks.state, 'ready'),
    and(eq(jobChunks.state, 'leased'), lt(jobChunks.leaseUntil, sql`clock_timestamp()`)),
  )
  const leaseToken = newId()
  const [taken] = await tx
    .update(jobChunks)
    .set({
      state: 'leased',
      leaseToken,
      leaseUntil: sql`clock_timestamp() + make_interval(secs => ${seconds})`,
      attempts: sql`${jobChunks.attempts} + 1`,
    })
    .where(and(at(ctx, chunk), free))
    .returning()
  if (taken !== undefined) return { ...taken, leaseToken }
  const [row] = await tx.select().from(jobChunks).where(at(ctx, chunk))
  if (row === undefined) {
    throw new AppError('NOT_FOUND', 'There is no such piece of work.', { details: { reason: 'unknown-chunk' } })
  }
  if (row.state !== 'leased') return undefined
  throw new AppError('UNAVAILABLE', 'Another worker is at this piece of work.', { details: { reason: 'chunk-leased' } })
}

function held(lease: ChunkLease): SQL | undefined {
  return and(
    eq(jobChunks.tenantId, lease.tenantId),
    eq(jobChunks.id, lease.id),
    eq(jobChunks.leaseToken, lease.leaseToken),
    eq(jobChunks.state, 'leased'),
  )
}

function leaseLost(): AppError {
  return new AppError('UNAVAILABLE', 'Another worker took this piece of work over.', {
    details: { reason: 'lease-lost' },
  })
}

/**
 * Marks a chunk done, in the transaction of its effect. Throws UNAVAILABLE when another worker has taken it over
 * meanwhile, so that a late effect rolls back.
 */
export async function finishChunk(tx: Tx, lease: ChunkLease, result: unknown): Promise<void> {
  const done = await tx
    .update(jobChunks)
    .set({ state: 'done', leaseUntil: null, result })
    .where(held(lease))
    .returning({ id: jobChunks.id })
  if (done.length === 0) throw leaseLost()
}

/** Keeps a long piece of work and notes how far it came. Throws UNAVAILABLE when another worker has taken it over. */
export async function renewLease(tx: Tx, lease: ChunkLease, seconds: number, result: unknown): Promise<void> {
  const kept = await tx
    .update(jobChunks)
    .set({ leaseUntil: sql`clock_timestamp() + make_interval(secs => ${seconds})`, result })
    .where(held(lease))
    .returning({ id: jobChunks.id })
  if (kept.length === 0) throw leaseLost()
}
