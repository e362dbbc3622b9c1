import { sql } from 'drizzle-orm'
import { boolean, check, foreignKey, integer, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../columns.ts'
import { appSchema } from '../schemas.ts'
import { tenantPolicies } from '../tenant-policies.ts'
import { tenants } from '../tenants/tenants.ts'

/** What an office has chosen for itself. An office without a row has the defaults. */
export const tenantSettings = appSchema.table(
  'tenant_settings',
  {
    tenantId: uuid('tenant_id').primaryKey(),
    idleMinutes: integer('idle_minutes').notNull().default(30),
    passwordMaxAgeDays: integer('password_max_age_days'),
    strictPasskeys: boolean('strict_passkeys').notNull().default(false),
    retentionDays: integer('retention_days'),
    holdReason: text('hold_reason'),
    holdAt: instant('hold_at'),
    holdBy: uuid('hold_by'),
    aggregatesOptIn: boolean('aggregates_opt_in').notNull().default(false),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [
    foreignKey({ name: 'tenant_settings_tenant_fk', columns: [t.tenantId], foreignColumns: [tenants.id] }).onDelete(
      'restrict',
    ),
    check('tenant_settings_idle_bounded', sql`${t.idleMinutes} between 15 and 30`),
    check('tenant_settings_password_age_counts', sql`${t.passwordMaxAgeDays} >= 1`),
    check('tenant_settings_retention_counts', sql`${t.retentionDays} >= 1`),
    check(
      'tenant_settings_hold_whole',
      sql`(${t.holdReason} is null) = (${t.holdAt} is null) and (${t.holdAt} is null) = (${t.holdBy} is null)`,
    ),
    ...tenantPolicies('tenant_settings'),
  ],
)
