import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, instant, rowId, tenantId } from '../columns.ts'
import { appSchema } from '../schemas.ts'
import { tenantPolicies } from '../tenant-policies.ts'
import { tenants } from '../tenants/tenants.ts'
import { GRANT_MODES, GRANT_STATES } from './constants.ts'

/** Leave for one person of Code for America to look into an office. All times are the database's own: see its trigger. */
export const supportGrants = appSchema.table(
  'support_grants',
  {
    tenantId: tenantId(),
    id: rowId(),
    requestedBy: uuid('requested_by').notNull(),
    requestedName: text('requested_name').notNull(),
    reason: text('reason').notNull(),
    ticket: text('ticket').notNull(),
    hours: integer('hours').notNull().default(4),
    mode: text('mode', { enum: GRANT_MODES }).notNull().default('read'),
    state: text('state', { enum: GRANT_STATES }).notNull().default('requested'),
    decidedBy: uuid('decided_by'),
    decidedAt: instant('decided_at'),
    expiresAt: instant('expires_at'),
    revokedBy: uuid('revoked_by'),
    revokedAt: instant('revoked_at'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: 'support_grants_pkey', columns: [t.tenantId, t.id] }),
    foreignKey({ name: 'support_grants_tenant_fk', columns: [t.tenantId], foreignColumns: [tenants.id] }).onDelete(
      'restrict',
    ),
    index('support_grants_recent_idx').on(t.tenantId, t.createdAt),
    index('support_grants_requested_by_idx').on(t.tenantId, t.requestedBy),
    check('support_grants_hours_bounded', sql`${t.hours} between 1 and 72`),
    check('support_grants_mode_known', sql`${t.mode} in ('read', 'write')`),
    check('support_grants_state_known', sql`${t.state} in ('requested', 'approved', 'denied', 'revoked', 'ended')`),
    check('support_grants_reasoned', sql`${t.reason} <> '' and ${t.ticket} <> ''`),
    check('support_grants_two_people', sql`${t.decidedBy} <> ${t.requestedBy}`),
    check(
      'support_grants_decided_whole',
      sql`(${t.state} = 'requested') = (${t.decidedBy} is null) and (${t.decidedBy} is null) = (${t.decidedAt} is null)`,
    ),
    check('support_grants_length', sql`${t.expiresAt} <= ${t.decidedAt} + interval '72 hours'`),
    check(
      'support_grants_expiry_whole',
      sql`(${t.state} in ('approved', 'revoked', 'ended')) = (${t.expiresAt} is not null)`,
    ),
    check(
      'support_grants_revoked_whole',
      sql`(${t.state} in ('revoked', 'ended')) = (${t.revokedAt} is not null) and (${t.revokedAt} is null) = (${t.revokedBy} is null)`,
    ),
    ...tenantPolicies('support_grants'),
  ],
)
