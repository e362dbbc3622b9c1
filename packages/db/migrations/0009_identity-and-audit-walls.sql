-- Row-level security binds the owner too.
alter table app.audit_heads force row level security;--> statement-breakpoint
alter table app.audit_reviews force row level security;--> statement-breakpoint
alter table app.purges force row level security;--> statement-breakpoint
alter table app.releases force row level security;--> statement-breakpoint
alter table app.support_grants force row level security;--> statement-breakpoint
alter table app.tenant_settings force row level security;--> statement-breakpoint

-- Runs that an import asked for were prepared by whoever made the batch: releasing one needs to know. Row-level security
-- binds the owner, so offices are visited one by one.
do $$
declare
  tenant uuid;
begin
  for tenant in select t.id from app.tenants t order by t.id loop
    perform set_config('app.tenant_id', tenant::text, true);
    update app.runs r set created_by = b.created_by
      from app.batches b
      where r.created_by is null and b.tenant_id = r.tenant_id and b.id = r.batch_id;
  end loop;
  perform set_config('app.tenant_id', '', true);
end
$$;--> statement-breakpoint

-- cmr_app: columns by name, so that a new one is closed until someone opens it.
grant select on app.audit_heads, app.audit_reviews, app.purges, app.releases, app.support_grants, app.tenant_settings
  to cmr_app;--> statement-breakpoint
grant insert (tenant_id, id, from_seq, to_seq, reviewed_by, note, created_at) on app.audit_reviews to cmr_app;--> statement-breakpoint
grant insert (tenant_id, id, kind, cutoff, counts, proof, created_by, created_at) on app.purges to cmr_app;--> statement-breakpoint
grant insert (tenant_id, id, kind, object_kind, object_id, recipient, purpose, released_by, bytes, sha256, created_at)
  on app.releases to cmr_app;--> statement-breakpoint
grant insert (tenant_id, id, requested_by, requested_name, reason, ticket, hours, mode, state, decided_by, decided_at,
  expires_at, revoked_by, revoked_at, created_at), update (state, decided_by, revoked_by)
  on app.support_grants to cmr_app;--> statement-breakpoint
grant insert (tenant_id, idle_minutes, password_max_age_days, strict_passkeys, retention_days, hold_reason, hold_at,
  hold_by, aggregates_opt_in, updated_at), update (idle_minutes, password_max_age_days, strict_passkeys, retention_days,
  hold_reason, hold_at, hold_by, aggregates_opt_in, updated_at) on app.tenant_settings to cmr_app;--> statement-breakpoint
grant insert (released_by, released_at), update (released_by) on app.runs to cmr_app;--> statement-breakpoint
grant insert (state, left_at), update (state, left_at) on app.tenants to cmr_app;--> statement-breakpoint
grant insert (destroyed_at), update (wrapped_key, destroyed_at) on app.tenant_keys to cmr_app;--> statement-breakpoint

-- The audit log: what was done may be written; when, and where in the chain, is the database's own to say.
revoke insert (at, created_at) on app.audit_events from cmr_app;--> statement-breakpoint
grant insert (session_id, address, support_grant_id, outcome, purpose, bytes) on app.audit_events to cmr_app;--> statement-breakpoint
grant insert (tenant_id, id, actor_user_id, actor_kind, action, object_kind, object_id, request_id, session_id,
  address, support_grant_id, outcome, purpose, bytes) on app.audit_events to cmr_auth;--> statement-breakpoint

-- cmr_auth: its own schema, and what an office has chosen about signing in.
grant select, insert (tenant_id, idle_minutes, password_max_age_days, strict_passkeys, retention_days, hold_reason,
  hold_at, hold_by, aggregates_opt_in, updated_at),
  update (idle_minutes, password_max_age_days, strict_passkeys, updated_at) on app.tenant_settings to cmr_auth;--> statement-breakpoint
grant insert (password_changed_at, locked_at, last_sign_in_at, enabled_at, ends_on, training_on, agreement_on),
  update (password_changed_at, locked_at, last_sign_in_at, enabled_at, ends_on, training_on, agreement_on)
  on auth.users to cmr_auth;--> statement-breakpoint
grant insert (training_on, agreement_on, ends_on, reviewed_at, reviewed_by, disabled_at, created_by),
  update (training_on, agreement_on, ends_on, reviewed_at, reviewed_by, disabled_at) on auth.memberships to cmr_auth;--> statement-breakpoint
grant insert (second_factor_at, second_factor, tenant_id, idle_minutes, must_change_password),
  update (second_factor_at, second_factor, tenant_id, idle_minutes, must_change_password)
  on auth.sessions to cmr_auth;--> statement-breakpoint
grant select, insert (user_id, sealed_secret, last_step, failures, confirmed_at, created_at),
  update (sealed_secret, last_step, failures, confirmed_at, created_at), delete on auth.totp_secrets to cmr_auth;--> statement-breakpoint
grant select, insert (id, user_id, credential_id, public_key, counter, transports, backup_eligible, name,
  last_used_at, created_at), update (counter, name, last_used_at), delete on auth.passkeys to cmr_auth;--> statement-breakpoint
grant select, insert (id, user_id, kind, value, expires_at, created_at), delete on auth.challenges to cmr_auth;--> statement-breakpoint
grant select, insert (user_id, code_hash, used_at, created_at), update (used_at), delete
  on auth.recovery_codes to cmr_auth;--> statement-breakpoint
grant select, insert (id, tenant_id, email, name, roles, staff, token_hash, invited_by, expires_at, accepted_at,
  revoked_at, created_at), update (accepted_at, revoked_at), delete on auth.invites to cmr_auth;--> statement-breakpoint
grant select, insert (tenant_id, issuer, client_id, sealed_client_secret, enabled_at, created_at),
  update (issuer, client_id, sealed_client_secret, enabled_at), delete on auth.sso_providers to cmr_auth;--> statement-breakpoint
grant select, insert (tenant_id, issuer, subject, user_id, created_at), delete on auth.sso_identities to cmr_auth;--> statement-breakpoint
grant select, insert (id, user_id, kind, at, address, by_user_id) on auth.account_events to cmr_auth;--> statement-breakpoint

-- One field of the text an audit event is hashed as: its length in bytes and its value, or a dash. Inlined, so without
-- a search path of its own.
create function app.audit_field(value text) returns text language sql immutable as $$
  select case when value is null then '-'
    else pg_catalog.octet_length(pg_catalog.convert_to(value, 'UTF8')) || ':' || value end
$$;--> statement-breakpoint

-- The text an audit event is hashed as, format 1: every column but the hash, in this order. The verifier builds the same.
create function app.audit_text(event app.audit_events) returns text
language sql stable as $$
  select pg_catalog.concat_ws(',', '1', app.audit_field(event.tenant_id::text), app.audit_field(event.seq::text),
    app.audit_field(pg_catalog.encode(event.prev_hash, 'hex')), app.audit_field(event.id::text),
    app.audit_field(event.actor_kind), app.audit_field(event.actor_user_id::text), app.audit_field(event.action),
    app.audit_field(event.object_kind), app.audit_field(event.object_id::text),
    app.audit_field(pg_catalog.to_char(event.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')),
    app.audit_field(event.request_id), app.audit_field(event.session_id), app.audit_field(event.address),
    app.audit_field(event.support_grant_id::text), app.audit_field(event.outcome), app.audit_field(event.purpose),
    app.audit_field(event.bytes::text),
    app.audit_field(pg_catalog.to_char(event.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')))
$$;--> statement-breakpoint

-- Adds an event to its office's chain. Fires when the transaction commits, so that the head is locked only then; what
-- fails here fails the act. An event without a predecessor follows 32 zero bytes.
create function app.seal_audit_event() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  before text := current_setting('app.tenant_id', true);
  event app.audit_events;
  head app.audit_heads;
  nothing bytea := decode(repeat('00', 32), 'hex');
begin
  perform set_config('app.tenant_id', new.tenant_id::text, true);
  select * into strict event from app.audit_events e where e.tenant_id = new.tenant_id and e.id = new.id;
  select * into head from app.audit_heads h where h.tenant_id = new.tenant_id for update;
  if not found then
    insert into app.audit_heads (tenant_id, seq, hash, anchor_hash) values (new.tenant_id, 0, nothing, nothing)
      on conflict do nothing;
    select * into strict head from app.audit_heads h where h.tenant_id = new.tenant_id for update;
  end if;
  event.seq := head.seq + 1;
  event.prev_hash := head.hash;
  event.hash := sha256(convert_to(app.audit_text(event), 'UTF8'));
  update app.audit_events e set seq = event.seq, prev_hash = event.prev_hash, hash = event.hash
    where e.tenant_id = new.tenant_id and e.id = new.id;
  update app.audit_heads h set seq = event.seq, hash = event.hash, updated_at = clock_timestamp()
    where h.tenant_id = new.tenant_id;
  perform set_config('app.tenant_id', coalesce(before, ''), true);
  return null;
end
$$;--> statement-breakpoint
revoke all on function app.seal_audit_event() from public;--> statement-breakpoint

-- Events of before there were chains, in the order they were written.
do $$
declare
  tenant uuid;
  event app.audit_events;
  last bytea;
  count bigint;
begin
  for tenant in select t.id from app.tenants t order by t.id loop
    perform set_config('app.tenant_id', tenant::text, true);
    last := decode(repeat('00', 32), 'hex');
    count := 0;
    for event in select * from app.audit_events e where e.tenant_id = tenant order by e.created_at, e.id loop
      count := count + 1;
      event.seq := count;
      event.prev_hash := last;
      event.hash := sha256(convert_to(app.audit_text(event), 'UTF8'));
      update app.audit_events e set seq = event.seq, prev_hash = event.prev_hash, hash = event.hash
        where e.tenant_id = tenant and e.id = event.id;
      last := event.hash;
    end loop;
    if count > 0 then
      insert into app.audit_heads (tenant_id, seq, hash, anchor_hash)
        values (tenant, count, last, decode(repeat('00', 32), 'hex'));
    end if;
  end loop;
  perform set_config('app.tenant_id', '', true);
end
$$;--> statement-breakpoint
create constraint trigger audit_events_sealed after insert on app.audit_events
  deferrable initially deferred for each row execute function app.seal_audit_event();--> statement-breakpoint

-- Removes what is older than three years from the beginning of an office's chain and remembers where the rest begins.
-- The only way out of the log; three years and the hold are not the caller's to choose. Gives the number removed.
create function app.purge_audit_events() returns bigint
language plpgsql security definer set search_path = pg_catalog as $$
declare
  tenant uuid := current_setting('app.tenant_id')::uuid;
  head app.audit_heads;
  last bigint;
  removed bigint;
begin
  if exists (select from app.tenant_settings s where s.tenant_id = tenant and s.hold_at is not null) then
    raise exception 'held' using errcode = '23514', schema = 'app', table = 'audit_events', constraint = 'audit_events_held';
  end if;
  select * into head from app.audit_heads h where h.tenant_id = tenant for update;
  if not found then
    return 0;
  end if;
  select coalesce(min(e.seq) - 1, head.seq) into last from app.audit_events e
    where e.tenant_id = tenant and e.seq is not null and e.at >= now() - interval '3 years';
  update app.audit_heads h set anchor_seq = e.seq, anchor_hash = e.hash from app.audit_events e
    where h.tenant_id = tenant and e.tenant_id = tenant and e.seq = last;
  delete from app.audit_events e where e.tenant_id = tenant and e.seq <= last;
  get diagnostics removed = row_count;
  return removed;
end
$$;--> statement-breakpoint
revoke all on function app.purge_audit_events() from public;--> statement-breakpoint
grant execute on function app.purge_audit_events() to cmr_app;--> statement-breakpoint

-- Ids of all offices, for what background work does for each of them. Leaves the caller's tenant as it was.
create function queue.office_ids() returns table (tenant_id uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select t.id from app.tenants t order by t.id
$$;--> statement-breakpoint
revoke all on function queue.office_ids() from public;--> statement-breakpoint
grant execute on function queue.office_ids() to cmr_app;--> statement-breakpoint

-- Removes batches whose clock has run out, and all that was made of them. The only way: what is held, younger than
-- `cutoff` (a day of the office's time zone, exclusive) or still being worked on is refused here, whoever asks.
create function app.purge_batches(ids uuid[], cutoff date) returns jsonb
language plpgsql security definer set search_path = pg_catalog as $$
declare
  tenant uuid := current_setting('app.tenant_id')::uuid;
  zone text;
  old_files uuid[];
  removed bigint;
  counts jsonb := '{}';
  step record;
begin
  perform from app.tenant_settings s where s.tenant_id = tenant for share;
  if exists (select from app.tenant_settings s where s.tenant_id = tenant and s.hold_at is not null) then
    raise exception 'held' using errcode = '23514', schema = 'app', table = 'batches', constraint = 'batches_held';
  end if;
  select t.time_zone into strict zone from app.tenants t where t.id = tenant;
  if exists (
    select from app.batches b where b.tenant_id = tenant and b.id = any (ids) and (
      coalesce(b.confirmed_at, b.created_at) >= cutoff::timestamp at time zone zone
      or exists (select from app.jobs j
        where j.tenant_id = tenant and j.batch_id = b.id and j.state in ('queued', 'running')))) then
    raise exception 'not due' using errcode = '23514', schema = 'app', table = 'batches', constraint = 'batches_due';
  end if;
  -- The files of these batches that no other batch has, and old ones that were taken out of theirs.
  select coalesce(array_agg(f.id), '{}') into old_files from app.files f
    where f.tenant_id = tenant and not exists (
      select from app.batch_files o where o.tenant_id = tenant and o.file_id = f.id and o.batch_id <> all (ids))
    and (f.created_at < cutoff::timestamp at time zone zone or exists (
      select from app.batch_files o where o.tenant_id = tenant and o.file_id = f.id));
  for step in
    select * from (values
      ('determinations', 'run_id in (select r.id from app.runs r where r.tenant_id = $1 and r.batch_id = any ($2))'),
      ('run_differences', 'run_id in (select r.id from app.runs r where r.tenant_id = $1 and r.batch_id = any ($2))'),
      ('run_files', 'run_id in (select r.id from app.runs r where r.tenant_id = $1 and r.batch_id = any ($2))'),
      ('job_chunks', 'job_id in (select j.id from app.jobs j where j.tenant_id = $1 and j.batch_id = any ($2))'),
      ('progress', 'job_id in (select j.id from app.jobs j where j.tenant_id = $1 and j.batch_id = any ($2))'),
      ('jobs', 'batch_id = any ($2)'),
      ('runs', 'batch_id = any ($2)'),
      ('charges', 'batch_file_id in (select f.id from app.batch_files f where f.tenant_id = $1 and f.batch_id = any ($2))'),
      ('subject_slices', 'batch_file_id in (select f.id from app.batch_files f where f.tenant_id = $1 and f.batch_id = any ($2))'),
      ('subjects', 'batch_file_id in (select f.id from app.batch_files f where f.tenant_id = $1 and f.batch_id = any ($2))'),
      ('set_aside_rows', 'batch_file_id in (select f.id from app.batch_files f where f.tenant_id = $1 and f.batch_id = any ($2))'),
      ('batch_files', 'batch_id = any ($2)'),
      ('batches', 'id = any ($2)'),
      ('files', 'id = any ($3)')
    ) as steps (name, which)
  loop
    execute format('delete from app.%I where tenant_id = $1 and %s', step.name, step.which) using tenant, ids, old_files;
    get diagnostics removed = row_count;
    counts := counts || jsonb_build_object(step.name, removed);
  end loop;
  return counts;
end
$$;--> statement-breakpoint
revoke all on function app.purge_batches(uuid[], date) from public;--> statement-breakpoint
grant execute on function app.purge_batches(uuid[], date) to cmr_ingest;--> statement-breakpoint

-- Removes every row of an office that is leaving, from whatever tables there are. What stays is a skeleton: the log
-- without its free text, its head, what was purged before, and its keys overwritten. People who belonged to no other
-- office lose name, address and every way to sign in; their ids stay, so that the log still tells them apart.
create function app.remove_tenant() returns jsonb
language plpgsql security definer set search_path = pg_catalog as $$
declare
  tenant uuid := current_setting('app.tenant_id')::uuid;
  members uuid[];
  people uuid[];
  waiting text[];
  blocked text[];
  relation text;
  removed bigint;
  counts jsonb := '{}';
begin
  if not exists (select from app.tenants t where t.id = tenant and t.state = 'leaving') then
    raise exception 'not leaving' using errcode = '23514', schema = 'app', table = 'tenants', constraint = 'tenants_leaving';
  end if;
  perform from app.tenant_settings s where s.tenant_id = tenant for share;
  if exists (select from app.tenant_settings s where s.tenant_id = tenant and s.hold_at is not null) then
    raise exception 'held' using errcode = '23514', schema = 'app', table = 'tenants', constraint = 'tenants_held';
  end if;
  select coalesce(array_agg(m.user_id), '{}') into members from auth.memberships m where m.tenant_id = tenant;
  select coalesce(array_agg(u.id), '{}') into people from auth.users u
    where u.id = any (members) and u.staff is null and not exists (
      select from auth.memberships o where o.user_id = u.id and o.tenant_id <> tenant);
  delete from auth.sessions s where s.user_id = any (members);
  delete from auth.totp_secrets s where s.user_id = any (people);
  delete from auth.passkeys s where s.user_id = any (people);
  delete from auth.recovery_codes s where s.user_id = any (people);
  delete from auth.challenges s where s.user_id = any (people);
  update auth.users u set name = 'Removed', email = 'removed-' || u.id || '@invalid', password_hash = null,
    disabled_at = coalesce(u.disabled_at, now()) where u.id = any (people);
  select array_agg(c.oid::regclass::text order by c.oid) into waiting
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace in ('app'::regnamespace, 'auth'::regnamespace) and c.relkind in ('r', 'p')
      and not c.relispartition and a.attname = 'tenant_id' and not a.attisdropped
      and c.oid::regclass::text not in ('app.audit_events', 'app.audit_heads', 'app.purges', 'app.tenant_keys');
  -- Tables that others point at go after those: what is refused is tried again when the rest is gone.
  while cardinality(waiting) > 0 loop
    blocked := '{}';
    foreach relation in array waiting loop
      begin
        execute format('delete from %s where tenant_id = $1', relation) using tenant;
        get diagnostics removed = row_count;
        counts := counts || jsonb_build_object(relation, removed);
      exception when foreign_key_violation or restrict_violation then
        blocked := blocked || relation;
      end;
    end loop;
    if cardinality(blocked) = cardinality(waiting) then
      raise exception 'rows that point at each other' using errcode = '23503', schema = 'app', table = 'tenants', constraint = 'tenants_removable';
    end if;
    waiting := blocked;
  end loop;
  delete from queue.outbox o where o.data ->> 'tenantId' = tenant::text;
  get diagnostics removed = row_count;
  counts := counts || jsonb_build_object('queue.outbox', removed, 'people', cardinality(people));
  update app.audit_events e set purpose = null where e.tenant_id = tenant and e.purpose is not null;
  update app.tenant_keys k set wrapped_key = decode(repeat('00', octet_length(k.wrapped_key)), 'hex'),
    retired_at = coalesce(k.retired_at, now()), destroyed_at = coalesce(k.destroyed_at, now()) where k.tenant_id = tenant;
  return counts;
end
$$;--> statement-breakpoint
revoke all on function app.remove_tenant() from public;--> statement-breakpoint
grant execute on function app.remove_tenant() to cmr_ingest;--> statement-breakpoint

-- Slices are sealed again when an office gets a new key.
grant update (sealed) on app.subject_slices to cmr_ingest;--> statement-breakpoint

-- A release is made once, of a run that is published, at the database's own time; the run is frozen from then on.
create function app.keep_release() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if tg_op = 'INSERT' then
    if new.released_by is not null then
      raise exception 'a run begins unreleased' using errcode = '23514', schema = 'app', table = 'runs', constraint = 'runs_release_later';
    end if;
    return new;
  end if;
  if old.released_by is not null and new is distinct from old then
    raise exception 'a released run is kept' using errcode = '23514', schema = 'app', table = 'runs', constraint = 'runs_release_kept';
  end if;
  if old.released_by is null and new.released_by is not null then
    new.released_at := now();
  end if;
  return new;
end
$$;--> statement-breakpoint
create trigger runs_release_kept before insert or update on app.runs
  for each row execute function app.keep_release();--> statement-breakpoint

-- A support grant is asked for, then approved or denied, then revoked or given back, and its times are the database's.
create function app.keep_support_grant() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'requested' then
      raise exception 'a grant begins as a request' using errcode = '23514', schema = 'app', table = 'support_grants', constraint = 'support_grants_requested_first';
    end if;
    new.created_at := now();
    return new;
  end if;
  if old.state = 'requested' and new.state in ('approved', 'denied') then
    new.decided_at := now();
    new.expires_at := case when new.state = 'approved' then now() + make_interval(hours => old.hours) end;
    return new;
  end if;
  if old.state = 'approved' and new.state in ('revoked', 'ended') and new.decided_by = old.decided_by then
    new.revoked_at := now();
    return new;
  end if;
  raise exception 'a grant does not go back' using errcode = '23514', schema = 'app', table = 'support_grants', constraint = 'support_grants_forward';
end
$$;--> statement-breakpoint
create trigger support_grants_kept before insert or update on app.support_grants
  for each row execute function app.keep_support_grant();--> statement-breakpoint

-- A change of a grant wakes the pages and streams that live by it. Payload: ids only.
create function app.announce_grant() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  perform pg_notify('grants', json_build_object('tenantId', new.tenant_id, 'grantId', new.id)::text);
  return null;
end
$$;--> statement-breakpoint
create trigger support_grants_announced after insert or update on app.support_grants
  for each row execute function app.announce_grant();--> statement-breakpoint

-- A session that ends wakes the streams that live by it. Payload: its id, which is a hash.
create function auth.announce_session_end() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  perform pg_notify('sessions', old.id);
  return null;
end
$$;--> statement-breakpoint
create trigger sessions_end_announced after delete on auth.sessions
  for each row execute function auth.announce_session_end();--> statement-breakpoint

-- Releases, reviews and purges are written at the database's own time, whatever the app says.
create function app.stamp_created() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  new.created_at := now();
  return new;
end
$$;--> statement-breakpoint
create trigger releases_stamped before insert on app.releases
  for each row execute function app.stamp_created();--> statement-breakpoint
create trigger audit_reviews_stamped before insert on app.audit_reviews
  for each row execute function app.stamp_created();--> statement-breakpoint
create trigger purges_stamped before insert on app.purges
  for each row execute function app.stamp_created();--> statement-breakpoint
comment on table app.audit_heads is 'Where an office''s audit chain ends, and after which event what is kept of it begins. Written by triggers alone.';--> statement-breakpoint
comment on column app.audit_heads.tenant_id is 'The tenant the row belongs to.';--> statement-breakpoint
comment on column app.audit_heads.seq is 'Number of the last event, from 1.';--> statement-breakpoint
comment on column app.audit_heads.hash is 'Hash of the last event.';--> statement-breakpoint
comment on column app.audit_heads.anchor_seq is 'Number of the last event that was removed after three years; 0 when none was.';--> statement-breakpoint
comment on column app.audit_heads.anchor_hash is 'Its hash: the first event that is kept follows it.';--> statement-breakpoint
comment on column app.audit_heads.updated_at is 'When the chain grew last.';--> statement-breakpoint
comment on table app.audit_reviews is 'Stretches of the audit log somebody of the office has looked through. Insert only.';--> statement-breakpoint
comment on column app.audit_reviews.tenant_id is 'The tenant the row belongs to.';--> statement-breakpoint
comment on column app.audit_reviews.id is 'UUIDv7.';--> statement-breakpoint
comment on column app.audit_reviews.from_seq is 'First event, inclusive.';--> statement-breakpoint
comment on column app.audit_reviews.to_seq is 'Last event, inclusive.';--> statement-breakpoint
comment on column app.audit_reviews.reviewed_by is 'User who signed it off.';--> statement-breakpoint
comment on column app.audit_reviews.note is 'What was found, in the reviewer''s words.';--> statement-breakpoint
comment on column app.audit_reviews.created_at is 'When the row was written, by database time.';--> statement-breakpoint
comment on table app.releases is 'The dissemination log: records handed over, to whom and for what. Insert only.';--> statement-breakpoint
comment on column app.releases.tenant_id is 'The tenant the row belongs to.';--> statement-breakpoint
comment on column app.releases.id is 'UUIDv7.';--> statement-breakpoint
comment on column app.releases.kind is 'export, court-file or support-download.';--> statement-breakpoint
comment on column app.releases.object_kind is 'Kind of the object handed over.';--> statement-breakpoint
comment on column app.releases.object_id is 'The object.';--> statement-breakpoint
comment on column app.releases.recipient is 'Who received it.';--> statement-breakpoint
comment on column app.releases.purpose is 'What for.';--> statement-breakpoint
comment on column app.releases.released_by is 'User who handed it over.';--> statement-breakpoint
comment on column app.releases.bytes is 'Its size, where it is known.';--> statement-breakpoint
comment on column app.releases.sha256 is 'Hex digest of its bytes, where it is known.';--> statement-breakpoint
comment on column app.releases.created_at is 'When the row was written, by database time.';--> statement-breakpoint
comment on table app.support_grants is 'Leave for one person of Code for America to look into an office. Times are the database''s own.';--> statement-breakpoint
comment on column app.support_grants.tenant_id is 'The tenant the row belongs to.';--> statement-breakpoint
comment on column app.support_grants.id is 'UUIDv7.';--> statement-breakpoint
comment on column app.support_grants.requested_by is 'User of Code for America who asks, and who alone may use it.';--> statement-breakpoint
comment on column app.support_grants.requested_name is 'Their name, as the office is shown it.';--> statement-breakpoint
comment on column app.support_grants.reason is 'Why.';--> statement-breakpoint
comment on column app.support_grants.ticket is 'Number of the support ticket.';--> statement-breakpoint
comment on column app.support_grants.hours is 'How long it is to last once approved, 1 to 72.';--> statement-breakpoint
comment on column app.support_grants.mode is 'read or write.';--> statement-breakpoint
comment on column app.support_grants.state is 'requested, approved, denied, revoked or ended. An approved grant is over at expires_at.';--> statement-breakpoint
comment on column app.support_grants.decided_by is 'Administrator of the office who approved or denied it.';--> statement-breakpoint
comment on column app.support_grants.decided_at is 'When.';--> statement-breakpoint
comment on column app.support_grants.expires_at is 'When it ends by itself; null unless it was approved.';--> statement-breakpoint
comment on column app.support_grants.revoked_by is 'Who ended it early.';--> statement-breakpoint
comment on column app.support_grants.revoked_at is 'When.';--> statement-breakpoint
comment on column app.support_grants.created_at is 'When the row was written, by database time.';--> statement-breakpoint
comment on table app.tenant_settings is 'What an office has chosen for itself. No row: the defaults.';--> statement-breakpoint
comment on column app.tenant_settings.tenant_id is 'The tenant the row belongs to.';--> statement-breakpoint
comment on column app.tenant_settings.idle_minutes is 'Minutes without activity after which a session ends, 15 to 30.';--> statement-breakpoint
comment on column app.tenant_settings.password_max_age_days is 'Days after which a password must be changed; null for never.';--> statement-breakpoint
comment on column app.tenant_settings.strict_passkeys is 'Whether passkeys that can be synced are refused.';--> statement-breakpoint
comment on column app.tenant_settings.retention_days is 'Days after which imported records are due for removal; null for never.';--> statement-breakpoint
comment on column app.tenant_settings.hold_reason is 'Why nothing may be removed; null without a hold.';--> statement-breakpoint
comment on column app.tenant_settings.hold_at is 'Since when.';--> statement-breakpoint
comment on column app.tenant_settings.hold_by is 'User who set the hold.';--> statement-breakpoint
comment on column app.tenant_settings.aggregates_opt_in is 'Whether the office is counted in figures over several offices.';--> statement-breakpoint
comment on column app.tenant_settings.updated_at is 'When the row was last changed.';--> statement-breakpoint
comment on table app.purges is 'Proof that records were removed: counts, nothing of what they said. Insert only.';--> statement-breakpoint
comment on column app.purges.tenant_id is 'The tenant the row belongs to.';--> statement-breakpoint
comment on column app.purges.id is 'UUIDv7.';--> statement-breakpoint
comment on column app.purges.kind is 'retention or offboarding.';--> statement-breakpoint
comment on column app.purges.cutoff is 'Records taken in before this day were removed; null for all.';--> statement-breakpoint
comment on column app.purges.counts is 'Rows and objects by table, before and after.';--> statement-breakpoint
comment on column app.purges.proof is 'Hex digest over what was removed.';--> statement-breakpoint
comment on column app.purges.created_by is 'User; null for the system.';--> statement-breakpoint
comment on column app.purges.created_at is 'When the row was written, by database time.';--> statement-breakpoint
comment on table auth.totp_secrets is 'Secrets of authenticator apps.';--> statement-breakpoint
comment on column auth.totp_secrets.user_id is 'The user.';--> statement-breakpoint
comment on column auth.totp_secrets.sealed_secret is 'The secret, sealed with a key kept outside the database.';--> statement-breakpoint
comment on column auth.totp_secrets.last_step is 'Time step of the last code accepted; each step is good once.';--> statement-breakpoint
comment on column auth.totp_secrets.failures is 'Wrong codes since it was set up.';--> statement-breakpoint
comment on column auth.totp_secrets.confirmed_at is 'When the first right code was given; null until then.';--> statement-breakpoint
comment on column auth.totp_secrets.created_at is 'When the row was written, by database time.';--> statement-breakpoint
comment on table auth.passkeys is 'Passkeys of users.';--> statement-breakpoint
comment on column auth.passkeys.id is 'UUIDv7.';--> statement-breakpoint
comment on column auth.passkeys.user_id is 'The user.';--> statement-breakpoint
comment on column auth.passkeys.credential_id is 'Id the authenticator gave it, base64url.';--> statement-breakpoint
comment on column auth.passkeys.public_key is 'COSE public key.';--> statement-breakpoint
comment on column auth.passkeys.counter is 'Signature counter of the last use.';--> statement-breakpoint
comment on column auth.passkeys.transports is 'How the browser reaches it.';--> statement-breakpoint
comment on column auth.passkeys.backup_eligible is 'Whether it can be synced.';--> statement-breakpoint
comment on column auth.passkeys.name is 'What its owner calls it.';--> statement-breakpoint
comment on column auth.passkeys.last_used_at is 'When it was last used.';--> statement-breakpoint
comment on column auth.passkeys.created_at is 'When the row was written, by database time.';--> statement-breakpoint
comment on table auth.challenges is 'Something asked of a browser, used once.';--> statement-breakpoint
comment on column auth.challenges.id is 'SHA-256 of a random token.';--> statement-breakpoint
comment on column auth.challenges.user_id is 'The user; null when not known yet.';--> statement-breakpoint
comment on column auth.challenges.kind is 'What it is for.';--> statement-breakpoint
comment on column auth.challenges.value is 'What must come back.';--> statement-breakpoint
comment on column auth.challenges.expires_at is 'When it is no longer good.';--> statement-breakpoint
comment on column auth.challenges.created_at is 'When the row was written, by database time.';--> statement-breakpoint
comment on table auth.recovery_codes is 'Codes for whoever has lost the second factor. Each is good once.';--> statement-breakpoint
comment on column auth.recovery_codes.user_id is 'The user.';--> statement-breakpoint
comment on column auth.recovery_codes.code_hash is 'Hash of the code.';--> statement-breakpoint
comment on column auth.recovery_codes.used_at is 'When it was used; null until then.';--> statement-breakpoint
comment on column auth.recovery_codes.created_at is 'When the row was written, by database time.';--> statement-breakpoint
comment on table auth.invites is 'Invitations, into an office or among the people of Code for America.';--> statement-breakpoint
comment on column auth.invites.id is 'UUIDv7.';--> statement-breakpoint
comment on column auth.invites.tenant_id is 'The office; null for people of Code for America.';--> statement-breakpoint
comment on column auth.invites.email is 'Whom, lower-case.';--> statement-breakpoint
comment on column auth.invites.name is 'Their name.';--> statement-breakpoint
comment on column auth.invites.roles is 'What they are to be in the office.';--> statement-breakpoint
comment on column auth.invites.staff is 'What they are to be at Code for America; null for people of an office.';--> statement-breakpoint
comment on column auth.invites.token_hash is 'Hash of the token in the link.';--> statement-breakpoint
comment on column auth.invites.invited_by is 'User who invites.';--> statement-breakpoint
comment on column auth.invites.expires_at is 'When it is no longer good.';--> statement-breakpoint
comment on column auth.invites.accepted_at is 'When it was accepted.';--> statement-breakpoint
comment on column auth.invites.revoked_at is 'When it was taken back.';--> statement-breakpoint
comment on column auth.invites.created_at is 'When the row was written, by database time.';--> statement-breakpoint
comment on table auth.sso_providers is 'Where the people of an office sign in.';--> statement-breakpoint
comment on column auth.sso_providers.tenant_id is 'The office.';--> statement-breakpoint
comment on column auth.sso_providers.issuer is 'Address of the OpenID provider.';--> statement-breakpoint
comment on column auth.sso_providers.client_id is 'Our id there.';--> statement-breakpoint
comment on column auth.sso_providers.sealed_client_secret is 'Our secret there, sealed with a key kept outside the database.';--> statement-breakpoint
comment on column auth.sso_providers.enabled_at is 'Since when it may be used; null while it is off.';--> statement-breakpoint
comment on column auth.sso_providers.created_at is 'When the row was written, by database time.';--> statement-breakpoint
comment on table auth.sso_identities is 'Who of an office a subject of its provider is.';--> statement-breakpoint
comment on column auth.sso_identities.tenant_id is 'The office.';--> statement-breakpoint
comment on column auth.sso_identities.issuer is 'Address of the OpenID provider.';--> statement-breakpoint
comment on column auth.sso_identities.subject is 'Its id of the person.';--> statement-breakpoint
comment on column auth.sso_identities.user_id is 'The user.';--> statement-breakpoint
comment on column auth.sso_identities.created_at is 'When the row was written, by database time.';--> statement-breakpoint
comment on table auth.account_events is 'What happened to accounts that no office''s log speaks of. Insert only.';--> statement-breakpoint
comment on column auth.account_events.id is 'UUIDv7.';--> statement-breakpoint
comment on column auth.account_events.user_id is 'The user; null when unknown.';--> statement-breakpoint
comment on column auth.account_events.kind is 'entity.verb';--> statement-breakpoint
comment on column auth.account_events.at is 'When, by database time.';--> statement-breakpoint
comment on column auth.account_events.address is 'Network address it came from.';--> statement-breakpoint
comment on column auth.account_events.by_user_id is 'Who did it, when not the user.';--> statement-breakpoint
comment on column app.audit_events.session_id is 'Session the act was done in: the hash the database keeps of it.';--> statement-breakpoint
comment on column app.audit_events.address is 'Network address it came from.';--> statement-breakpoint
comment on column app.audit_events.support_grant_id is 'The grant somebody of Code for America acted under.';--> statement-breakpoint
comment on column app.audit_events.outcome is 'done, denied or failed.';--> statement-breakpoint
comment on column app.audit_events.purpose is 'What records were handed over for.';--> statement-breakpoint
comment on column app.audit_events.bytes is 'How many bytes were handed over.';--> statement-breakpoint
comment on column app.audit_events.seq is 'Place in the office''s chain, from 1 without a gap. Set at commit.';--> statement-breakpoint
comment on column app.audit_events.prev_hash is 'Hash of the event before; 32 zero bytes for the first.';--> statement-breakpoint
comment on column app.audit_events.hash is 'SHA-256 of app.audit_text of the event.';--> statement-breakpoint
comment on column app.runs.released_by is 'User who released its outputs, not the one who prepared it; null while they are drafts.';--> statement-breakpoint
comment on column app.runs.released_at is 'When, by database time.';--> statement-breakpoint
comment on column app.runs.created_by is 'User who prepared it.';--> statement-breakpoint
comment on column app.tenants.state is 'active, leaving or left.';--> statement-breakpoint
comment on column app.tenants.left_at is 'When everything of it was removed.';--> statement-breakpoint
comment on column app.tenant_keys.destroyed_at is 'When the key was overwritten; nothing it sealed can be read from then on.';--> statement-breakpoint
comment on column auth.users.password_hash is 'argon2id hash; null for single sign-on only.';--> statement-breakpoint
comment on column auth.users.password_changed_at is 'When the password was last set.';--> statement-breakpoint
comment on column auth.users.locked_at is 'When the account was locked; an administrator releases it.';--> statement-breakpoint
comment on column auth.users.enabled_at is 'When it was switched on again; 90 days to sign in begin then.';--> statement-breakpoint
comment on column auth.users.last_sign_in_at is 'When they last signed in.';--> statement-breakpoint
comment on column auth.users.ends_on is 'Last day the account may be used; null without an end.';--> statement-breakpoint
comment on column auth.users.training_on is 'Day of the last security training; people of Code for America.';--> statement-breakpoint
comment on column auth.users.agreement_on is 'Day the security addendum was signed; people of Code for America.';--> statement-breakpoint
comment on column auth.users.staff is 'onboarding, support or operator of Code for America; null for people of an office.';--> statement-breakpoint
comment on column auth.memberships.training_on is 'Day of the last security training.';--> statement-breakpoint
comment on column auth.memberships.agreement_on is 'Day the security addendum was signed.';--> statement-breakpoint
comment on column auth.memberships.ends_on is 'Last day of the membership; null without an end.';--> statement-breakpoint
comment on column auth.memberships.reviewed_at is 'When the access was last confirmed.';--> statement-breakpoint
comment on column auth.memberships.reviewed_by is 'Who confirmed it.';--> statement-breakpoint
comment on column auth.memberships.disabled_at is 'When it was switched off; null while it is on.';--> statement-breakpoint
comment on column auth.memberships.created_by is 'Who made them a member.';--> statement-breakpoint
comment on column auth.sessions.second_factor_at is 'When the second factor was last shown; null: only the pages that ask for it may be reached.';--> statement-breakpoint
comment on column auth.sessions.second_factor is 'totp, passkey, recovery or sso.';--> statement-breakpoint
comment on column auth.sessions.tenant_id is 'The only office the session is good in; null for all of the user''s.';--> statement-breakpoint
comment on column auth.sessions.idle_minutes is 'Minutes without activity after which it ends: the least of the user''s offices.';--> statement-breakpoint
comment on column auth.sessions.must_change_password is 'Whether it reaches only the page that sets a new password.';
