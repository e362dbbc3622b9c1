import { createHash } from 'node:crypto'
import { auditEvents } from '@cmr/db/schema'
import { type Column, sql, type SQL } from 'drizzle-orm'

const e = auditEvents

/** An instant to the microsecond, which a Date does not hold. */
function instantText(column: Column): SQL<string> {
  return sql<string>`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
}

/** The columns of an event in the order in which they are hashed, as text. The hash itself is read beside them. */
export const sealedColumns = {
  tenantId: e.tenantId,
  seq: e.seq,
  prevHash: e.prevHash,
  id: e.id,
  actorKind: e.actorKind,
  actorUserId: e.actorUserId,
  action: e.action,
  objectKind: e.objectKind,
  objectId: e.objectId,
  at: instantText(e.at),
  requestId: e.requestId,
  sessionId: e.sessionId,
  address: e.address,
  supportGrantId: e.supportGrantId,
  outcome: e.outcome,
  purpose: e.purpose,
  bytes: e.bytes,
  createdAt: instantText(e.createdAt),
}

/** An event as it was sealed. */
export type SealedEvent = { readonly [K in keyof typeof sealedColumns]: string | number | Buffer | null }

/**
 * The hash of an event: SHA-256 over its columns, each as its length in bytes and its text or as a dash, behind the
 * number of the format. The database makes the same in `app.audit_text`.
 */
export function auditHash(event: SealedEvent): Buffer {
  const fields = Object.keys(sealedColumns).map((name) => field(event[name as keyof SealedEvent]))
  return createHash('sha256')
    .update(['1', ...fields].join(','))
    .digest()
}

function field(value: string | number | Buffer | null): string {
  if (value === null) return '-'
  const text = Buffer.isBuffer(value) ? value.toString('hex') : String(value)
  return `${Buffer.byteLength(text)}:${text}`
}
