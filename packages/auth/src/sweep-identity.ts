import { withoutTenant } from '@cmr/db'
import { retireAccounts } from './accounts/retire-accounts.ts'
import type { AuthDeps } from './auth-deps.ts'
import { sweepChallenges } from './challenges/challenges.ts'
import { sweepInvites } from './invites/create-invite.ts'
import { sweepSessions } from './sessions/sessions.ts'
import { sweepAttempts } from './sign-in/throttle.ts'

/** What one sweep removed, or switched off, by number. */
export interface SweptIdentity {
  readonly sessions: number
  readonly attempts: number
  readonly challenges: number
  readonly invites: number
  readonly accounts: number
}

/** Removes what is over and switches off accounts that are due. For a schedule, every few minutes; safe to run twice. */
export async function sweepIdentity(deps: AuthDeps): Promise<SweptIdentity> {
  const now = deps.clock.now()
  return {
    sessions: await sweepSessions(deps),
    attempts: await withoutTenant(deps.db, (tx) => sweepAttempts(tx, now)),
    challenges: await withoutTenant(deps.db, (tx) => sweepChallenges(tx, now)),
    invites: await sweepInvites(deps),
    accounts: await retireAccounts(deps),
  }
}
