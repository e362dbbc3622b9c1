import { requirePermission } from '@cmr/auth'
import { withTenant } from '@cmr/db'
import { auditEvents } from '@cmr/db/schema'
import { and, desc, lt } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { audit } from './audit.ts'
import { auditEventColumns, auditFilters, type AuditEventView, auditWhere } from './audit-event-view.ts'

export const ListAuditEventsInput = z.strictObject({
  ...auditFilters,
  /** Only events before this number: the last of the page before. */
  before: z.coerce.number().int().min(1).optional(),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
})
export type ListAuditEventsInput = z.input<typeof ListAuditEventsInput>

/** One page of the office's log. */
export interface AuditPage {
  /** Latest first. */
  readonly events: readonly AuditEventView[]
  /** What to give as `before` for the next page; null on the last. */
  readonly next: number | null
  /** Events over all pages. */
  readonly total: number
}

/** What was done in the office, latest first. Looking is recorded. */
export async function listAuditEvents(
  ctx: Context,
  deps: ServiceDeps,
  input: ListAuditEventsInput,
): Promise<AuditPage> {
  requirePermission(ctx, 'audit:read')
  const { before, pageSize, ...filters } = parseInput(ListAuditEventsInput, input)
  const wanted = auditWhere(ctx, filters)
  return withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const found = await tx
      .select(auditEventColumns)
      .from(auditEvents)
      .where(and(wanted, before === undefined ? undefined : lt(auditEvents.seq, before)))
      .orderBy(desc(auditEvents.seq))
      .limit(pageSize + 1)
    const total = await tx.$count(auditEvents, wanted)
    await audit(tx, ctx, { action: 'audit.list', objectKind: 'audit-log', objectId: null })
    const events = found.slice(0, pageSize)
    return { events, next: found.length > pageSize ? (events.at(-1)?.seq ?? null) : null, total }
  })
}
