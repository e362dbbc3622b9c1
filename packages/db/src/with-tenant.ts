import { sql } from 'drizzle-orm'
import { transact, type Db } from './open-database.ts'
import { databaseOf, sharedDatabase } from './tenant-databases.ts'
import type { Tx } from './transaction.ts'

/**
 * Runs `work` in one transaction that sees the rows of one tenant and no others.
 *
 * `tenantId` comes from the signed-in identity or from a row, never from a form or an event alone.
 * A tenant with a database of its own is reached there (see `routeTenants`). No network or file waits inside. Errors of the database arrive as `AppError` (see `toDatabaseError`); the
 * transaction fails with UNAVAILABLE `transaction-dead` when its connection is lost.
 */
export function withTenant<T>(db: Db, tenantId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return transact(databaseOf(db, tenantId), async (tx) => {
    await tx.execute(sql`select set_config('app.tenant_id', ${tenantId}, true)`)
    return work(tx)
  })
}

/**
 * Runs `work` in one transaction with no tenant: for the schemas `auth` and `queue`, and staging tables.
 * Any tenant table raises INTERNAL `no-tenant` here.
 */
export function withoutTenant<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return transact(sharedDatabase(db), work)
}
