import { boolean, date, foreignKey, index, integer, jsonb, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { batchFiles } from '../batch-files/batch-files.ts'
import { createdAt, rowId, tenantId } from '../columns.ts'
import { appSchema } from '../schemas.ts'
import { subjects } from '../subjects/subjects.ts'
import { tenantPolicies } from '../tenant-policies.ts'

export const charges = appSchema.table(
  'charges',
  {
    tenantId: tenantId(),
    id: rowId(),
    subjectId: uuid('subject_id').notNull(),
    batchFileId: uuid('batch_file_id').notNull(),
    row: integer('row').notNull(),
    line: integer('line').notNull(),
    caseId: text('case_id').notNull(),
    caseLabel: text('case_label').notNull(),
    literal: text('literal').notNull(),
    disposedOn: date('disposed_on', { mode: 'string' }),
    county: text('county').notNull(),
    chargeIndex: integer('charge_index').notNull(),
    given: jsonb('given').notNull(),
    repeated: boolean('repeated').notNull().default(false),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: 'charges_pkey', columns: [t.tenantId, t.id] }),
    unique('charges_row_key').on(t.tenantId, t.subjectId, t.batchFileId, t.row),
    foreignKey({
      name: 'charges_subject_fk',
      columns: [t.tenantId, t.subjectId],
      foreignColumns: [subjects.tenantId, subjects.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'charges_batch_file_fk',
      columns: [t.tenantId, t.batchFileId],
      foreignColumns: [batchFiles.tenantId, batchFiles.id],
    }).onDelete('cascade'),
    index('charges_batch_file_idx').on(t.tenantId, t.batchFileId),
    ...tenantPolicies('charges'),
  ],
)
