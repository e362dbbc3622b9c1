import { sql } from 'drizzle-orm'
import { bigint, check, foreignKey, index, integer, jsonb, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { batchFiles } from '../batch-files/batch-files.ts'
import { createdAt, instant, rowId, tenantId } from '../columns.ts'
import { jobs } from '../jobs/jobs.ts'
import { appSchema } from '../schemas.ts'
import { tenantPolicies } from '../tenant-policies.ts'
import { CHUNK_STAGES, CHUNK_STATES } from './constants.ts'

export const jobChunks = appSchema.table(
  'job_chunks',
  {
    tenantId: tenantId(),
    id: rowId(),
    jobId: uuid('job_id').notNull(),
    no: integer('no').notNull(),
    stage: text('stage', { enum: CHUNK_STAGES }).notNull(),
    batchFileId: uuid('batch_file_id'),
    start: bigint('start', { mode: 'number' }).notNull(),
    end: bigint('end', { mode: 'number' }).notNull(),
    firstRow: integer('first_row'),
    firstLine: integer('first_line'),
    rowCount: integer('row_count'),
    state: text('state', { enum: CHUNK_STATES }).notNull().default('ready'),
    leaseToken: uuid('lease_token'),
    leaseUntil: instant('lease_until'),
    attempts: integer('attempts').notNull().default(0),
    result: jsonb('result'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: 'job_chunks_pkey', columns: [t.tenantId, t.id] }),
    unique('job_chunks_no_key').on(t.tenantId, t.jobId, t.stage, t.batchFileId, t.no).nullsNotDistinct(),
    foreignKey({
      name: 'job_chunks_job_fk',
      columns: [t.tenantId, t.jobId],
      foreignColumns: [jobs.tenantId, jobs.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'job_chunks_batch_file_fk',
      columns: [t.tenantId, t.batchFileId],
      foreignColumns: [batchFiles.tenantId, batchFiles.id],
    }).onDelete('cascade'),
    index('job_chunks_batch_file_idx').on(t.tenantId, t.batchFileId),
    check('job_chunks_stage_known', sql`${t.stage} in ('load', 'people', 'evaluate', 'results')`),
    check('job_chunks_state_known', sql`${t.state} in ('ready', 'leased', 'done', 'failed')`),
    check('job_chunks_range_ordered', sql`${t.start} <= ${t.end}`),
    check(
      'job_chunks_leased_token',
      sql`${t.state} <> 'leased' or (${t.leaseToken} is not null and ${t.leaseUntil} is not null)`,
    ),
    ...tenantPolicies('job_chunks'),
  ],
)
