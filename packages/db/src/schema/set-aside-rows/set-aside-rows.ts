import { sql } from 'drizzle-orm'
import { check, foreignKey, integer, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { batchFiles } from '../batch-files/batch-files.ts'
import { createdAt, rowId, tenantId } from '../columns.ts'
import { appSchema } from '../schemas.ts'
import { tenantPolicies } from '../tenant-policies.ts'

/** Where rows stand that could not be used, and why. Nothing of what they say. */
export const setAsideRows = appSchema.table(
  'set_aside_rows',
  {
    tenantId: tenantId(),
    id: rowId(),
    batchFileId: uuid('batch_file_id').notNull(),
    row: integer('row').notNull(),
    line: integer('line').notNull(),
    lastLine: integer('last_line').notNull(),
    reason: text('reason').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: 'set_aside_rows_pkey', columns: [t.tenantId, t.id] }),
    unique('set_aside_rows_row_key').on(t.tenantId, t.batchFileId, t.row),
    foreignKey({
      name: 'set_aside_rows_batch_file_fk',
      columns: [t.tenantId, t.batchFileId],
      foreignColumns: [batchFiles.tenantId, batchFiles.id],
    }).onDelete('cascade'),
    check('set_aside_rows_lines_ordered', sql`${t.line} >= 1 and ${t.line} <= ${t.lastLine}`),
    ...tenantPolicies('set_aside_rows'),
  ],
)
