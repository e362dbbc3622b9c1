import { sql } from 'drizzle-orm'
import { newId } from './new-id.ts'
import { auditEvents } from './schema/index.ts'
import type { Tx } from './transaction.ts'

type AuditRow = typeof auditEvents.$inferInsert

/** An audit event as it is written; ids only. When it happened, and where in the chain it stands, the database says. */
export type NewAuditEvent = Pick<AuditRow, 'tenantId' | 'actorKind' | 'action' | 'objectKind' | 'requestId'> &
  Partial<
    Pick<
      AuditRow,
      'actorUserId' | 'objectId' | 'sessionId' | 'address' | 'supportGrantId' | 'outcome' | 'purpose' | 'bytes'
    >
  >

/**
 * Writes an audit event in the transaction of the act, as `cmr_app`, `cmr_ingest` or `cmr_auth`, and returns its id. The
 * chain takes it up when the transaction commits. A transaction that writes events of several offices does so in the
 * order of their ids, or two of them may wait for each other.
 */
export async function appendAudit(tx: Tx, event: NewAuditEvent): Promise<string> {
  const id = newId()
  // The query builder names every column, and no role may write all of this table's.
  await tx.execute(sql`
    insert into ${auditEvents} (tenant_id, id, actor_user_id, actor_kind, action, object_kind, object_id, request_id,
      session_id, address, support_grant_id, outcome, purpose, bytes)
    values (${event.tenantId}, ${id}, ${event.actorUserId ?? null}, ${event.actorKind}, ${event.action},
      ${event.objectKind}, ${event.objectId ?? null}, ${event.requestId}, ${event.sessionId ?? null},
      ${event.address ?? null}, ${event.supportGrantId ?? null}, ${event.outcome ?? 'done'}, ${event.purpose ?? null},
      ${event.bytes ?? null})`)
  return id
}
