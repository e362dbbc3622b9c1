import { foreignKey, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, createdAt, instant } from '../columns.ts'
import { authSchema } from '../schemas.ts'
import { tenants } from '../tenants/tenants.ts'

/** Where the people of an office sign in, when it has a provider of its own. */
export const ssoProviders = authSchema.table(
  'sso_providers',
  {
    tenantId: uuid('tenant_id').primaryKey(),
    issuer: text('issuer').notNull(),
    clientId: text('client_id').notNull(),
    sealedClientSecret: bytea('sealed_client_secret').notNull(),
    enabledAt: instant('enabled_at'),
    /** Lower-case; empty when any domain may come in. */
    emailDomains: text('email_domains').array().notNull().default([]),
    /** Since when a password does not lead into the office any more; holds only while the provider is on. */
    requiredAt: instant('required_at'),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({ name: 'sso_providers_tenant_fk', columns: [t.tenantId], foreignColumns: [tenants.id] }).onDelete(
      'cascade',
    ),
  ],
)
