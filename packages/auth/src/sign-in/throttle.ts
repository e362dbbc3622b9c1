import { createHash } from 'node:crypto'
import { withoutTenant } from '@cmr/db'
import { signInAttempts } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { eq, sql } from 'drizzle-orm'
import type { AuthDeps } from '../auth-deps.ts'

const WINDOW_MS = 60_000
const PER_EMAIL_AND_ADDRESS = 5
const PER_ADDRESS = 20

/** Keys are hashed: the counters must not become a list of people and addresses. */
function keyOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\u0000')).digest('hex')
}

/** Counts one attempt and gives the number within the running window. One statement, so that processes share it. */
async function count(deps: AuthDeps, key: string): Promise<number> {
  const now = deps.clock.now()
  const windowEndsAt = new Date(now.getTime() + WINDOW_MS)
  const expired = sql`${signInAttempts.windowEndsAt} <= ${now.toISOString()}::timestamptz`
  const [row] = await withoutTenant(deps.db, (tx) =>
    tx
      .insert(signInAttempts)
      .values({ key, attempts: 1, windowEndsAt })
      .onConflictDoUpdate({
        target: signInAttempts.key,
        set: {
          attempts: sql`case when ${expired} then 1 else ${signInAttempts.attempts} + 1 end`,
          windowEndsAt: sql`case when ${expired} then excluded.window_ends_at else ${signInAttempts.windowEndsAt} end`,
        },
      })
      .returning({ attempts: signInAttempts.attempts }),
  )
  return row?.attempts ?? 1
}

/**
 * Counts an attempt to sign in. Throws LIMIT beyond 5 a minute for one e-mail address from one network address, or 20
 * a minute from one network address.
 */
export async function countAttempt(deps: AuthDeps, email: string, address: string): Promise<void> {
  const together = await count(deps, keyOf('email', email, address))
  const alone = await count(deps, keyOf('address', address))
  if (together <= PER_EMAIL_AND_ADDRESS && alone <= PER_ADDRESS) return
  throw new AppError('LIMIT', 'Too many attempts to sign in. Wait a minute and try again.', {
    details: { reason: 'too-many-attempts' },
  })
}

/** Forgets the attempts of somebody who has signed in. */
export async function forgetAttempts(deps: AuthDeps, email: string, address: string): Promise<void> {
  await withoutTenant(deps.db, (tx) =>
    tx.delete(signInAttempts).where(eq(signInAttempts.key, keyOf('email', email, address))),
  )
}
