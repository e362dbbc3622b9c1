import { sql } from 'drizzle-orm'
import { check, date, foreignKey, index, jsonb, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { batches } from '../batches/batches.ts'
import { createdAt, instant, rowId, tenantId } from '../columns.ts'
import { policies } from '../policies/policies.ts'
import { appSchema } from '../schemas.ts'
import { tenantPolicies } from '../tenant-policies.ts'
import { RUN_STATES } from './constants.ts'

export const runs = appSchema.table(
  'runs',
  {
    tenantId: tenantId(),
    id: rowId(),
    batchId: uuid('batch_id').notNull(),
    policyId: uuid('policy_id').notNull(),
    jurisdiction: text('jurisdiction').notNull(),
    jurisdictionVersion: text('jurisdiction_version').notNull(),
    ruleset: text('ruleset').notNull(),
    profile: text('profile'),
    options: jsonb('options').notNull(),
    optionsHash: text('options_hash').notNull(),
    county: text('county').notNull(),
    asOf: date('as_of', { mode: 'string' }).notNull(),
    nowOn: date('now_on', { mode: 'string' }).notNull(),
    state: text('state', { enum: RUN_STATES }).notNull().default('queued'),
    summary: jsonb('summary'),
    figures: jsonb('figures'),
    ledger: jsonb('ledger'),
    quality: jsonb('quality'),
    compare: jsonb('compare'),
    comparison: jsonb('comparison'),
    resultHash: text('result_hash'),
    publishedAt: instant('published_at'),
    createdBy: uuid('created_by'),
    releasedBy: uuid('released_by'),
    releasedAt: instant('released_at'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: 'runs_pkey', columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'runs_batch_fk',
      columns: [t.tenantId, t.batchId],
      foreignColumns: [batches.tenantId, batches.id],
    }).onDelete('restrict'),
    foreignKey({
      name: 'runs_policy_fk',
      columns: [t.tenantId, t.policyId],
      foreignColumns: [policies.tenantId, policies.id],
    }).onDelete('restrict'),
    index('runs_batch_idx').on(t.tenantId, t.batchId, t.createdAt),
    index('runs_recent_idx').on(t.tenantId, t.createdAt),
    check('runs_state_known', sql`${t.state} in ('queued', 'running', 'published', 'failed')`),
    check(
      'runs_published_whole',
      sql`${t.state} <> 'published' or (${t.publishedAt} is not null and ${t.resultHash} is not null)`,
    ),
    check('runs_released_whole', sql`(${t.releasedBy} is null) = (${t.releasedAt} is null)`),
    check(
      'runs_released_by_another',
      sql`${t.releasedBy} is null or (${t.createdBy} is not null and ${t.releasedBy} <> ${t.createdBy})`,
    ),
    check('runs_released_published', sql`${t.releasedBy} is null or ${t.state} = 'published'`),
    ...tenantPolicies('runs'),
  ],
)
