import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, jsonb, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { batches } from '../batches/batches.ts'
import { createdAt, rowId, tenantId } from '../columns.ts'
import { runs } from '../runs/runs.ts'
import { appSchema } from '../schemas.ts'
import { tenantPolicies } from '../tenant-policies.ts'
import { JOB_KINDS, JOB_STATES, type JobError } from './constants.ts'

export const jobs = appSchema.table(
  'jobs',
  {
    tenantId: tenantId(),
    id: rowId(),
    kind: text('kind', { enum: JOB_KINDS }).notNull(),
    state: text('state', { enum: JOB_STATES }).notNull().default('queued'),
    batchId: uuid('batch_id').notNull(),
    runId: uuid('run_id'),
    attempts: integer('attempts').notNull().default(0),
    error: jsonb('error').$type<JobError>(),
    createdBy: uuid('created_by'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: 'jobs_pkey', columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'jobs_batch_fk',
      columns: [t.tenantId, t.batchId],
      foreignColumns: [batches.tenantId, batches.id],
    }).onDelete('restrict'),
    foreignKey({
      name: 'jobs_run_fk',
      columns: [t.tenantId, t.runId],
      foreignColumns: [runs.tenantId, runs.id],
    }).onDelete('restrict'),
    index('jobs_batch_idx').on(t.tenantId, t.batchId),
    index('jobs_run_idx').on(t.tenantId, t.runId),
    index('jobs_open_idx')
      .on(t.tenantId, t.createdAt)
      .where(sql`${t.state} in ('queued', 'running')`),
    check('jobs_kind_known', sql`${t.kind} in ('import', 'evaluate')`),
    check('jobs_state_known', sql`${t.state} in ('queued', 'running', 'failed', 'done')`),
    ...tenantPolicies('jobs'),
  ],
)
