import { sql } from 'drizzle-orm'
import { check, foreignKey, index, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, instant, rowId, tenantId } from '../columns.ts'
import { appSchema } from '../schemas.ts'
import { tenantPolicies } from '../tenant-policies.ts'
import { tenants } from '../tenants/tenants.ts'
import { BATCH_STATES } from './constants.ts'

/** `published_run_id` references `runs` in the second migration: the two tables point at each other. */
export const batches = appSchema.table(
  'batches',
  {
    tenantId: tenantId(),
    id: rowId(),
    state: text('state', { enum: BATCH_STATES }).notNull().default('draft'),
    county: text('county').notNull(),
    createdBy: uuid('created_by'),
    confirmedAt: instant('confirmed_at'),
    publishedRunId: uuid('published_run_id'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: 'batches_pkey', columns: [t.tenantId, t.id] }),
    foreignKey({ name: 'batches_tenant_fk', columns: [t.tenantId], foreignColumns: [tenants.id] }).onDelete('restrict'),
    index('batches_recent_idx').on(t.tenantId, t.createdAt),
    check('batches_state_known', sql`${t.state} in ('draft', 'importing', 'ready', 'failed')`),
    ...tenantPolicies('batches'),
  ],
)
