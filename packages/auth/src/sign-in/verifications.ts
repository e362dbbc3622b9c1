import { createHash } from 'node:crypto'
import { withoutTenant, type Tx } from '@cmr/db'
import { signInAttempts, users } from '@cmr/db/schema'
import { and, eq, exists, gte, isNull, sql } from 'drizzle-orm'
import type { AuthDeps } from '../auth-deps.ts'

/** So many passwords in a row may be compared for one e-mail address before the account locks. */
const VERIFICATIONS = 5
const QUIET_MS = 15 * 60_000

const keyOf = (email: string) => createHash('sha256').update(`verify\u0000${email}`).digest('hex')

/**
 * Claims one comparison of a password, before the work of it: false when five have been made without a success and
 * without 15 quiet minutes between two of them. One statement decides, so guesses that come at once share the count,
 * from however many processes and addresses. Addresses that nobody has are counted alike.
 */
export async function claimVerification(deps: AuthDeps, email: string): Promise<boolean> {
  const now = deps.clock.now()
  const { attempts, windowEndsAt } = signInAttempts
  const expired = sql`${windowEndsAt} <= ${now.toISOString()}::timestamptz`
  const [row] = await withoutTenant(deps.db, (tx) =>
    tx
      .insert(signInAttempts)
      .values({ key: keyOf(email), attempts: 1, windowEndsAt: new Date(now.getTime() + QUIET_MS) })
      .onConflictDoUpdate({
        target: signInAttempts.key,
        set: {
          attempts: sql`case when ${expired} then 1 else ${attempts} + 1 end`,
          windowEndsAt: sql`case when ${expired} or ${attempts} < ${VERIFICATIONS} then excluded.window_ends_at
            else ${windowEndsAt} end`,
        },
      })
      .returning({ attempts }),
  )
  return (row?.attempts ?? VERIFICATIONS + 1) <= VERIFICATIONS
}

/** Begins the count again: the right password was given, or an administrator has released the account. */
export async function forgetVerifications(tx: Tx, email: string): Promise<void> {
  await tx.delete(signInAttempts).where(eq(signInAttempts.key, keyOf(email)))
}

/** Locks an account whose five comparisons are used up; says whether this did it. */
export async function lockWhenUsedUp(tx: Tx, userId: string, email: string, now: Date): Promise<boolean> {
  const usedUp = tx
    .select({ key: signInAttempts.key })
    .from(signInAttempts)
    .where(and(eq(signInAttempts.key, keyOf(email)), gte(signInAttempts.attempts, VERIFICATIONS)))
  const locked = await tx
    .update(users)
    .set({ lockedAt: now })
    .where(and(eq(users.id, userId), isNull(users.lockedAt), exists(usedUp)))
    .returning({ id: users.id })
  return locked.length > 0
}
