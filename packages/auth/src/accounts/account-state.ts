import type { users } from '@cmr/db/schema'

const IDLE_DAYS = 90
const DAY_MS = 24 * 3_600_000

type Account = Pick<
  typeof users.$inferSelect,
  'disabledAt' | 'lockedAt' | 'lastSignInAt' | 'enabledAt' | 'createdAt' | 'endsOn'
>

/** The moment before which an account's last use must lie for it to be off: 90 days ago. */
export function dormantSince(now: Date): Date {
  return new Date(now.getTime() - IDLE_DAYS * DAY_MS)
}

/** A day of the calendar in UTC, `YYYY-MM-DD`. */
export function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10)
}

/**
 * Whether an account may sign in: not switched off, not locked, used within 90 days, and not past its last day (which
 * is inclusive, in UTC).
 */
export function maySignIn(account: Account, now: Date): boolean {
  const { disabledAt, lockedAt, lastSignInAt, enabledAt, createdAt, endsOn } = account
  if (disabledAt !== null || lockedAt !== null) return false
  const lastUse = Math.max(...[createdAt, enabledAt, lastSignInAt].map((at) => at?.getTime() ?? 0))
  if (lastUse < dormantSince(now).getTime()) return false
  return endsOn === null || endsOn >= dayOf(now)
}
