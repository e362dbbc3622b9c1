import { sql } from 'drizzle-orm'
import { bigint, check, foreignKey, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant } from '../columns.ts'
import { appSchema } from '../schemas.ts'
import { tenantPolicies } from '../tenant-policies.ts'
import { tenants } from '../tenants/tenants.ts'

/** Where an office's audit chain ends, and after which event what is kept of it begins. Written by triggers alone. */
export const auditHeads = appSchema.table(
  'audit_heads',
  {
    tenantId: uuid('tenant_id').primaryKey(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    hash: bytea('hash').notNull(),
    anchorSeq: bigint('anchor_seq', { mode: 'number' }).notNull().default(0),
    anchorHash: bytea('anchor_hash').notNull(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [
    foreignKey({ name: 'audit_heads_tenant_fk', columns: [t.tenantId], foreignColumns: [tenants.id] }).onDelete(
      'restrict',
    ),
    check('audit_heads_ordered', sql`0 <= ${t.anchorSeq} and ${t.anchorSeq} <= ${t.seq}`),
    ...tenantPolicies('audit_heads'),
  ],
)
