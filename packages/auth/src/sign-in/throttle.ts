import { createHash } from 'node:crypto'
import { withoutTenant, type Tx } from '@cmr/db'
import { signInAttempts } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { eq, inArray, lt, sql } from 'drizzle-orm'
import type { AuthDeps } from '../auth-deps.ts'

const MINUTE_MS = 60_000
// A tenth longer than the twelve hours asked for, so that a counter is never short of them.
const HALF_DAY_MS = 12 * 60 * MINUTE_MS * 1.1

interface Limit {
  readonly key: string
  readonly most: number
  readonly windowMs: number
}

/** Keys are hashed: the counters must not become a list of people and addresses. */
function keyOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\u0000')).digest('hex')
}

function limitsOf(email: string, address: string): readonly [Limit, Limit, Limit] {
  return [
    { key: keyOf('email', email, address), most: 5, windowMs: MINUTE_MS },
    { key: keyOf('address', address), most: 20, windowMs: MINUTE_MS },
    { key: keyOf('half-day', email, address), most: 50, windowMs: HALF_DAY_MS },
  ]
}

/**
 * Counts one attempt under each limit and says whether all hold. One statement, so that processes share the counters;
 * keys in order, so that two of them cannot wait for each other.
 */
async function allHold(tx: Tx, limits: readonly Limit[], now: Date): Promise<boolean> {
  const rows = limits
    .map(({ key, windowMs }) => ({ key, attempts: 1, windowEndsAt: new Date(now.getTime() + windowMs) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
  const expired = sql`${signInAttempts.windowEndsAt} <= ${now.toISOString()}::timestamptz`
  const counted = await tx
    .insert(signInAttempts)
    .values(rows)
    .onConflictDoUpdate({
      target: signInAttempts.key,
      set: {
        attempts: sql`case when ${expired} then 1 else ${signInAttempts.attempts} + 1 end`,
        windowEndsAt: sql`case when ${expired} then excluded.window_ends_at else ${signInAttempts.windowEndsAt} end`,
      },
    })
    .returning({ key: signInAttempts.key, attempts: signInAttempts.attempts })
  const most = new Map(limits.map((limit) => [limit.key, limit.most]))
  return counted.every(({ key, attempts }) => attempts <= (most.get(key) ?? 0))
}

function tooMany(): AppError {
  return new AppError('LIMIT', 'Too many attempts to sign in. Wait a minute and try again.', {
    details: { reason: 'too-many-attempts' },
  })
}

/**
 * Counts an attempt to sign in. Throws LIMIT beyond 5 a minute for one e-mail address from one network address, 20 a
 * minute from one network address, or 50 in half a day for one e-mail address from one network address.
 */
export async function countAttempt(deps: AuthDeps, email: string, address: string): Promise<void> {
  const now = deps.clock.now()
  if (!(await withoutTenant(deps.db, (tx) => allHold(tx, limitsOf(email, address), now)))) throw tooMany()
}

/** Counts a try at somebody's second factor. Throws LIMIT beyond 10 a minute. */
export async function countFactorTry(deps: AuthDeps, userId: string): Promise<void> {
  const limit = { key: keyOf('factor', userId), most: 10, windowMs: MINUTE_MS }
  const now = deps.clock.now()
  if (!(await withoutTenant(deps.db, (tx) => allHold(tx, [limit], now)))) throw tooMany()
}

/** Forgets the attempts of somebody who has signed in, and the one of their network address: others share it. */
export async function forgetAttempts(tx: Tx, email: string, address: string): Promise<void> {
  const [together, alone, halfDay] = limitsOf(email, address)
  await tx.delete(signInAttempts).where(inArray(signInAttempts.key, [together.key, halfDay.key]))
  await takeBack(tx, alone)
}

const ssoLimit = (address: string): Limit => ({ key: keyOf('sso', address), most: 20, windowMs: MINUTE_MS })

/**
 * Counts a beginning at an office's own provider, each of which calls it and keeps a row for ten minutes. Throws LIMIT
 * beyond 20 a minute from one network address.
 */
export async function countSsoBeginning(deps: AuthDeps, address: string): Promise<void> {
  const now = deps.clock.now()
  if (!(await withoutTenant(deps.db, (tx) => allHold(tx, [ssoLimit(address)], now)))) throw tooMany()
}

/** Takes one beginning of a network address back: somebody came in, and others share it. */
export async function forgetSsoBeginning(tx: Tx, address: string): Promise<void> {
  await takeBack(tx, ssoLimit(address))
}

async function takeBack(tx: Tx, { key }: Limit): Promise<void> {
  await tx
    .update(signInAttempts)
    .set({ attempts: sql`greatest(${signInAttempts.attempts} - 1, 0)` })
    .where(eq(signInAttempts.key, key))
}

/** Removes counters whose window is over; gives the number. */
export async function sweepAttempts(tx: Tx, now: Date): Promise<number> {
  const removed = await tx
    .delete(signInAttempts)
    .where(lt(signInAttempts.windowEndsAt, now))
    .returning({ key: signInAttempts.key })
  return removed.length
}
