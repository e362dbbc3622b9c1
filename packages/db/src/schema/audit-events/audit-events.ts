import { sql } from 'drizzle-orm'
import { check, foreignKey, index, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { createdAt, rowId, tenantId } from '../columns.ts'
import { appSchema } from '../schemas.ts'
import { tenantPolicies } from '../tenant-policies.ts'
import { tenants } from '../tenants/tenants.ts'
import { ACTOR_KINDS } from './constants.ts'

/** Written in the transaction of the act; rows are never changed or removed. No record data. */
export const auditEvents = appSchema.table(
  'audit_events',
  {
    tenantId: tenantId(),
    id: rowId(),
    actorUserId: uuid('actor_user_id'),
    actorKind: text('actor_kind', { enum: ACTOR_KINDS }).notNull(),
    action: text('action').notNull(),
    objectKind: text('object_kind').notNull(),
    objectId: uuid('object_id'),
    at: timestamp('at', { withTimezone: true, precision: 2, mode: 'date' }).notNull().defaultNow(),
    requestId: text('request_id').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: 'audit_events_pkey', columns: [t.tenantId, t.id] }),
    foreignKey({ name: 'audit_events_tenant_fk', columns: [t.tenantId], foreignColumns: [tenants.id] }).onDelete(
      'restrict',
    ),
    index('audit_events_at_idx').on(t.tenantId, t.at),
    index('audit_events_object_idx').on(t.tenantId, t.objectId),
    check('audit_events_actor_known', sql`${t.actorKind} in ('user', 'system', 'support')`),
    check('audit_events_actor_user', sql`(${t.actorKind} = 'system') = (${t.actorUserId} is null)`),
    check('audit_events_action_form', sql`${t.action} ~ '^[a-z-]+\\.[a-z-]+$'`),
    ...tenantPolicies('audit_events'),
  ],
)
