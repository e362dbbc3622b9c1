import { withoutTenant } from '@cmr/db'
import { users } from '@cmr/db/schema'
import { and, eq, isNull, lt, or, sql } from 'drizzle-orm'
import type { AuthDeps } from '../auth-deps.ts'
import { recordAct } from '../events/record-act.ts'
import { endSessionsOf } from '../sessions/open-session.ts'
import { dayOf, dormantSince } from './account-state.ts'

/**
 * Switches off accounts that nobody has used for 90 days or whose last day is over (UTC), ends their sessions, and gives
 * the number. Sign-in refuses them already; this makes it visible.
 */
export async function retireAccounts(deps: AuthDeps): Promise<number> {
  const now = deps.clock.now()
  const lastUse = sql`greatest(${users.createdAt}, ${users.enabledAt}, ${users.lastSignInAt})`
  const isDue = and(
    isNull(users.disabledAt),
    or(lt(lastUse, dormantSince(now).toISOString()), lt(users.endsOn, dayOf(now))),
  )
  const due = await withoutTenant(deps.db, (tx) => tx.select({ id: users.id }).from(users).where(isDue))
  let retired = 0
  for (const { id } of due) {
    await withoutTenant(deps.db, async (tx) => {
      // Asked again: somebody may have been switched on since, or switched off by another sweep.
      const off = await tx
        .update(users)
        .set({ disabledAt: now })
        .where(and(eq(users.id, id), isDue))
        .returning({ id: users.id })
      if (off.length === 0) return
      await endSessionsOf(tx, id)
      await recordAct(tx, { action: 'account.retire', userId: id, by: 'system' })
      retired += 1
    })
  }
  return retired
}
