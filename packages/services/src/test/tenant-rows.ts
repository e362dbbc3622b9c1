import { type Db, openDatabase, withoutTenant } from '@cmr/db'
import type { TestDatabase } from '@cmr/db/test'
import { sql } from 'drizzle-orm'

/** The database seen past its walls, table by table as its catalogue has them. */
export interface TenantRows {
  /** Every table with a tenant_id, by its qualified name. */
  tables(): Promise<string[]>
  /** Rows of a tenant by table. */
  count(tenantId: string): Promise<Record<string, number>>
  /** A hash of every row of a tenant by table. */
  hash(tenantId: string): Promise<Record<string, string>>
  /** Tables in which some row of anybody holds the text. */
  holding(text: string): Promise<string[]>
  /** Keeps a copy of a tenant's rows, and puts it in the place of those there are. */
  backUp(tenantId: string): Promise<void>
  restore(tenantId: string): Promise<void>
  run(statement: string): Promise<void>
  close(): Promise<void>
}

const ALL_TABLES = `select c.oid::regclass::text as name, exists (
    select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id') as "ofTenant"
  from pg_class c where c.relkind = 'r' and c.relnamespace::regnamespace::text in ('app', 'auth', 'queue', 'staging')`

export function openTenantRows(database: Pick<TestDatabase, 'adminUrl'>): TenantRows {
  const options = { max: 1, applicationName: 'past the walls', statementTimeoutMs: 60_000 }
  const db: Db = openDatabase({ url: database.adminUrl, ...options })
  const ask = <T extends Record<string, unknown>>(text: string) =>
    withoutTenant(db, async (tx) => [...(await tx.execute<T>(sql.raw(text)))] as T[])
  const all = () => ask<{ name: string; ofTenant: boolean }>(ALL_TABLES)
  const tables = async () => (await all()).filter(({ ofTenant }) => ofTenant).map(({ name }) => name)
  const copyOf = (table: string) => `backup.${table.replace('.', '_')}`
  const run = async (statement: string) => {
    await ask(statement)
  }
  async function each<T>(tenantId: string, expression: string): Promise<Record<string, T>> {
    const found: [string, T][] = []
    for (const table of await tables()) {
      const [row] = await ask<{ value: T }>(
        `select ${expression} as value from ${table} t where tenant_id = '${tenantId}'`,
      )
      if (row !== undefined) found.push([table, row.value])
    }
    return Object.fromEntries(found)
  }
  return {
    tables,
    count: (tenantId) => each<number>(tenantId, 'count(*)::int'),
    hash: (tenantId) => each<string>(tenantId, `md5(coalesce(string_agg(t::text, '|' order by t::text), ''))`),
    async holding(text) {
      const found: string[] = []
      for (const { name } of await all()) {
        const [row] = await ask<{ n: number }>(
          `select count(*)::int as n from ${name} t where strpos(t::text, '${text}') > 0`,
        )
        if (row?.n !== 0) found.push(name)
      }
      return found
    },
    async backUp(tenantId) {
      await run('create schema if not exists backup')
      await run(`create table backup.tenants as select * from app.tenants where id = '${tenantId}'`)
      for (const table of await tables())
        await run(`create table ${copyOf(table)} as select * from ${table} where tenant_id = '${tenantId}'`)
    },
    async restore(tenantId) {
      const names = await tables()
      const back = names.map(
        (table) =>
          `delete from ${table} where tenant_id = '${tenantId}'; insert into ${table} select * from ${copyOf(table)};`,
      )
      // As a restore does: without triggers and foreign keys in between.
      await run(`set session_replication_role = replica; ${back.join(' ')}
        update app.tenants t set state = b.state, left_at = b.left_at from backup.tenants b where b.id = t.id;
        set session_replication_role = default`)
    },
    run,
    close: () => db.close(),
  }
}
