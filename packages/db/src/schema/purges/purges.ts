import { sql } from 'drizzle-orm'
import { check, date, foreignKey, index, jsonb, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, rowId, tenantId } from '../columns.ts'
import { appSchema } from '../schemas.ts'
import { tenantPolicies } from '../tenant-policies.ts'
import { tenants } from '../tenants/tenants.ts'
import { PURGE_KINDS } from './constants.ts'

/** Proof that records were removed: counts, never what they said. Rows are never changed or removed. */
export const purges = appSchema.table(
  'purges',
  {
    tenantId: tenantId(),
    id: rowId(),
    kind: text('kind', { enum: PURGE_KINDS }).notNull(),
    cutoff: date('cutoff', { mode: 'string' }),
    counts: jsonb('counts').notNull(),
    proof: text('proof').notNull(),
    createdBy: uuid('created_by'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: 'purges_pkey', columns: [t.tenantId, t.id] }),
    foreignKey({ name: 'purges_tenant_fk', columns: [t.tenantId], foreignColumns: [tenants.id] }).onDelete('restrict'),
    index('purges_recent_idx').on(t.tenantId, t.createdAt),
    check('purges_kind_known', sql`${t.kind} in ('retention', 'offboarding')`),
    ...tenantPolicies('purges'),
  ],
)
