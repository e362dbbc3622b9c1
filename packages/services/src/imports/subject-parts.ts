import type { Tx } from '@cmr/db'
import { subjects } from '@cmr/db/schema'
import { and, eq, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { ChunkRange } from '../jobs/chunk-store.ts'

/** Steps of one stage of one file, at most: a backend allows a limited number in one go. */
const MAX_PARTS = 250

/** Cuts a file's subjects, by ordinal, into parts of `size` subjects, or of more when that would make too many parts. */
export async function cutParts(tx: Tx, ctx: Context, batchFileId: string, size: number): Promise<ChunkRange[]> {
  const own = and(eq(subjects.tenantId, ctx.tenant.id), eq(subjects.batchFileId, batchFileId))
  const count = await tx.$count(subjects, own)
  const partSize = Math.max(size, Math.ceil(count / MAX_PARTS))
  const parts = await tx.execute<{ start: number; end: number; row_count: number }>(sql`
    select min(ordinal) as start, max(ordinal) + 1 as "end", sum(row_count)::int as row_count
    from (select ordinal, row_count, ordinal / ${partSize}::int as part from ${subjects} where ${own}) as numbered
    group by part
    order by part`)
  return parts.map(({ start, end, row_count: rowCount }) => ({ start, end, rowCount }))
}
