import { withoutTenant, type Tx } from '@cmr/db'
import { invites, users } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { maySignIn } from '../accounts/account-state.ts'
import type { AuthDeps } from '../auth-deps.ts'
import { makeInvite, type Invitee, type NewInvite } from './create-invite.ts'

/**
 * Invites Code for America's first operator, for whoever sets the service up; an earlier invitation of an operator is
 * taken back. Throws CONFLICT `has-operator` while an operator may sign in, CONFLICT `has-account` when the address has
 * an account: nobody accepts such an invitation with an account they have.
 */
export async function inviteFirstOperator(deps: Pick<AuthDeps, 'db' | 'clock'>, invitee: Invitee): Promise<NewInvite> {
  const now = deps.clock.now()
  return withoutTenant(deps.db, async (tx) => {
    // Two at once would leave two links that are good.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('first-operator', 0))`)
    await requireNoOperator(tx, now)
    await requireNoAccount(tx, invitee.email.trim().toLowerCase())
    await tx
      .update(invites)
      .set({ revokedAt: now })
      .where(and(eq(invites.staff, 'operator'), isNull(invites.acceptedAt), isNull(invites.revokedAt)))
    return makeInvite(tx, deps, { invitee, into: { staff: 'operator' }, by: 'system' })
  })
}

async function requireNoOperator(tx: Tx, now: Date): Promise<void> {
  const operators = await tx.select().from(users).where(eq(users.staff, 'operator'))
  if (!operators.some((operator) => maySignIn(operator, now))) return
  throw new AppError('CONFLICT', 'There is an operator already, who invites others at /support/people.', {
    details: { reason: 'has-operator' },
  })
}

async function requireNoAccount(tx: Tx, email: string): Promise<void> {
  const owners = await tx.select({ id: users.id }).from(users).where(eq(users.email, email))
  if (owners.length === 0) return
  throw new AppError('CONFLICT', 'This address has an account already. An operator needs another address.', {
    details: { reason: 'has-account' },
  })
}
