import { sql } from 'drizzle-orm'
import { check, date, foreignKey, index, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, instant, tenantId } from '../columns.ts'
import { authSchema } from '../schemas.ts'
import { tenants } from '../tenants/tenants.ts'
import { users } from '../users/users.ts'
import { ROLES } from './constants.ts'

export const memberships = authSchema.table(
  'memberships',
  {
    userId: uuid('user_id').notNull(),
    tenantId: tenantId(),
    roles: text('roles', { enum: ROLES }).array().notNull(),
    trainingOn: date('training_on', { mode: 'string' }),
    agreementOn: date('agreement_on', { mode: 'string' }),
    endsOn: date('ends_on', { mode: 'string' }),
    reviewedAt: instant('reviewed_at'),
    reviewedBy: uuid('reviewed_by'),
    disabledAt: instant('disabled_at'),
    createdBy: uuid('created_by'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: 'memberships_pkey', columns: [t.tenantId, t.userId] }),
    foreignKey({ name: 'memberships_user_fk', columns: [t.userId], foreignColumns: [users.id] }).onDelete('cascade'),
    foreignKey({ name: 'memberships_tenant_fk', columns: [t.tenantId], foreignColumns: [tenants.id] }).onDelete(
      'cascade',
    ),
    index('memberships_user_idx').on(t.userId),
    check('memberships_roles_known', sql`${t.roles} <@ array['admin', 'analyst', 'attorney', 'auditor']`),
  ],
)
