import type { Tx } from '@cmr/db'
import { batchFiles, subjectSlices } from '@cmr/db/schema'
import { PersonUnion } from '@cmr/intake'
import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'

/** The slices of a batch; for a query from `subjectSlices` joined with `batchFiles`. */
export function slicesOfBatch(ctx: Context, batchId: string): SQL | undefined {
  return and(
    eq(subjectSlices.tenantId, ctx.tenant.id),
    eq(batchFiles.tenantId, ctx.tenant.id),
    eq(batchFiles.batchId, batchId),
  )
}

/**
 * Which source keys of a batch are one person's, because their rows share another key, directly or over others: each
 * such key, in hex, with the one that stands for all of them. Keys that nothing joins are left out.
 */
export async function joinedKeys(tx: Tx, ctx: Context, batchId: string): Promise<Map<string, string>> {
  const shared = await tx.execute<{ keys: string[] }>(sql`
    select array_agg(distinct encode(subject_key, 'hex')) as keys
    from (
      select ${subjectSlices.subjectKey}, unnest(${subjectSlices.personKeys}) as person_key
      from ${subjectSlices}
      join ${batchFiles} on ${batchFiles.id} = ${subjectSlices.batchFileId}
      where ${slicesOfBatch(ctx, batchId)}
    ) as keys
    group by person_key
    having count(distinct subject_key) > 1`)
  const union = new PersonUnion()
  const members = new Map<string, number>()
  for (const { keys } of shared) for (const key of keys) members.set(key, union.add([key]))
  for (const { keys } of shared) union.add(keys)
  const roots = new Map<number, string>()
  const joined = new Map<string, string>()
  for (const [key, member] of members) {
    const group = union.groupOf(member)
    const root = roots.get(group) ?? key
    roots.set(group, root)
    joined.set(key, root)
  }
  return joined
}
