import { fileURLToPath } from 'node:url'
import { AppError, isAppError } from '@cmr/errors'
import { DrizzleQueryError } from 'drizzle-orm/errors'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { toDatabaseError } from './database-error.ts'

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url))
const LOCK = 4_713_001

/**
 * Brings the schema of a database up to date. `url` signs in as `cmr_migrator`; objects are made and owned by
 * `cmr_owner`. Two callers at once wait for each other; a second call finds nothing to do.
 * Throws INTERNAL `migration`, naming the statement that failed, and then nothing has been changed.
 */
export async function migrate(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, connection: { application_name: 'cmr migrate' } })
  try {
    await sql`set role cmr_owner`
    await sql`select pg_advisory_lock(${LOCK})`
    await applyMigrations(drizzle(sql), { migrationsFolder: MIGRATIONS })
  } catch (error) {
    throw failure(error)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

function failure(error: unknown): unknown {
  const safe = toDatabaseError(error)
  if (!(error instanceof DrizzleQueryError) || !isAppError(safe)) return safe
  // A statement of a migration is ours and holds no parameters.
  const statement = error.query.replace(/^(\s|--.*\n)*/, '').slice(0, 80)
  const details = { ...safe.details, reason: 'migration', statement }
  return new AppError('INTERNAL', `The database could not be brought up to date, at: ${statement}`, { details })
}
