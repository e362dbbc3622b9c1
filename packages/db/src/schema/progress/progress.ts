import { sql } from 'drizzle-orm'
import { bigint, check, foreignKey, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, instant, tenantId } from '../columns.ts'
import { jobs } from '../jobs/jobs.ts'
import { appSchema } from '../schemas.ts'
import { tenantPolicies } from '../tenant-policies.ts'

/** `done` never falls: the database keeps the greater number. A change is announced on the channel `progress`. */
export const progress = appSchema.table(
  'progress',
  {
    tenantId: tenantId(),
    jobId: uuid('job_id').notNull(),
    stage: text('stage').notNull(),
    done: bigint('done', { mode: 'number' }).notNull().default(0),
    total: bigint('total', { mode: 'number' }).notNull().default(0),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: 'progress_pkey', columns: [t.tenantId, t.jobId, t.stage] }),
    foreignKey({
      name: 'progress_job_fk',
      columns: [t.tenantId, t.jobId],
      foreignColumns: [jobs.tenantId, jobs.id],
    }).onDelete('cascade'),
    check('progress_counts', sql`${t.done} >= 0 and ${t.total} >= 0`),
    ...tenantPolicies('progress'),
  ],
)
