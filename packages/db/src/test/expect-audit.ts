import { asc } from 'drizzle-orm'
import { expect } from 'vitest'
import type { Db } from '../open-database.ts'
import { auditEvents } from '../schema/index.ts'
import { withTenant } from '../with-tenant.ts'

export type AuditEvent = typeof auditEvents.$inferSelect

/**
 * Fails unless the tenant's audit log holds an event like the one given, and returns it.
 * With several alike the latest is returned.
 */
export async function expectAudit(db: Db, tenantId: string, like: Partial<AuditEvent>): Promise<AuditEvent> {
  const events = await withTenant(db, tenantId, (tx) => tx.select().from(auditEvents).orderBy(asc(auditEvents.id)))
  expect(events).toContainEqual(expect.objectContaining(like))
  const found = events.findLast((event) =>
    Object.entries(like).every(([key, value]) => event[key as keyof AuditEvent] === value),
  )
  if (found === undefined) throw new Error('The audit event matches by shape only.')
  return found
}
