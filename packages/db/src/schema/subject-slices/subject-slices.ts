import { foreignKey, index, integer, primaryKey, unique, uuid } from 'drizzle-orm/pg-core'
import { batchFiles } from '../batch-files/batch-files.ts'
import { bytea, createdAt, rowId, tenantId } from '../columns.ts'
import { appSchema } from '../schemas.ts'
import { tenantPolicies } from '../tenant-policies.ts'

export const subjectSlices = appSchema.table(
  'subject_slices',
  {
    tenantId: tenantId(),
    id: rowId(),
    batchFileId: uuid('batch_file_id').notNull(),
    chunkNo: integer('chunk_no').notNull(),
    ordinal: integer('ordinal'),
    subjectKey: bytea('subject_key').notNull(),
    firstRow: integer('first_row').notNull(),
    rowCount: integer('row_count').notNull(),
    sealed: bytea('sealed').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: 'subject_slices_pkey', columns: [t.tenantId, t.id] }),
    unique('subject_slices_key').on(t.tenantId, t.batchFileId, t.chunkNo, t.subjectKey),
    foreignKey({
      name: 'subject_slices_batch_file_fk',
      columns: [t.tenantId, t.batchFileId],
      foreignColumns: [batchFiles.tenantId, batchFiles.id],
    }).onDelete('cascade'),
    index('subject_slices_subject_idx').on(t.tenantId, t.batchFileId, t.subjectKey),
    index('subject_slices_ordinal_idx').on(t.tenantId, t.batchFileId, t.ordinal),
    ...tenantPolicies('subject_slices'),
  ],
)
