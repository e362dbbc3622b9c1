import { sql } from 'drizzle-orm'
import { bigint, check, foreignKey, index, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, rowId, tenantId } from '../columns.ts'
import { appSchema } from '../schemas.ts'
import { tenantPolicies } from '../tenant-policies.ts'
import { tenants } from '../tenants/tenants.ts'
import { RELEASE_KINDS } from './constants.ts'

/** The dissemination log: records that were handed over, to whom and for what. Rows are never changed or removed. */
export const releases = appSchema.table(
  'releases',
  {
    tenantId: tenantId(),
    id: rowId(),
    kind: text('kind', { enum: RELEASE_KINDS }).notNull(),
    objectKind: text('object_kind').notNull(),
    objectId: uuid('object_id').notNull(),
    recipient: text('recipient').notNull(),
    purpose: text('purpose').notNull(),
    releasedBy: uuid('released_by').notNull(),
    bytes: bigint('bytes', { mode: 'number' }),
    sha256: text('sha256'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: 'releases_pkey', columns: [t.tenantId, t.id] }),
    foreignKey({ name: 'releases_tenant_fk', columns: [t.tenantId], foreignColumns: [tenants.id] }).onDelete(
      'restrict',
    ),
    index('releases_recent_idx').on(t.tenantId, t.createdAt),
    index('releases_object_idx').on(t.tenantId, t.objectId),
    check('releases_kind_known', sql`${t.kind} in ('export', 'court-file', 'support-download')`),
    check('releases_reasoned', sql`${t.recipient} <> '' and ${t.purpose} <> ''`),
    ...tenantPolicies('releases'),
  ],
)
