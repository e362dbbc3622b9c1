-- The roles of Clear My Record, for one PostgreSQL server. Run as an administrator; may be run again.
-- No role here can sign in: the operator gives each one but cmr_owner a password (see infra/README.md).

do $$
declare
  wanted text;
begin
  foreach wanted in array array['cmr_owner', 'cmr_migrator', 'cmr_app', 'cmr_auth', 'cmr_ingest', 'cmr_jobs'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      execute format('create role %I nologin nosuperuser nocreatedb nocreaterole nobypassrls', wanted);
    end if;
  end loop;
end
$$;

comment on role cmr_owner is 'Owns schemas, tables and definer functions. Nobody signs in as it.';
comment on role cmr_migrator is 'Changes the schema, acting as cmr_owner.';
comment on role cmr_app is 'Rows of tenant tables, behind row-level security. Owns nothing.';
comment on role cmr_auth is 'Users, sessions, memberships, sign-in counters; may list tenants.';
comment on role cmr_ingest is 'What cmr_app may, plus removing derived rows and its own staging tables.';
comment on role cmr_jobs is 'Schema jobs, for the embedded executor. No tenant table.';

-- The migrator acts as the owner; ingest has every right of the app.
grant cmr_owner to cmr_migrator;
grant cmr_app to cmr_ingest;
