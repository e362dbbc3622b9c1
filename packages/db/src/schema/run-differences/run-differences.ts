import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { charges } from '../charges/charges.ts'
import { createdAt, rowId, tenantId } from '../columns.ts'
import { runs } from '../runs/runs.ts'
import { appSchema } from '../schemas.ts'
import { subjects } from '../subjects/subjects.ts'
import { tenantPolicies } from '../tenant-policies.ts'

/** Convictions whose answer an earlier ruleset gave otherwise, and why. Nothing of what their rows say. */
export const runDifferences = appSchema.table(
  'run_differences',
  {
    tenantId: tenantId(),
    id: rowId(),
    runId: uuid('run_id').notNull(),
    subjectId: uuid('subject_id').notNull(),
    chargeId: uuid('charge_id'),
    batchFileId: uuid('batch_file_id').notNull(),
    row: integer('row').notNull(),
    line: integer('line').notNull(),
    cause: text('cause').notNull(),
    before: text('before').notNull(),
    after: text('after').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: 'run_differences_pkey', columns: [t.tenantId, t.id] }),
    unique('run_differences_row_key').on(t.tenantId, t.runId, t.batchFileId, t.row),
    foreignKey({
      name: 'run_differences_run_fk',
      columns: [t.tenantId, t.runId],
      foreignColumns: [runs.tenantId, runs.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'run_differences_subject_fk',
      columns: [t.tenantId, t.subjectId],
      foreignColumns: [subjects.tenantId, subjects.id],
    }).onDelete('restrict'),
    foreignKey({
      name: 'run_differences_charge_fk',
      columns: [t.tenantId, t.chargeId],
      foreignColumns: [charges.tenantId, charges.id],
    }).onDelete('restrict'),
    index('run_differences_charge_idx').on(t.tenantId, t.chargeId),
    index('run_differences_cause_idx').on(t.tenantId, t.runId, t.cause, t.batchFileId, t.row),
    index('run_differences_subject_idx').on(t.tenantId, t.subjectId),
    check('run_differences_differ', sql`${t.before} <> ${t.after}`),
    ...tenantPolicies('run_differences'),
  ],
)
