import { copyInto, newId, type Tx } from '@cmr/db'
import { getTableColumns, type SQL, sql, type Table } from 'drizzle-orm'

/** A column of a table, by its name in code. */
export type ColumnOf<T extends Table> = keyof T['$inferInsert'] & string

/**
 * Copies rows into a staging table that lives only in this transaction and hands it to `work`: COPY is refused on
 * tables with row-level security, so rows reach those by `insert … select` and `update … from`. The staging table has
 * the named columns of `like`; `rows` are rows of those columns, in that order, in text COPY format (`copyRow`).
 */
export async function withStagedRows<T extends Table, R>(
  tx: Tx,
  like: T,
  columns: readonly ColumnOf<T>[],
  rows: Iterable<string>,
  work: (staged: SQL) => Promise<R>,
): Promise<R> {
  const names = columnNames(like, columns)
  const name = `rows_${newId().replaceAll('-', '')}`
  const staged = sql`${sql.identifier('staging')}.${sql.identifier(name)}`
  await tx.execute(sql`create unlogged table ${staged} as select ${nameList(names)} from ${like} with no data`)
  await copyInto(tx, `staging.${name}`, names, rows)
  const result = await work(staged)
  await tx.execute(sql`drop table ${staged}`)
  return result
}

/** Adds rows to `into` by way of staging. A row whose natural key is there already is left as it is, so that a replay changes nothing. */
export async function insertStaged<T extends Table>(
  tx: Tx,
  into: T,
  columns: readonly ColumnOf<T>[],
  rows: Iterable<string>,
): Promise<void> {
  const list = nameList(columnNames(into, columns))
  await withStagedRows(tx, into, columns, rows, (staged) =>
    tx.execute(sql`insert into ${into} (${list}) select ${list} from ${staged} on conflict do nothing`),
  )
}

function columnNames<T extends Table>(table: T, columns: readonly ColumnOf<T>[]): string[] {
  const known = getTableColumns(table)
  return columns.map((column) => known[column]?.name ?? column)
}

function nameList(names: readonly string[]): SQL {
  return sql.join(
    names.map((name) => sql.identifier(name)),
    sql`, `,
  )
}
