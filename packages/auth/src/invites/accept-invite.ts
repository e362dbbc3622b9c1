import { newId, withoutTenant, type Tx } from '@cmr/db'
import { invites, memberships, tenants, users, type Role, type StaffKind } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { and, eq, gt, isNotNull, isNull } from 'drizzle-orm'
import type { By, Origin } from '../acting.ts'
import type { AuthDeps } from '../auth-deps.ts'
import { recordAct } from '../events/record-act.ts'
import { checkPassword } from '../passwords/check-password.ts'
import { hashPassword } from '../passwords/password-hash.ts'
import { holderOf } from '../second-factor/confirm-session.ts'
import { endSessionsOf } from '../sessions/open-session.ts'
import { requireSecondFactor } from '../sessions/sessions.ts'
import { hashOfInvite } from './create-invite.ts'

type Invite = typeof invites.$inferSelect

/** What whoever opens the link is shown. */
export interface OpenInvite {
  readonly email: string
  readonly name: string
  /** null for an invitation among the people of Code for America. */
  readonly officeName: string | null
  readonly roles: readonly Role[]
  readonly staff: StaffKind | null
  /** Whether there is an account already: its owner signs in and accepts with `joinWithInvite`. */
  readonly hasAccount: boolean
}

const openWith = (token: string, now: Date) =>
  and(
    eq(invites.tokenHash, hashOfInvite(token)),
    isNull(invites.acceptedAt),
    isNull(invites.revokedAt),
    gt(invites.expiresAt, now),
  )

function over(): AppError {
  return new AppError('FORBIDDEN', 'This invitation was used, taken back or is older than a day. Ask for a new one.', {
    details: { reason: 'invite-over' },
  })
}

/** The invitation of a link. Throws FORBIDDEN `invite-over` for one that is used, taken back, expired or unknown. */
export async function readInvite(deps: AuthDeps, token: string): Promise<OpenInvite> {
  const [found] = await withoutTenant(deps.db, (tx) => {
    const { email, name, roles, staff } = invites
    return tx
      .select({ email, name, roles, staff, officeName: tenants.name, userId: users.id })
      .from(invites)
      .leftJoin(tenants, eq(tenants.id, invites.tenantId))
      .leftJoin(users, eq(users.email, invites.email))
      .where(openWith(token, deps.clock.now()))
  })
  if (found === undefined) throw over()
  const { userId, ...invite } = found
  return { ...invite, hasAccount: userId !== null }
}

/**
 * Takes the invitation (once, also when two try) and makes its account a member of its office. Throws FORBIDDEN
 * `invite-over`, CONFLICT `already-member` for somebody whose roles an administrator changes instead.
 */
async function takeInvite(tx: Tx, token: string, userId: string, now: Date): Promise<Invite> {
  const [taken] = await tx.update(invites).set({ acceptedAt: now }).where(openWith(token, now)).returning()
  if (taken === undefined) throw over()
  if (taken.tenantId === null) return taken
  const joined = await tx
    .insert(memberships)
    .values({ userId, tenantId: taken.tenantId, roles: taken.roles, createdBy: taken.invitedBy })
    .onConflictDoUpdate({
      target: [memberships.tenantId, memberships.userId],
      set: { roles: taken.roles, disabledAt: null },
      setWhere: isNotNull(memberships.disabledAt),
    })
    .returning({ userId: memberships.userId })
  if (joined.length > 0) return taken
  throw new AppError('CONFLICT', 'You belong to this office already.', { details: { reason: 'already-member' } })
}

async function noteAcceptance(tx: Tx, invite: Invite, by: By): Promise<void> {
  const { id: objectId, tenantId } = invite
  const office = tenantId === null ? {} : { tenantId }
  await recordAct(tx, {
    action: 'invite.accept',
    userId: by.userId,
    by,
    objectKind: 'invite',
    objectId,
    ...office,
  })
}

/**
 * Accepts an invitation with a name and a password, and gives the new account's id; its owner then signs in. Throws
 * FORBIDDEN `invite-over`, VALIDATION for the password, CONFLICT `has-account` when the address has an account.
 */
export async function acceptInvite(
  deps: AuthDeps,
  { token, name, password }: { token: string; name: string; password: string },
  origin: Origin,
): Promise<string> {
  const invite = await readInvite(deps, token)
  if (invite.hasAccount) {
    throw new AppError('CONFLICT', 'You have an account already. Sign in, then open the invitation again.', {
      details: { reason: 'has-account' },
    })
  }
  const { email, officeName, staff } = invite
  await checkPassword(password, { email, officeNames: officeName === null ? [] : [officeName] })
  const passwordHash = await hashPassword(password)
  const id = newId()
  const now = deps.clock.now()
  await withoutTenant(deps.db, async (tx) => {
    await tx.insert(users).values({ id, email, name: name.trim(), passwordHash, passwordChangedAt: now, staff })
    await noteAcceptance(tx, await takeInvite(tx, token, id, now), { ...origin, userId: id })
  })
  return id
}

/**
 * Accepts an invitation into an office as the person who is signed in with a second factor; their sessions end, because
 * what they may do has changed. Throws FORBIDDEN `invite-over`, also when it is for another address or for staff.
 */
export async function joinWithInvite(
  deps: AuthDeps,
  sessionToken: string,
  inviteToken: string,
  origin: Origin,
): Promise<void> {
  const { signedIn, by } = await holderOf(deps, sessionToken, origin)
  requireSecondFactor(signedIn)
  const invite = await readInvite(deps, inviteToken)
  // A session of one office's provider speaks for its person in that office only.
  const isTheirs = invite.email === signedIn.email && signedIn.tenantId === null
  if (!isTheirs || invite.staff !== null || signedIn.staff !== null) throw over()
  await withoutTenant(deps.db, async (tx) => {
    await noteAcceptance(tx, await takeInvite(tx, inviteToken, signedIn.userId, deps.clock.now()), by)
    await endSessionsOf(tx, signedIn.userId)
  })
}
