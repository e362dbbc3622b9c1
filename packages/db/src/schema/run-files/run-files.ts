import { bigint, foreignKey, index, integer, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { batchFiles } from '../batch-files/batch-files.ts'
import { createdAt, rowId, tenantId } from '../columns.ts'
import { runs } from '../runs/runs.ts'
import { appSchema } from '../schemas.ts'
import { tenantPolicies } from '../tenant-policies.ts'

export const runFiles = appSchema.table(
  'run_files',
  {
    tenantId: tenantId(),
    id: rowId(),
    runId: uuid('run_id').notNull(),
    batchFileId: uuid('batch_file_id'),
    name: text('name').notNull(),
    objectId: uuid('object_id').notNull(),
    size: bigint('size', { mode: 'number' }).notNull(),
    sha256: text('sha256').notNull(),
    rows: integer('rows'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: 'run_files_pkey', columns: [t.tenantId, t.id] }),
    unique('run_files_name_key').on(t.tenantId, t.runId, t.name),
    foreignKey({
      name: 'run_files_run_fk',
      columns: [t.tenantId, t.runId],
      foreignColumns: [runs.tenantId, runs.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'run_files_batch_file_fk',
      columns: [t.tenantId, t.batchFileId],
      foreignColumns: [batchFiles.tenantId, batchFiles.id],
    }).onDelete('restrict'),
    index('run_files_batch_file_idx').on(t.tenantId, t.batchFileId),
    ...tenantPolicies('run_files'),
  ],
)
