import { date, foreignKey, index, integer, jsonb, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { charges } from '../charges/charges.ts'
import { collatedText, createdAt, rowId, tenantId } from '../columns.ts'
import { runs } from '../runs/runs.ts'
import { appSchema } from '../schemas.ts'
import { tenantPolicies } from '../tenant-policies.ts'

/** Columns from `subjectId` and `subjectName` on repeat the charge and its subject, so the results page needs no join. */
export const determinations = appSchema.table(
  'determinations',
  {
    tenantId: tenantId(),
    id: rowId(),
    runId: uuid('run_id').notNull(),
    chargeId: uuid('charge_id').notNull(),
    subjectId: uuid('subject_id').notNull(),
    outcome: text('outcome').notNull(),
    relief: text('relief'),
    rule: text('rule'),
    floorOutcome: text('floor_outcome').notNull(),
    policyEffect: text('policy_effect'),
    procedure: text('procedure'),
    presumed: text('presumed').array().notNull(),
    determination: text('determination').notNull(),
    reason: text('reason').notNull(),
    cells: text('cells').array().notNull(),
    answer: jsonb('answer').notNull(),
    subjectName: text('subject_name').notNull(),
    nameKey: collatedText('name_key').notNull(),
    literal: text('literal').notNull(),
    county: text('county').notNull(),
    disposedOn: date('disposed_on', { mode: 'string' }),
    batchFileId: uuid('batch_file_id').notNull(),
    row: integer('row').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: 'determinations_pkey', columns: [t.tenantId, t.id] }),
    unique('determinations_charge_key').on(t.tenantId, t.runId, t.chargeId),
    foreignKey({
      name: 'determinations_run_fk',
      columns: [t.tenantId, t.runId],
      foreignColumns: [runs.tenantId, runs.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'determinations_charge_fk',
      columns: [t.tenantId, t.chargeId],
      foreignColumns: [charges.tenantId, charges.id],
    }).onDelete('restrict'),
    index('determinations_charge_idx').on(t.tenantId, t.chargeId),
    index('determinations_row_idx').on(t.tenantId, t.runId, t.batchFileId, t.row),
    index('determinations_subject_idx').on(t.tenantId, t.runId, t.subjectId),
    index('determinations_name_idx').on(t.tenantId, t.runId, t.nameKey),
    index('determinations_disposed_idx').on(t.tenantId, t.runId, t.disposedOn),
    index('determinations_floor_idx').on(t.tenantId, t.runId, t.floorOutcome),
    index('determinations_outcome_idx').on(t.tenantId, t.runId, t.outcome),
    ...tenantPolicies('determinations'),
  ],
)
