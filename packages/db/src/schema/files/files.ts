import { sql } from 'drizzle-orm'
import { bigint, check, foreignKey, index, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, instant, rowId, tenantId } from '../columns.ts'
import { appSchema } from '../schemas.ts'
import { tenantPolicies } from '../tenant-policies.ts'
import { tenants } from '../tenants/tenants.ts'
import { FILE_STATES } from './constants.ts'

export const files = appSchema.table(
  'files',
  {
    tenantId: tenantId(),
    id: rowId(),
    name: text('name').notNull(),
    size: bigint('size', { mode: 'number' }).notNull(),
    received: bigint('received', { mode: 'number' }).notNull().default(0),
    sha256: text('sha256'),
    state: text('state', { enum: FILE_STATES }).notNull().default('receiving'),
    objectId: uuid('object_id').notNull(),
    createdBy: uuid('created_by'),
    storedAt: instant('stored_at'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: 'files_pkey', columns: [t.tenantId, t.id] }),
    foreignKey({ name: 'files_tenant_fk', columns: [t.tenantId], foreignColumns: [tenants.id] }).onDelete('restrict'),
    index('files_sha256_idx').on(t.tenantId, t.sha256),
    check('files_state_known', sql`${t.state} in ('receiving', 'stored')`),
    check('files_received_within', sql`${t.received} between 0 and ${t.size}`),
    check(
      'files_stored_whole',
      sql`${t.state} <> 'stored' or (${t.received} = ${t.size} and ${t.sha256} is not null and ${t.storedAt} is not null)`,
    ),
    ...tenantPolicies('files'),
  ],
)
