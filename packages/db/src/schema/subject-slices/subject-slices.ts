import { foreignKey, index, integer, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { batchFiles } from '../batch-files/batch-files.ts'
import { bytea, createdAt, rowId, tenantId } from '../columns.ts'
import { appSchema } from '../schemas.ts'
import { subjects } from '../subjects/subjects.ts'
import { tenantPolicies } from '../tenant-policies.ts'

export const subjectSlices = appSchema.table(
  'subject_slices',
  {
    tenantId: tenantId(),
    id: rowId(),
    batchFileId: uuid('batch_file_id').notNull(),
    chunkNo: integer('chunk_no').notNull(),
    subjectId: uuid('subject_id'),
    subjectKey: bytea('subject_key').notNull(),
    personKeys: text('person_keys').array().notNull().default([]),
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
    foreignKey({
      name: 'subject_slices_subject_fk',
      columns: [t.tenantId, t.subjectId],
      foreignColumns: [subjects.tenantId, subjects.id],
    }).onDelete('cascade'),
    index('subject_slices_subject_idx').on(t.tenantId, t.batchFileId, t.subjectKey),
    index('subject_slices_person_idx').on(t.tenantId, t.subjectId),
    ...tenantPolicies('subject_slices'),
  ],
)
