import { sql } from 'drizzle-orm'
import { check, foreignKey, index, text, unique, uuid } from 'drizzle-orm/pg-core'
import { newId } from '../../new-id.ts'
import { createdAt, instant } from '../columns.ts'
import { ROLES } from '../memberships/constants.ts'
import { authSchema } from '../schemas.ts'
import { tenants } from '../tenants/tenants.ts'
import { STAFF_KINDS } from '../users/constants.ts'

/** Into an office with roles, or among the people of Code for America: never both. */
export const invites = authSchema.table(
  'invites',
  {
    id: uuid('id').primaryKey().$defaultFn(newId),
    tenantId: uuid('tenant_id'),
    email: text('email').notNull(),
    name: text('name').notNull(),
    roles: text('roles', { enum: ROLES }).array().notNull(),
    staff: text('staff', { enum: STAFF_KINDS }),
    tokenHash: text('token_hash').notNull(),
    invitedBy: uuid('invited_by').notNull(),
    expiresAt: instant('expires_at').notNull(),
    acceptedAt: instant('accepted_at'),
    revokedAt: instant('revoked_at'),
    createdAt: createdAt(),
  },
  (t) => [
    unique('invites_token_key').on(t.tokenHash),
    foreignKey({ name: 'invites_tenant_fk', columns: [t.tenantId], foreignColumns: [tenants.id] }).onDelete('cascade'),
    index('invites_tenant_idx').on(t.tenantId, t.createdAt),
    check('invites_email_lower', sql`${t.email} = lower(${t.email})`),
    check('invites_roles_known', sql`${t.roles} <@ array['admin', 'analyst', 'attorney', 'auditor']`),
    check('invites_staff_known', sql`${t.staff} in ('onboarding', 'support', 'operator')`),
    check('invites_office_or_staff', sql`(${t.tenantId} is null) = (${t.staff} is not null)`),
  ],
)
