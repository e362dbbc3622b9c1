import type { ExtractTablesWithRelations } from 'drizzle-orm'
import type { PgDialect, PgPreparedQuery, PreparedQueryConfig } from 'drizzle-orm/pg-core'
import { PostgresJsSession, PostgresJsTransaction } from 'drizzle-orm/postgres-js'
import type { Sql, TransactionSql } from 'postgres'
import { toDatabaseError } from './database-error.ts'

type NoSchema = Record<string, never>
type NoRelations = ExtractTablesWithRelations<NoSchema>
type PrepareArguments = Parameters<PostgresJsSession<Sql, NoSchema, NoRelations>['prepareQuery']>

/** A running transaction. Query it as any drizzle database; it is useless once its transaction has ended. */
export type Tx = PostgresJsTransaction<NoSchema, NoRelations>

const handles = new WeakMap<object, TransactionSql>()

/** A drizzle transaction over a guarded driver handle. Errors carry no bound values: see `toDatabaseError`. */
export function transactionOn(handle: TransactionSql, dialect: PgDialect): Tx {
  return new SafeTransaction(dialect, handle)
}

/** The driver's handle under a transaction, for COPY. */
export function handleOf(tx: Tx): TransactionSql {
  const handle = handles.get(tx)
  if (handle === undefined) throw new TypeError('Not a transaction of this package.')
  return handle
}

class SafeSession extends PostgresJsSession<Sql, NoSchema, NoRelations> {
  override prepareQuery<T extends PreparedQueryConfig>(...args: PrepareArguments): PgPreparedQuery<T> {
    const prepared = super.prepareQuery<T>(...args)
    const execute = prepared.execute.bind(prepared)
    prepared.execute = (values) => execute(values).catch(rethrow)
    return prepared
  }
}

class SafeTransaction extends PostgresJsTransaction<NoSchema, NoRelations> {
  readonly #dialect: PgDialect
  readonly #handle: TransactionSql

  constructor(dialect: PgDialect, handle: TransactionSql) {
    // Safe: a session calls only `unsafe` and `savepoint`, which a transaction's handle has.
    super(dialect, new SafeSession(handle as unknown as Sql, dialect, undefined) as never, undefined)
    this.#dialect = dialect
    this.#handle = handle
    handles.set(this, handle)
  }

  override async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    try {
      const settled = this.#handle.savepoint((inner) => work(new SafeTransaction(this.#dialect, inner)))
      // Safe: the driver unwraps arrays of promises in its return type; `work` gives one promise.
      return (await settled) as T
    } catch (error) {
      throw toDatabaseError(error)
    }
  }
}

function rethrow(error: unknown): never {
  throw toDatabaseError(error)
}
