import { sql } from 'drizzle-orm'
import { bigint, check, foreignKey, index, primaryKey, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core'
import { bytea, createdAt, rowId, tenantId } from '../columns.ts'
import { appSchema } from '../schemas.ts'
import { tenantPolicies } from '../tenant-policies.ts'
import { tenants } from '../tenants/tenants.ts'
import { ACTOR_KINDS, AUDIT_OUTCOMES } from './constants.ts'

/**
 * Written in the transaction of the act by `appendAudit`, and sealed into the office's chain when it commits; no role may
 * change or remove rows. No record data.
 */
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
    sessionId: text('session_id'),
    address: text('address'),
    supportGrantId: uuid('support_grant_id'),
    outcome: text('outcome', { enum: AUDIT_OUTCOMES }).notNull().default('done'),
    purpose: text('purpose'),
    bytes: bigint('bytes', { mode: 'number' }),
    seq: bigint('seq', { mode: 'number' }),
    prevHash: bytea('prev_hash'),
    hash: bytea('hash'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: 'audit_events_pkey', columns: [t.tenantId, t.id] }),
    foreignKey({ name: 'audit_events_tenant_fk', columns: [t.tenantId], foreignColumns: [tenants.id] }).onDelete(
      'restrict',
    ),
    unique('audit_events_seq_key').on(t.tenantId, t.seq),
    index('audit_events_at_idx').on(t.tenantId, t.at),
    index('audit_events_object_idx').on(t.tenantId, t.objectId),
    check('audit_events_actor_known', sql`${t.actorKind} in ('user', 'system', 'support')`),
    check('audit_events_actor_user', sql`(${t.actorKind} = 'system') = (${t.actorUserId} is null)`),
    index('audit_events_actor_idx').on(t.tenantId, t.actorUserId, t.seq),
    index('audit_events_action_idx').on(t.tenantId, t.action, t.seq),
    check('audit_events_outcome_known', sql`${t.outcome} in ('done', 'denied', 'failed')`),
    check('audit_events_grant_named', sql`${t.supportGrantId} is null or ${t.actorKind} = 'support'`),
    check('audit_events_action_form', sql`${t.action} ~ '^[a-z-]+\\.[a-z-]+$'`),
    ...tenantPolicies('audit_events'),
  ],
)
