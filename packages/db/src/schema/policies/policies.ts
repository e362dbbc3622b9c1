import { sql } from 'drizzle-orm'
import { check, foreignKey, integer, jsonb, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { createdAt, rowId, tenantId } from '../columns.ts'
import { appSchema } from '../schemas.ts'
import { tenantPolicies } from '../tenant-policies.ts'
import { tenants } from '../tenants/tenants.ts'

export const policies = appSchema.table(
  'policies',
  {
    tenantId: tenantId(),
    id: rowId(),
    ruleset: text('ruleset').notNull(),
    profile: text('profile'),
    version: integer('version').notNull(),
    options: jsonb('options').notNull(),
    optionsHash: text('options_hash').notNull(),
    note: text('note'),
    createdBy: uuid('created_by'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: 'policies_pkey', columns: [t.tenantId, t.id] }),
    unique('policies_version_key').on(t.tenantId, t.ruleset, t.profile, t.version).nullsNotDistinct(),
    foreignKey({ name: 'policies_tenant_fk', columns: [t.tenantId], foreignColumns: [tenants.id] }).onDelete(
      'restrict',
    ),
    check('policies_version_counts', sql`${t.version} >= 1`),
    ...tenantPolicies('policies'),
  ],
)
