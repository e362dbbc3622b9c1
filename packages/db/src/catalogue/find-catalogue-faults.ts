import { sql, type SQL } from 'drizzle-orm'
import type { Db } from '../open-database.ts'
import { withoutTenant } from '../with-tenant.ts'
import {
  APPEND_ONLY,
  BYPASS_ROLES,
  OWNER,
  REQUIRED_TRIGGERS,
  RUN_TIME_SCHEMAS,
  TABLES_WITHOUT_TENANT_POLICIES,
} from './allowed.ts'
import { objectFaults } from './object-faults.ts'
import { tableFaults } from './table-faults.ts'

/** Something in the database that weakens the walls between tenants. */
export interface CatalogueFault {
  /** Table, column, key, view, function or role. */
  readonly object: string
  readonly fault: string
}

/**
 * Reads the system catalogue and returns everything that would weaken the walls between tenants: an empty list is
 * the only good answer. Checked at boot, where a fault refuses the start, and in the tests. Any role may ask.
 */
export function findCatalogueFaults(db: Db): Promise<CatalogueFault[]> {
  return withoutTenant(db, async (tx) => {
    const rows = await tx.execute<{ object: string; fault: string }>(sql`
      with
        own (expression) as (values ('(tenant_id = (current_setting(''app.tenant_id''::text))::uuid)')),
        owner_role (name) as (values (${OWNER}::name)),
        bypass_roles (name) as (${list(BYPASS_ROLES)}),
        allow_list (object) as (${list(Object.keys(TABLES_WITHOUT_TENANT_POLICIES))}),
        append_only (object) as (${list(APPEND_ONLY)}),
        required_triggers (name) as (${list(REQUIRED_TRIGGERS)}),
        run_time_schemas (schema) as (${list(RUN_TIME_SCHEMAS)}),
        our_schemas (schema) as (
          select nspname from pg_namespace
          where nspname not like 'pg\\_%' and nspname <> 'information_schema'
            and nspname not in (select schema from run_time_schemas)),
        tables as (
          select c.oid, n.nspname as schema, n.nspname || '.' || c.relname as object, c.relacl as acl,
            c.relowner as owner_oid, pg_get_userbyid(c.relowner) as owner, c.relispartition as is_partition,
            c.relrowsecurity as rls, c.relforcerowsecurity as forced,
            t.attnum as tenant_column, t.attnum is not null as has_tenant, t.attnotnull as tenant_required,
            n.nspname || '.' || c.relname in (select object from allow_list) as allowed
          from pg_class c join pg_namespace n on n.oid = c.relnamespace
          left join pg_attribute t on t.attrelid = c.oid and t.attname = 'tenant_id' and not t.attisdropped
          where c.relkind in ('r', 'p', 'f') and n.nspname in (select schema from our_schemas))
      ${tableFaults}
      union all
      ${objectFaults}
      order by 1, 2`)
    return rows.map(({ object, fault }) => ({ object, fault }))
  })
}

function list(names: readonly string[]): SQL {
  return sql`values ${sql.join(
    names.map((name) => sql`(${name}::text)`),
    sql`, `,
  )}`
}
