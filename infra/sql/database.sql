-- What every database of Clear My Record needs before the first migration. Run as an administrator, inside that
-- database, after roles.sql; may be run again.

-- Nobody enters by default; the owner may add schemas.
do $$
begin
  execute format('revoke all on database %I from public', current_database());
  execute format(
    'grant connect on database %I to cmr_migrator, cmr_app, cmr_auth, cmr_ingest, cmr_jobs', current_database());
  execute format('grant create on database %I to cmr_owner', current_database());
end
$$;
revoke all on schema public from public;

-- Per-job copies of incoming rows. Ingest owns the schema and each table in it; no other role may enter.
create schema if not exists staging authorization cmr_ingest;
comment on schema staging is 'Unlogged tables of one job each, dropped when it ends. No row-level security: COPY needs that.';

-- The embedded executor installs its tables here by itself. Its bookkeeping table is made beforehand, in the form the
-- executor documents, because it would otherwise ask for the right to create schemas.
create schema if not exists jobs authorization cmr_jobs;
comment on schema jobs is 'Tables of the embedded executor. Ids only, no record data.';
create table if not exists jobs.migrations (
  id int primary key,
  ts timestamptz default now() not null,
  breaking boolean default false not null
);
alter table jobs.migrations owner to cmr_jobs;
