import { databasesOf, withoutTenant } from '@cmr/db'
import { outbox } from '@cmr/db/schema'
import { inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'

export const MarkSentInput = z.strictObject({ ids: z.array(z.uuid()) })
export type MarkSentInput = z.input<typeof MarkSentInput>

/** Notes that events were handed over. */
export async function markSent(deps: Pick<ServiceDeps, 'db'>, input: MarkSentInput): Promise<void> {
  const { ids } = parseInput(MarkSentInput, input)
  if (ids.length === 0) return
  for (const db of databasesOf(deps.db)) {
    await withoutTenant(db, (tx) =>
      tx
        .update(outbox)
        .set({ sentAt: sql`now()` })
        .where(inArray(outbox.id, ids)),
    )
  }
}
