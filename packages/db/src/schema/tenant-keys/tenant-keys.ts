import { foreignKey, integer, primaryKey, unique } from 'drizzle-orm/pg-core'
import { bytea, createdAt, instant, rowId, tenantId } from '../columns.ts'
import { appSchema } from '../schemas.ts'
import { tenantPolicies } from '../tenant-policies.ts'
import { tenants } from '../tenants/tenants.ts'

export const tenantKeys = appSchema.table(
  'tenant_keys',
  {
    tenantId: tenantId(),
    id: rowId(),
    version: integer('version').notNull(),
    wrappedKey: bytea('wrapped_key').notNull(),
    retiredAt: instant('retired_at'),
    destroyedAt: instant('destroyed_at'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: 'tenant_keys_pkey', columns: [t.tenantId, t.id] }),
    unique('tenant_keys_version_key').on(t.tenantId, t.version),
    foreignKey({ name: 'tenant_keys_tenant_fk', columns: [t.tenantId], foreignColumns: [tenants.id] }).onDelete(
      'restrict',
    ),
    ...tenantPolicies('tenant_keys'),
  ],
)
