import { customType, timestamp, uuid } from 'drizzle-orm/pg-core'
import { newId } from '../new-id.ts'

/** Bytes, as a Buffer. */
export const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })

/** An instant with a time zone, as a Date. */
export function instant(name: string) {
  return timestamp(name, { withTimezone: true, mode: 'date' })
}

/** When the row was written, by database time. */
export function createdAt() {
  return instant('created_at').notNull().defaultNow()
}

/** A UUIDv7; made here when the caller gives none. */
export function rowId() {
  return uuid('id').notNull().$defaultFn(newId)
}

/** The county the row belongs to. */
export function tenantId() {
  return uuid('tenant_id').notNull()
}

/** Text compared byte by byte, so that a prefix search may use an index behind row-level security. */
export const collatedText = customType<{ data: string; driverData: string }>({ dataType: () => 'text collate "C"' })
