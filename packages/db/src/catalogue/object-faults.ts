import { sql, type SQL } from 'drizzle-orm'

/** Rows `(object, fault)` for keys, indexes, views, functions and roles. `tables` comes from the caller's WITH. */
export const objectFaults: SQL = sql`
  select t.object || ' ' || k.conname, 'foreign key does not pair tenant_id with tenant_id' from pg_constraint k
    join tables t on t.oid = k.conrelid join tables f on f.oid = k.confrelid
    where k.contype = 'f' and t.has_tenant and f.has_tenant and not exists (
      select from unnest(k.conkey, k.confkey) pair (here, there)
      where pair.here = t.tenant_column and pair.there = f.tenant_column)
  union all
  select t.object || ' ' || k.conname, 'foreign key does not say what happens on delete' from pg_constraint k
    join tables t on t.oid = k.conrelid where k.contype = 'f' and k.confdeltype = 'a'
  union all
  select t.object || ' ' || i.indexrelid::regclass::text,
      case when x.indisunique then 'unique key' else 'index' end || ' does not begin with tenant_id'
    from pg_index i join tables t on t.oid = i.indrelid cross join lateral (select i.indisunique) x
    where t.has_tenant and not t.allowed and i.indkey[0] <> t.tenant_column
  union all
  select c.oid::regclass::text, 'view does not run with the rights of its reader' from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'v' and n.nspname in (select schema from our_schemas)
      and not coalesce(c.reloptions, '{}') && array['security_invoker=true', 'security_invoker=on']
  union all
  select c.oid::regclass::text, 'materialized views have no row-level security' from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'm' and n.nspname in (select schema from our_schemas)
  union all
  select p.oid::regprocedure::text, 'definer function without a fixed search_path' from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace
    where p.prosecdef and n.nspname in (select schema from our_schemas)
      and not exists (select from unnest(p.proconfig) setting where setting like 'search_path=%')
  union all
  select p.oid::regprocedure::text, 'definer function that PUBLIC may execute' from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace
    where p.prosecdef and n.nspname in (select schema from our_schemas)
      and exists (
        select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0)
  union all
  select p.oid::regprocedure::text, 'definer function is owned by ' || pg_get_userbyid(p.proowner) from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace
    where p.prosecdef and n.nspname in (select schema from our_schemas)
      and pg_get_userbyid(p.proowner) <> (select name from owner_role)
  union all
  select n.nspname, 'grants ' || a.privilege_type || ' to PUBLIC' from pg_namespace n
    cross join lateral aclexplode(n.nspacl) a
    where n.nspname in (select schema from our_schemas) and a.grantee = 0
  union all
  select required.name, 'trigger is missing or off' from required_triggers required
    where not exists (
      select from pg_trigger g join tables t on t.oid = g.tgrelid
      where t.object || ' ' || g.tgname = required.name and g.tgenabled = 'O')
  union all
  select rolname, 'role bypasses row-level security' from pg_roles
    where rolbypassrls and not rolsuper and rolname not in (select name from bypass_roles)
  union all
  select rolname, 'role of the service has rights of an administrator' from pg_roles
    where rolname like 'cmr\\_%' and (rolsuper or rolcreaterole or rolcreatedb or rolreplication)
`
