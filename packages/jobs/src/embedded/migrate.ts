import type { Logger as GraphileLogger } from 'graphile-worker'
import { runMigrations } from 'graphile-worker'
import type { Pool } from 'pg'

import { inTransaction } from './pool.ts'

/** The schema that role cmr_jobs owns; the executor's tables and graphile-worker's live in it. */
export const JOBS_SCHEMA = 'jobs'

// Applied in order, each once; a released entry is never edited.
const MIGRATIONS: readonly string[] = [
  `
  create table jobs.executor_events (
    id text primary key,
    name text not null,
    data jsonb not null,
    ts bigint not null,
    received_at timestamptz not null default now()
  );
  comment on table jobs.executor_events is 'Events received, ids only; the primary key makes a repeated send harmless';
  comment on column jobs.executor_events.ts is 'When it happened, in Unix milliseconds, as the sender said';

  create table jobs.executor_runs (
    id text primary key,
    function_id text not null,
    event_id text not null,
    event jsonb not null,
    state text not null default 'active' check (state in ('active', 'completed', 'failed')),
    turn int not null default 0,
    calls int not null default 0,
    attempt int not null default 0,
    max_attempts int not null check (max_attempts > 0),
    output jsonb,
    error jsonb,
    created_at timestamptz not null default now(),
    ended_at timestamptz,
    unique (function_id, event_id)
  );
  create index executor_runs_ended on jobs.executor_runs (ended_at) where ended_at is not null;
  comment on table jobs.executor_runs is 'One function started by one event';
  comment on column jobs.executor_runs.turn is 'Which queued job may act; a job left from an earlier turn is dropped';
  comment on column jobs.executor_runs.calls is 'Calls begun; the number fences a call that was taken over';
  comment on column jobs.executor_runs.attempt is 'Calls begun since the last finished step: errors and crashes alike';

  create table jobs.executor_steps (
    seq bigint generated always as identity,
    run_id text not null references jobs.executor_runs (id) on delete cascade,
    id text not null,
    name text not null,
    result jsonb not null,
    primary key (run_id, id)
  );
  comment on table jobs.executor_steps is 'Finished steps: {data} or {error}; id is the SHA-1 of the step id';
  `,
]

/**
 * Brings the schema up to date, graphile-worker's part included. Idempotent and safe with several
 * workers at once. The schema must exist and belong to the pool's role, and so must graphile-worker's `migrations`
 * table in it (infra/sql/database.sql): without that it would ask for the right to create schemas.
 */
export async function migrateExecutor(pool: Pool, logger: GraphileLogger): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query(`select pg_advisory_xact_lock(hashtextextended('cmr-jobs-migrate', 0))`)
    await client.query('create table if not exists jobs.executor_migrations (id int primary key)')
    const { rows } = await client.query<{ id: number }>('select id from jobs.executor_migrations')
    const applied = new Set(rows.map((row) => row.id))
    for (const [id, migration] of MIGRATIONS.entries()) {
      if (applied.has(id)) continue
      await client.query(migration)
      await client.query('insert into jobs.executor_migrations (id) values ($1)', [id])
    }
  })
  await runMigrations({ pgPool: pool, schema: JOBS_SCHEMA, logger })
}
