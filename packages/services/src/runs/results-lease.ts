import { newId, type Tx } from '@cmr/db'
import type { Context } from '../context.ts'
import { type ChunkAddress, type ChunkLease, leaseChunk, renewLease } from '../jobs/chunk-store.ts'

/** What a results chunk holds: the objects it writes, named before they are begun, and the rows shown as done. */
export interface ResultsState {
  readonly objects: readonly string[]
  readonly shown: number
}

/** A results chunk this worker may work on, with the objects it shall write and those an earlier attempt left. */
export interface ResultsLease {
  readonly lease: ChunkLease
  readonly state: ResultsState
  readonly left: readonly string[]
}

/** Takes a results chunk and records the ids of `count` new objects in it. Undefined when the chunk is done already. */
export async function leaseResults(
  tx: Tx,
  ctx: Context,
  chunk: Pick<ChunkAddress, 'jobId' | 'batchFileId'>,
  count: number,
  seconds: number,
): Promise<ResultsLease | undefined> {
  const lease = await leaseChunk(tx, ctx, { ...chunk, stage: 'results', no: 0 }, seconds)
  if (lease === undefined) return undefined
  // Safe: this function and the end of the work are the only writers of a results chunk.
  const before = lease.result as ResultsState | null
  const state: ResultsState = { objects: Array.from({ length: count }, newId), shown: before?.shown ?? 0 }
  await renewLease(tx, lease, seconds, state)
  return { lease, state, left: before?.objects ?? [] }
}
