import { sql } from 'drizzle-orm'
import { check, date, foreignKey, index, integer, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { batchFiles } from '../batch-files/batch-files.ts'
import { bytea, collatedText, createdAt, rowId, tenantId } from '../columns.ts'
import { appSchema } from '../schemas.ts'
import { tenantPolicies } from '../tenant-policies.ts'

export const subjects = appSchema.table(
  'subjects',
  {
    tenantId: tenantId(),
    id: rowId(),
    batchFileId: uuid('batch_file_id').notNull(),
    ordinal: integer('ordinal').notNull(),
    subjectKey: bytea('subject_key').notNull(),
    firstRow: integer('first_row').notNull(),
    rowCount: integer('row_count').notNull(),
    name: text('name').notNull(),
    nameKey: collatedText('name_key').notNull(),
    bornOn: date('born_on', { mode: 'string' }),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: 'subjects_pkey', columns: [t.tenantId, t.id] }),
    unique('subjects_ordinal_key').on(t.tenantId, t.batchFileId, t.ordinal),
    unique('subjects_subject_key').on(t.tenantId, t.batchFileId, t.subjectKey),
    foreignKey({
      name: 'subjects_batch_file_fk',
      columns: [t.tenantId, t.batchFileId],
      foreignColumns: [batchFiles.tenantId, batchFiles.id],
    }).onDelete('cascade'),
    index('subjects_name_idx').on(t.tenantId, t.nameKey),
    check('subjects_ordinal_counts', sql`${t.ordinal} >= 0`),
    ...tenantPolicies('subjects'),
  ],
)
