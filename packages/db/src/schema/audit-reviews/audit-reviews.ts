import { sql } from 'drizzle-orm'
import { bigint, check, foreignKey, index, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, rowId, tenantId } from '../columns.ts'
import { appSchema } from '../schemas.ts'
import { tenantPolicies } from '../tenant-policies.ts'
import { tenants } from '../tenants/tenants.ts'

/** Somebody of the office has looked through a stretch of its audit log, both ends included. */
export const auditReviews = appSchema.table(
  'audit_reviews',
  {
    tenantId: tenantId(),
    id: rowId(),
    fromSeq: bigint('from_seq', { mode: 'number' }).notNull(),
    toSeq: bigint('to_seq', { mode: 'number' }).notNull(),
    reviewedBy: uuid('reviewed_by').notNull(),
    note: text('note'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: 'audit_reviews_pkey', columns: [t.tenantId, t.id] }),
    foreignKey({ name: 'audit_reviews_tenant_fk', columns: [t.tenantId], foreignColumns: [tenants.id] }).onDelete(
      'restrict',
    ),
    index('audit_reviews_to_idx').on(t.tenantId, t.toSeq),
    check('audit_reviews_ordered', sql`1 <= ${t.fromSeq} and ${t.fromSeq} <= ${t.toSeq}`),
    ...tenantPolicies('audit_reviews'),
  ],
)
