-- Batches and runs point at each other; this half cannot be said in the table's own file. It comes before the walls,
-- because checking a new foreign key reads the tables with no tenant set.
alter table app.batches add constraint batches_published_run_fk
  foreign key (tenant_id, published_run_id) references app.runs (tenant_id, id)
  on delete set null (published_run_id);--> statement-breakpoint
create index batches_published_run_idx on app.batches (tenant_id, published_run_id);--> statement-breakpoint

-- Row-level security binds the owner too: drizzle-kit only enables it.
alter table app.tenants force row level security;--> statement-breakpoint
alter table app.tenant_keys force row level security;--> statement-breakpoint
alter table app.files force row level security;--> statement-breakpoint
alter table app.batches force row level security;--> statement-breakpoint
alter table app.batch_files force row level security;--> statement-breakpoint
alter table app.subject_slices force row level security;--> statement-breakpoint
alter table app.subjects force row level security;--> statement-breakpoint
alter table app.charges force row level security;--> statement-breakpoint
alter table app.policies force row level security;--> statement-breakpoint
alter table app.runs force row level security;--> statement-breakpoint
alter table app.determinations force row level security;--> statement-breakpoint
alter table app.run_files force row level security;--> statement-breakpoint
alter table app.jobs force row level security;--> statement-breakpoint
alter table app.job_chunks force row level security;--> statement-breakpoint
alter table app.progress force row level security;--> statement-breakpoint
alter table app.audit_events force row level security;--> statement-breakpoint

-- Who may enter which schema.
grant usage on schema app to cmr_app, cmr_auth;--> statement-breakpoint
grant usage on schema auth to cmr_auth;--> statement-breakpoint
grant usage on schema queue to cmr_app;--> statement-breakpoint

-- cmr_app: every column that may be written is named, so a new column is closed until someone opens it.
-- cmr_ingest has these rights by membership.
grant select on app.tenants, app.tenant_keys, app.files, app.batches, app.batch_files, app.subject_slices,
  app.subjects, app.charges, app.policies, app.runs, app.determinations, app.run_files, app.jobs, app.job_chunks,
  app.progress, app.audit_events to cmr_app;--> statement-breakpoint
grant insert (id, slug, name, jurisdiction, county, time_zone, created_at) on app.tenants to cmr_app;--> statement-breakpoint
grant insert (tenant_id, id, version, wrapped_key, retired_at, created_at), update (retired_at)
  on app.tenant_keys to cmr_app;--> statement-breakpoint
grant insert (tenant_id, id, name, size, received, sha256, state, object_id, created_by, stored_at, created_at),
  update (received, sha256, state, stored_at) on app.files to cmr_app;--> statement-breakpoint
grant insert (tenant_id, id, state, county, created_by, confirmed_at, published_run_id, created_at),
  update (state, county, confirmed_at, published_run_id) on app.batches to cmr_app;--> statement-breakpoint
grant insert (tenant_id, id, batch_id, file_id, position, state, rejection, rows, lines, first_data_line, created_at),
  update (position, state, rejection, rows, lines, first_data_line), delete on app.batch_files to cmr_app;--> statement-breakpoint
grant insert (tenant_id, id, batch_file_id, chunk_no, ordinal, subject_key, first_row, row_count, sealed, created_at),
  update (ordinal) on app.subject_slices to cmr_app;--> statement-breakpoint
grant insert (tenant_id, id, batch_file_id, ordinal, subject_key, first_row, row_count, name, name_key, born_on,
  created_at), update (ordinal, first_row, row_count, name, name_key, born_on) on app.subjects to cmr_app;--> statement-breakpoint
grant insert (tenant_id, id, subject_id, "row", line, case_id, case_label, literal, disposed_on, county, charge_index,
  given, created_at) on app.charges to cmr_app;--> statement-breakpoint
grant insert (tenant_id, id, ruleset, profile, version, options, options_hash, note, created_by, created_at)
  on app.policies to cmr_app;--> statement-breakpoint
grant insert (tenant_id, id, batch_id, policy_id, jurisdiction, jurisdiction_version, ruleset, profile, options,
  options_hash, county, as_of, now_on, state, summary, figures, result_hash, published_at, created_by, created_at),
  update (state, summary, figures, result_hash, published_at) on app.runs to cmr_app;--> statement-breakpoint
grant insert (tenant_id, id, run_id, charge_id, subject_id, outcome, relief, rule, presumed, determination, reason,
  cells, answer, subject_name, name_key, literal, county, disposed_on, batch_file_id, "row", created_at)
  on app.determinations to cmr_app;--> statement-breakpoint
grant insert (tenant_id, id, run_id, batch_file_id, name, object_id, size, sha256, rows, created_at),
  update (object_id, size, sha256, rows) on app.run_files to cmr_app;--> statement-breakpoint
grant insert (tenant_id, id, kind, state, batch_id, run_id, attempts, error, created_by, created_at),
  update (state, run_id, attempts, error) on app.jobs to cmr_app;--> statement-breakpoint
grant insert (tenant_id, id, job_id, no, stage, batch_file_id, start, "end", first_row, first_line, row_count, state,
  lease_token, lease_until, attempts, result, created_at),
  update (state, lease_token, lease_until, attempts, result) on app.job_chunks to cmr_app;--> statement-breakpoint
grant insert (tenant_id, job_id, stage, done, total, updated_at, created_at), update (done, total, updated_at)
  on app.progress to cmr_app;--> statement-breakpoint
grant insert (tenant_id, id, actor_user_id, actor_kind, action, object_kind, object_id, at, request_id, created_at)
  on app.audit_events to cmr_app;--> statement-breakpoint
grant select, insert (id, name, data, sent_at, created_at), update (sent_at) on queue.outbox to cmr_app;--> statement-breakpoint

-- cmr_ingest alone removes derived rows: of a refused file, of a run that is written again.
grant delete on app.subject_slices, app.subjects, app.charges, app.determinations, app.run_files, app.job_chunks
  to cmr_ingest;--> statement-breakpoint

-- cmr_auth: its own schema, and the list of tenants.
grant select on app.tenants to cmr_auth;--> statement-breakpoint
grant select, insert (id, email, name, password_hash, staff, disabled_at, created_at),
  update (email, name, password_hash, staff, disabled_at) on auth.users to cmr_auth;--> statement-breakpoint
grant select, insert (id, user_id, expires_at, absolute_expires_at, auth_time, last_user_activity_at, created_at),
  update (expires_at, last_user_activity_at), delete on auth.sessions to cmr_auth;--> statement-breakpoint
grant select, insert (user_id, tenant_id, roles, created_at), update (roles), delete
  on auth.memberships to cmr_auth;--> statement-breakpoint
grant select, insert (key, attempts, window_ends_at, created_at), update (attempts, window_ends_at), delete
  on auth.sign_in_attempts to cmr_auth;--> statement-breakpoint

-- Progress never falls, whoever reports last; a change wakes the pages that show it. Payload: ids only.
create function app.keep_progress() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  new.done := greatest(new.done, old.done);
  return new;
end
$$;--> statement-breakpoint
create trigger progress_never_falls before update on app.progress
  for each row execute function app.keep_progress();--> statement-breakpoint
create function app.announce_progress() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  perform pg_notify('progress', json_build_object('tenantId', new.tenant_id, 'jobId', new.job_id)::text);
  return null;
end
$$;--> statement-breakpoint
create trigger progress_announced after insert or update on app.progress
  for each row execute function app.announce_progress();--> statement-breakpoint

-- A new outbox row wakes the relay.
create function queue.announce_outbox() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  perform pg_notify('outbox', '');
  return null;
end
$$;--> statement-breakpoint
create trigger outbox_announced after insert on queue.outbox
  for each statement execute function queue.announce_outbox();--> statement-breakpoint

-- The reconciler's only view across tenants: ids of unfinished jobs that nobody has touched for a while. It visits the
-- tenants one by one, because row-level security binds its owner too, and leaves the caller's tenant as it was.
create function queue.jobs_due(quiet interval)
returns table (tenant_id uuid, job_id uuid, kind text, batch_id uuid, run_id uuid)
language plpgsql security definer set search_path = pg_catalog as $$
declare
  tenant uuid;
  before text := current_setting('app.tenant_id', true);
begin
  for tenant in select t.id from app.tenants t order by t.id loop
    perform set_config('app.tenant_id', tenant::text, true);
    return query
      select j.tenant_id, j.id, j.kind, j.batch_id, j.run_id
      from app.jobs j
      where j.state in ('queued', 'running')
        and j.created_at < now() - quiet
        and not exists (
          select from app.job_chunks c
          where c.tenant_id = j.tenant_id and c.job_id = j.id and c.state = 'leased' and c.lease_until > now())
        and not exists (
          select from app.progress p
          where p.tenant_id = j.tenant_id and p.job_id = j.id and p.updated_at > now() - quiet)
      order by j.created_at;
  end loop;
  perform set_config('app.tenant_id', coalesce(before, ''), true);
end
$$;--> statement-breakpoint
revoke all on function queue.jobs_due(interval) from public;--> statement-breakpoint
grant execute on function queue.jobs_due(interval) to cmr_app;
