import { AppError, type ErrorCode } from '@cmr/errors'
import { DrizzleQueryError } from 'drizzle-orm/errors'
import postgres from 'postgres'
import { DeadTransactionError } from './guard-transactions.ts'

/** What the database refused, or why it could not answer. */
export type DatabaseReason =
  | 'unique'
  | 'forbidden-row'
  | 'no-tenant'
  | 'audit-unavailable'
  | 'transaction-dead'
  | 'database-unavailable'
  | 'database'

/** Said instead of an answer when what was asked cannot be recorded. */
const AUDIT_UNAVAILABLE = 'This cannot be recorded in the audit log now, so nothing is shown or done. Try again.'

/**
 * An error of the database as a refusal that is safe to log: SQLSTATE, table and constraint, nothing else.
 * The original, whose text may hold bound values, is dropped and not kept as `cause`.
 * Anything that is not an error of the database passes unchanged.
 */
export function toDatabaseError(error: unknown): unknown {
  const cause = error instanceof DrizzleQueryError ? error.cause : error
  if (cause instanceof AppError) return cause
  if (cause instanceof DeadTransactionError) {
    return refusal('UNAVAILABLE', 'transaction-dead', 'The database connection was lost. Try again.')
  }
  if (cause instanceof postgres.PostgresError) return fromServer(cause)
  if (isDriverError(cause)) {
    return isUnreachable(cause.code)
      ? refusal('UNAVAILABLE', 'database-unavailable', 'The database cannot be reached. Try again in a minute.')
      : refusal('INTERNAL', 'database', 'The database refused a request.', { driver: cause.code })
  }
  return error instanceof DrizzleQueryError ? refusal('INTERNAL', 'database', 'The database refused a request.') : error
}

function fromServer(error: postgres.PostgresError): AppError {
  if (error.where?.includes('seal_audit_event') === true) {
    const details = { sqlstate: error.code, table: 'audit_events' }
    return refusal('UNAVAILABLE', 'audit-unavailable', AUDIT_UNAVAILABLE, details)
  }
  const where = { sqlstate: error.code, table: error.table_name, constraint: error.constraint_name }
  switch (error.code) {
    case '23505':
      return refusal('CONFLICT', 'unique', 'This already exists.', where)
    case '42501':
      return refusal('FORBIDDEN', 'forbidden-row', 'The database does not allow this for the current office.', where)
    case '42704':
    case '22P02':
      return /app\.tenant_id|type uuid: ""/.test(error.message)
        ? refusal('INTERNAL', 'no-tenant', 'An office must be chosen before its rows are used.', where)
        : refusal('INTERNAL', 'database', 'The database refused a request.', where)
    default:
      return isTransient(error.code)
        ? refusal('UNAVAILABLE', 'database-unavailable', 'The database is busy. Try again in a minute.', where)
        : refusal('INTERNAL', 'database', 'The database refused a request.', where)
  }
}

/** Classes 08 connection, 40 rollback, 53 resources, 57 operator; a lock or idle timeout. */
function isTransient(sqlstate: string): boolean {
  return /^(08|40|53|57)/.test(sqlstate) || sqlstate === '55P03' || sqlstate === '25P03' || sqlstate === '25P04'
}

function isUnreachable(code: string): boolean {
  return /^(CONNECT|E[A-Z]+$)/.test(code)
}

/** The driver marks each error of a query with that query; only the end of a connection comes without. */
function isDriverError(error: unknown): error is Error & { code: string } {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return false
  return ('query' in error && 'parameters' in error) || /^CONNECTION_[A-Z]+$/.test(error.code)
}

function refusal(
  code: ErrorCode,
  reason: DatabaseReason,
  message: string,
  where: Record<string, string | undefined> = {},
): AppError {
  const known = Object.fromEntries(Object.entries(where).filter(([, value]) => value !== undefined))
  return new AppError(code, message, { details: { reason, ...known } })
}
