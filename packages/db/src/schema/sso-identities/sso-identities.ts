import { foreignKey, index, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, tenantId } from '../columns.ts'
import { authSchema } from '../schemas.ts'
import { tenants } from '../tenants/tenants.ts'
import { users } from '../users/users.ts'

/** Who of an office a subject of its provider is. */
export const ssoIdentities = authSchema.table(
  'sso_identities',
  {
    tenantId: tenantId(),
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    userId: uuid('user_id').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: 'sso_identities_pkey', columns: [t.tenantId, t.issuer, t.subject] }),
    foreignKey({ name: 'sso_identities_tenant_fk', columns: [t.tenantId], foreignColumns: [tenants.id] }).onDelete(
      'cascade',
    ),
    foreignKey({ name: 'sso_identities_user_fk', columns: [t.userId], foreignColumns: [users.id] }).onDelete('cascade'),
    index('sso_identities_user_idx').on(t.userId),
  ],
)
