import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, jsonb, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { batches } from '../batches/batches.ts'
import { createdAt, rowId, tenantId } from '../columns.ts'
import { files } from '../files/files.ts'
import { appSchema } from '../schemas.ts'
import { tenantPolicies } from '../tenant-policies.ts'
import { BATCH_FILE_STATES, type Rejection } from './constants.ts'

export const batchFiles = appSchema.table(
  'batch_files',
  {
    tenantId: tenantId(),
    id: rowId(),
    batchId: uuid('batch_id').notNull(),
    fileId: uuid('file_id').notNull(),
    position: integer('position').notNull(),
    state: text('state', { enum: BATCH_FILE_STATES }).notNull().default('waiting'),
    rejection: jsonb('rejection').$type<Rejection>(),
    rows: integer('rows'),
    lines: integer('lines'),
    firstDataLine: integer('first_data_line'),
    sourceColumns: jsonb('source_columns'),
    counties: jsonb('counties').$type<Readonly<Record<string, number>>>(),
    ledger: jsonb('ledger'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: 'batch_files_pkey', columns: [t.tenantId, t.id] }),
    unique('batch_files_position_key').on(t.tenantId, t.batchId, t.position),
    foreignKey({
      name: 'batch_files_batch_fk',
      columns: [t.tenantId, t.batchId],
      foreignColumns: [batches.tenantId, batches.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'batch_files_file_fk',
      columns: [t.tenantId, t.fileId],
      foreignColumns: [files.tenantId, files.id],
    }).onDelete('restrict'),
    index('batch_files_file_idx').on(t.tenantId, t.fileId),
    check('batch_files_position_counts', sql`${t.position} >= 1`),
    check('batch_files_state_known', sql`${t.state} in ('waiting', 'inspecting', 'loading', 'loaded', 'rejected')`),
    check('batch_files_rejected_reason', sql`(${t.state} = 'rejected') = (${t.rejection} is not null)`),
    ...tenantPolicies('batch_files'),
  ],
)
