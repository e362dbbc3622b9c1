import { createHash } from 'node:crypto'
import { requirePermission } from '@cmr/auth'
import { newId, withTenant } from '@cmr/db'
import { batches, purges } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { actorUserId, type Context } from '../context.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { referencedObjects, storedObjects } from './object-ids.ts'
import { countRecords, type RecordCounts } from './record-counts.ts'
import { cutoffDay, findSettings, listDueBatches, requireNoHold } from './retention-store.ts'

/** What a purge found, removed and left; the proof is made over it. */
export interface PurgeCounts {
  readonly batches: readonly string[]
  readonly before: RecordCounts
  readonly removed: RecordCounts
  /** Counted again afterwards. */
  readonly after: RecordCounts
  /** Ids of the stored files that were removed. */
  readonly objects: readonly string[]
}

export interface Purged extends PurgeCounts {
  readonly purgeId: string
  readonly cutoff: string
  readonly proof: string
}

/** Removing a large batch is one statement a table; the usual limit is for pages. */
const STATEMENT_TIMEOUT = '30min'

/**
 * Removes every batch that has outlived the office's retention time, with all that was made of it: rows first, then the
 * stored files no row names any more, those of a purge that was broken off included; then it counts again. Throws
 * PRECONDITION `legal-hold` or `no-retention`. The database refuses what is held, not due or being worked on by itself.
 */
export async function purgeRecords(ctx: Context, deps: ServiceDeps): Promise<Purged> {
  requirePermission(ctx, 'retention:manage')
  const tenantId = ctx.tenant.id
  const { cutoff, due, before } = await withTenant(deps.db, tenantId, async (tx) => {
    const settings = await findSettings(tx, ctx)
    requireNoHold(settings)
    const day = await cutoffDay(tx, ctx, deps, settings)
    return { cutoff: day, due: await listDueBatches(tx, ctx, day), before: await countRecords(tx, ctx) }
  })
  let removed: RecordCounts = {}
  for (const { id } of due) removed = sum(removed, await purgeBatch(ctx, deps, id, cutoff))
  const objects = await removeUnnamedObjects(ctx, deps)
  return withTenant(deps.db, tenantId, async (tx) => {
    const after = await countRecords(tx, ctx)
    const ids = due.map(({ id }) => id)
    const left = await tx.$count(batches, and(eq(batches.tenantId, tenantId), inArray(batches.id, ids)))
    if (left > 0) throw notGone()
    const counts: PurgeCounts = { batches: ids, before, removed, after, objects }
    const purgeId = newId()
    const proof = proofOf({ tenantId, purgeId, cutoff, ...counts })
    const row = { kind: 'retention' as const, cutoff, counts, proof, createdBy: actorUserId(ctx) }
    await tx.insert(purges).values({ tenantId, id: purgeId, ...row })
    await audit(tx, ctx, { action: 'retention.purge', objectKind: 'purge', objectId: purgeId })
    return { purgeId, cutoff, proof, ...counts }
  })
}

/** SHA-256 of a purge's facts as JSON, in lower-case hex. */
function proofOf(facts: object): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex')
}

async function purgeBatch(ctx: Context, deps: ServiceDeps, batchId: string, cutoff: string): Promise<RecordCounts> {
  requirePermission(ctx, 'retention:manage')
  return withTenant(deps.ingestDb, ctx.tenant.id, async (tx) => {
    await tx.execute(sql`select set_config('statement_timeout', ${STATEMENT_TIMEOUT}, true)`)
    const [answer] = await tx.execute<{ removed: RecordCounts }>(
      sql`select app.purge_batches(array[${batchId}]::uuid[], ${cutoff}::date) as removed`,
    )
    await audit(tx, ctx, { action: 'batch.purge', objectKind: 'batch', objectId: batchId })
    return answer?.removed ?? {}
  })
}

/** An object listed before the rows are read and named by none of them belongs to nothing: rows come before objects. */
async function removeUnnamedObjects(ctx: Context, deps: ServiceDeps): Promise<string[]> {
  const stored = await storedObjects(deps.store, ctx)
  const named = await withTenant(deps.db, ctx.tenant.id, (tx) => referencedObjects(tx, ctx))
  const unnamed = stored.filter((id) => !named.has(id))
  for (const id of unnamed) await deps.store.remove(ctx.tenant.id, id)
  const left = new Set(await storedObjects(deps.store, ctx))
  if (unnamed.some((id) => left.has(id))) throw notGone()
  return unnamed
}

function sum(one: RecordCounts, other: RecordCounts): RecordCounts {
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return Object.fromEntries([...names].map((name) => [name, (one[name] ?? 0) + (other[name] ?? 0)]))
}

function notGone(): AppError {
  return new AppError('INTERNAL', 'The purge does not add up. Nothing more was removed; ask support to look at it.', {
    details: { reason: 'purge-mismatch' },
  })
}
