import type { Tx } from '@cmr/db'
import { files, jobChunks, runFiles } from '@cmr/db/schema'
import type { ObjectStore } from '@cmr/storage'
import { and, eq, isNotNull } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { ResultsState } from '../runs/results-lease.ts'

/** Ids of the stored objects that some row of the office names: sent files, result files, results being written. */
export async function referencedObjects(tx: Tx, ctx: Context): Promise<Set<string>> {
  const tenantId = ctx.tenant.id
  // First: what is published meanwhile leaves its chunk and is then found among the result files.
  const chunks = await tx
    .select({ result: jobChunks.result })
    .from(jobChunks)
    .where(and(eq(jobChunks.tenantId, tenantId), eq(jobChunks.stage, 'results'), isNotNull(jobChunks.result)))
  // Safe: a results chunk holds what `leaseResults` wrote, or the end of it, which names no objects.
  const begun = chunks.flatMap(({ result }) => (result as Partial<ResultsState>).objects ?? [])
  const written = await tx.select({ id: runFiles.objectId }).from(runFiles).where(eq(runFiles.tenantId, tenantId))
  const sent = await tx.select({ id: files.objectId }).from(files).where(eq(files.tenantId, tenantId))
  return new Set([...begun, ...[...written, ...sent].map(({ id }) => id)])
}

/** Ids of everything that is stored for the office now. */
export async function storedObjects(store: ObjectStore, ctx: Context): Promise<string[]> {
  const ids: string[] = []
  for await (const id of store.list(ctx.tenant.id)) ids.push(id)
  return ids
}
