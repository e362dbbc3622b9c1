import { sql, type SQL } from 'drizzle-orm'

/** Rows `(object, fault)` for tables: policies, owners, grants, comments. `tables` comes from the caller's WITH. */
export const tableFaults: SQL = sql`
  select object, 'row-level security is not enabled and forced' as fault from tables
    where (has_tenant and not allowed or object = 'app.tenants') and not (rls and forced)
  union all
  select object, 'has no tenant_id and is not on the allow-list' from tables
    where not has_tenant and not allowed
  union all
  select object, 'tenant_id may be null' from tables where has_tenant and not allowed and not tenant_required
  union all
  select t.object, 'lacks the ' || wanted.kind || ' tenant policy' from tables t
    cross join (values ('permissive', true), ('restrictive', false)) wanted (kind, permissive)
    where t.has_tenant and not t.allowed and not exists (
      select from pg_policy p
      where p.polrelid = t.oid and p.polpermissive = wanted.permissive and p.polcmd = '*' and p.polroles = array[0::oid]
        and pg_get_expr(p.polqual, p.polrelid) = (select expression from own)
        and pg_get_expr(p.polwithcheck, p.polrelid) = (select expression from own))
  union all
  select object, 'is owned by ' || owner from tables where owner <> (select name from owner_role)
  union all
  select t.object, 'grants TRUNCATE to ' || coalesce(r.rolname, 'PUBLIC') from tables t
    cross join lateral aclexplode(t.acl) a left join pg_roles r on r.oid = a.grantee
    where a.privilege_type = 'TRUNCATE' and a.grantee <> t.owner_oid
  union all
  select t.object, 'grants ' || a.privilege_type || ' to PUBLIC' from tables t
    cross join lateral aclexplode(t.acl) a where a.grantee = 0
  union all
  select t.object || '.' || c.attname, 'grants ' || a.privilege_type || ' to PUBLIC' from tables t
    join pg_attribute c on c.attrelid = t.oid cross join lateral aclexplode(c.attacl) a where a.grantee = 0
  union all
  select t.object, 'grants table-wide ' || a.privilege_type || ' to ' || r.rolname from tables t
    cross join lateral aclexplode(t.acl) a join pg_roles r on r.oid = a.grantee
    where a.privilege_type in ('INSERT', 'UPDATE') and a.grantee <> t.owner_oid
  union all
  select t.object, 'is a partition that ' || coalesce(r.rolname, 'PUBLIC') || ' may address' from tables t
    cross join lateral aclexplode(t.acl) a left join pg_roles r on r.oid = a.grantee
    where t.is_partition and a.grantee <> t.owner_oid
  union all
  select t.object || '.' || c.attname, 'is a column of a partition that ' || coalesce(r.rolname, 'PUBLIC') || ' may address'
    from tables t join pg_attribute c on c.attrelid = t.oid cross join lateral aclexplode(c.attacl) a
    left join pg_roles r on r.oid = a.grantee
    where t.is_partition
  union all
  select t.object, 'is kept as written, and ' || r.rolname || ' may ' || a.privilege_type from tables t
    cross join lateral aclexplode(t.acl) a join pg_roles r on r.oid = a.grantee
    where t.object in (select object from append_only) and a.privilege_type = 'DELETE' and a.grantee <> t.owner_oid
  union all
  select t.object || '.' || c.attname, 'is kept as written, and ' || r.rolname || ' may UPDATE' from tables t
    join pg_attribute c on c.attrelid = t.oid cross join lateral aclexplode(c.attacl) a
    join pg_roles r on r.oid = a.grantee
    where t.object in (select object from append_only) and a.privilege_type = 'UPDATE'
  union all
  select t.object, 'belongs to sign-in, and ' || r.rolname || ' may ' || a.privilege_type from tables t
    cross join lateral aclexplode(t.acl) a join pg_roles r on r.oid = a.grantee
    where t.schema = 'auth' and r.rolname <> 'cmr_auth' and a.grantee <> t.owner_oid
  union all
  select t.object || '.' || c.attname, 'belongs to sign-in, and ' || r.rolname || ' may ' || a.privilege_type
    from tables t join pg_attribute c on c.attrelid = t.oid cross join lateral aclexplode(c.attacl) a
    join pg_roles r on r.oid = a.grantee
    where t.schema = 'auth' and r.rolname <> 'cmr_auth'
  union all
  select t.object, 'has a policy that shows other tenants: ' || p.polname from tables t
    join pg_policy p on p.polrelid = t.oid
    where t.object = 'app.tenants'
      and pg_get_expr(coalesce(p.polqual, p.polwithcheck), p.polrelid) <> '(id = (current_setting(''app.tenant_id''::text))::uuid)'
      and not (p.polcmd = 'r' and p.polroles <@ array(
        select oid from pg_roles where rolname in ('cmr_auth', (select name::text from owner_role))))
  union all
  select object, 'has no comment' from tables where obj_description(oid, 'pg_class') is null
  union all
  select t.object || '.' || c.attname, 'has no comment' from tables t
    join pg_attribute c on c.attrelid = t.oid and c.attnum > 0 and not c.attisdropped
    where t.schema in ('app', 'auth', 'queue') and col_description(t.oid, c.attnum) is null
`
