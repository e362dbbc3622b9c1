import { requirePermission } from '@cmr/auth'
import { type Tx, withTenant } from '@cmr/db'
import { subjectSlices, tenantKeys } from '@cmr/db/schema'
import { isAppError } from '@cmr/errors'
import { and, asc, eq, gt, isNull, lt, sql } from 'drizzle-orm'
import { z } from 'zod'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { SliceCipher } from '../imports/slice-cipher.ts'
import { parseInput } from '../parse-input.ts'
import { storedObjects } from '../retention/object-ids.ts'
import type { ServiceDeps } from '../service-deps.ts'

export const RewrapKeysInput = z.strictObject({
  /** How many things are sealed again before this returns, about: whoever calls does so until nothing is left. */
  limit: z.int().min(1).default(10_000),
})
export type RewrapKeysInput = z.input<typeof RewrapKeysInput>

/** How far the office's data has come under its current key. */
export interface Rewrapped {
  /** Sealed again this time. */
  readonly objects: number
  readonly slices: number
  /** Nothing is left under an older key, and those keys are retired. */
  readonly done: boolean
}

const PAGE = 200

/**
 * Seals under the current key what an older one sealed: the keys of stored objects, and the rows of subjects. When
 * nothing is left the older keys are retired: they open copies of the past and, the first of them, the blind index. Can
 * be broken off and called again; data may be written and read meanwhile.
 */
export async function rewrapKeys(ctx: Context, deps: ServiceDeps, input: RewrapKeysInput = {}): Promise<Rewrapped> {
  requirePermission(ctx, 'key:manage')
  const { limit } = parseInput(RewrapKeysInput, input)
  // Of the beginning: what is rotated meanwhile leaves data under this one, which is not retired then.
  const { version } = await deps.keys.current(ctx.tenant.id)
  const objects = await rewrapObjects(ctx, deps, limit)
  const slices = objects < limit ? await resealSlices(ctx, deps, limit - objects) : 0
  if (objects + slices >= limit) return { objects, slices, done: false }
  await withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const older = and(
      eq(tenantKeys.tenantId, ctx.tenant.id),
      lt(tenantKeys.version, version),
      isNull(tenantKeys.retiredAt),
    )
    const retired = await tx
      .update(tenantKeys)
      .set({ retiredAt: deps.clock.now() })
      .where(older)
      .returning({ id: tenantKeys.id })
    for (const { id } of retired)
      await audit(tx, ctx, { action: 'tenant-key.retire', objectKind: 'tenant-key', objectId: id })
  })
  return { objects, slices, done: true }
}

async function rewrapObjects(ctx: Context, deps: ServiceDeps, limit: number): Promise<number> {
  let changed = 0
  for (const objectId of await storedObjects(deps.store, ctx)) {
    if (changed >= limit) break
    try {
      if (await deps.store.rewrap(ctx.tenant.id, objectId)) changed += 1
    } catch (error) {
      // Removed since it was listed.
      if (!isAppError(error, 'NOT_FOUND') || error.details?.reason !== 'unknown-object') throw error
    }
  }
  return changed
}

async function resealSlices(ctx: Context, deps: ServiceDeps, limit: number): Promise<number> {
  requirePermission(ctx, 'key:manage')
  const cipher = await SliceCipher.create(deps.keys, ctx.tenant.id)
  let changed = 0
  for (let after: string | undefined; changed < limit;) {
    const page = await withTenant(deps.ingestDb, ctx.tenant.id, async (tx) => {
      const rows = await olderSlices(tx, ctx, cipher, after)
      const sealed = await resealPage(tx, ctx, cipher, rows)
      if (sealed > 0)
        await audit(tx, ctx, {
          action: 'tenant-key.rewrap',
          objectKind: 'subject-slices',
          objectId: rows[0]?.id ?? null,
        })
      return { sealed, last: rows.length < PAGE ? undefined : rows.at(-1)?.id }
    })
    changed += page.sealed
    if (page.last === undefined) break
    after = page.last
  }
  return changed
}

type SliceRow = Pick<typeof subjectSlices.$inferSelect, 'id' | 'batchFileId' | 'chunkNo' | 'subjectKey' | 'sealed'>

/** A page of what an older key sealed. The database picks it: what is done already is not read at each call. */
function olderSlices(tx: Tx, ctx: Context, cipher: SliceCipher, after: string | undefined): Promise<SliceRow[]> {
  const { id, batchFileId, chunkNo, subjectKey, sealed } = subjectSlices
  const { start } = cipher
  const isOlder = sql`substring(${sealed} from 1 for ${start.length}::int) < decode(${start.toString('hex')}, 'hex')`
  return tx
    .select({ id, batchFileId, chunkNo, subjectKey, sealed })
    .from(subjectSlices)
    .where(and(eq(subjectSlices.tenantId, ctx.tenant.id), isOlder, after === undefined ? undefined : gt(id, after)))
    .orderBy(asc(id))
    .limit(PAGE)
}

async function resealPage(tx: Tx, ctx: Context, cipher: SliceCipher, rows: readonly SliceRow[]): Promise<number> {
  let changed = 0
  for (const { id, sealed, ...place } of rows) {
    const next = await cipher.reseal(place, sealed)
    if (next === undefined) continue
    await tx
      .update(subjectSlices)
      .set({ sealed: next })
      .where(and(eq(subjectSlices.tenantId, ctx.tenant.id), eq(subjectSlices.id, id)))
    changed += 1
  }
  return changed
}
