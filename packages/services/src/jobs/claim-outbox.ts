import { databasesOf, withoutTenant } from '@cmr/db'
import { outbox } from '@cmr/db/schema'
import { asc, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'

export const ClaimOutboxInput = z.strictObject({ limit: z.int().min(1).max(1000).default(100) })
export type ClaimOutboxInput = z.input<typeof ClaimOutboxInput>

/** An event waiting to be sent. `id` makes sending it twice harmless. */
export interface OutboxEvent {
  readonly id: string
  readonly name: string
  readonly data: Readonly<Record<string, string>>
}

/**
 * Events that were not sent yet, oldest first; up to `limit` from each database. They stay until `markSent`: a relay that dies in between sends them
 * again. One relay at a time, which its advisory lock sees to.
 */
export async function claimOutbox(deps: Pick<ServiceDeps, 'db'>, input: ClaimOutboxInput = {}): Promise<OutboxEvent[]> {
  const { limit } = parseInput(ClaimOutboxInput, input)
  const events: OutboxEvent[] = []
  for (const db of databasesOf(deps.db)) {
    const waiting = await withoutTenant(db, (tx) =>
      tx
        .select({ id: outbox.id, name: outbox.name, data: outbox.data })
        .from(outbox)
        .where(isNull(outbox.sentAt))
        .orderBy(asc(outbox.id))
        .limit(limit),
    )
    events.push(...waiting)
  }
  return events
}
