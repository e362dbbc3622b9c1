import { withoutTenant, type Tx } from '@cmr/db'
import { memberships, passkeys, totpSecrets, users, type Role } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { and, eq, isNotNull, isNull, ne, sql } from 'drizzle-orm'
import { personOf, type OfficeContext } from '../acting.ts'
import type { AuthDeps } from '../auth-deps.ts'
import type { AccountAct } from '../events/record-act.ts'
import { requirePermission } from '../permissions/permissions.ts'
import type { PersonnelDates } from './memberships.ts'

const REVIEW_MS = 365 * 24 * 3_600_000

/** Somebody of an office, as its administrator sees them. */
export interface OfficePerson extends PersonnelDates {
  readonly userId: string
  readonly email: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly lastSignInAt: Date | null
  /** Since when the account is locked by wrong passwords; null when it is not. */
  readonly lockedAt: Date | null
  /** Since when the membership or the whole account is off; null when neither is. */
  readonly disabledAt: Date | null
  readonly hasTotp: boolean
  readonly passkeys: number
  readonly reviewedAt: Date | null
  /** Whether nobody has confirmed for a year that they still need this access. */
  readonly isReviewOverdue: boolean
}

/** The people of an office by name, those switched off among them. Needs `settings:read`. */
export async function listOfficePeople(deps: AuthDeps, ctx: OfficeContext): Promise<OfficePerson[]> {
  requirePermission(ctx, 'settings:read')
  const rows = await withoutTenant(deps.db, (tx) => {
    const { email, name, lastSignInAt, lockedAt } = users
    const { userId, roles, trainingOn, agreementOn, endsOn, reviewedAt, createdAt } = memberships
    const ofTotp = and(eq(totpSecrets.userId, userId), isNotNull(totpSecrets.confirmedAt))
    const totp = tx
      .select({ one: sql`1` })
      .from(totpSecrets)
      .where(ofTotp)
    return tx
      .select({
        person: { userId, email, name, roles, lastSignInAt, lockedAt, trainingOn, agreementOn, endsOn, reviewedAt },
        accountDisabledAt: users.disabledAt,
        memberDisabledAt: memberships.disabledAt,
        createdAt,
        hasTotp: sql<boolean>`exists (${totp})`,
        passkeys: tx.$count(passkeys, eq(passkeys.userId, userId)),
      })
      .from(memberships)
      .innerJoin(users, eq(users.id, userId))
      .where(eq(memberships.tenantId, ctx.tenant.id))
      .orderBy(name, email)
  })
  const overdueBefore = deps.clock.now().getTime() - REVIEW_MS
  return rows.map(({ person, accountDisabledAt, memberDisabledAt, createdAt, ...factors }) => {
    const disabledAt = memberDisabledAt ?? accountDisabledAt
    const confirmedAt = person.reviewedAt ?? createdAt
    return {
      ...person,
      ...factors,
      disabledAt,
      isReviewOverdue: disabledAt === null && confirmedAt.getTime() < overdueBefore,
    }
  })
}

/** Somebody of the office whose administrator acts; NOT_FOUND for anybody else, whether they exist or not. */
export async function requireOfficePerson(tx: Tx, ctx: OfficeContext, userId: string): Promise<OfficeMember> {
  const [member] = await tx
    .select({ roles: memberships.roles, disabledAt: memberships.disabledAt })
    .from(memberships)
    .where(and(eq(memberships.tenantId, ctx.tenant.id), eq(memberships.userId, userId)))
    .for('update')
  const [account] = await tx.select({ email: users.email }).from(users).where(eq(users.id, userId))
  if (member === undefined || account === undefined) {
    throw new AppError('NOT_FOUND', 'There is no such person in this office.', {
      details: { reason: 'unknown-person' },
    })
  }
  return { ...member, ...account }
}

export interface OfficeMember {
  readonly roles: readonly Role[]
  readonly disabledAt: Date | null
  readonly email: string
}

/**
 * Throws FORBIDDEN `member-elsewhere` for somebody who also belongs to another office: what opens their account is
 * not for one of the two to change.
 */
export async function requireOnlyHere(tx: Tx, ctx: OfficeContext, userId: string): Promise<void> {
  if (!(await belongsElsewhere(tx, ctx.tenant.id, userId))) return
  throw new AppError('FORBIDDEN', 'This person also belongs to another office. Ask the support desk.', {
    details: { reason: 'member-elsewhere' },
  })
}

/** Whether somebody belongs to an office beside this one; a membership that is switched off does not count. */
export async function belongsElsewhere(tx: Tx, tenantId: string, userId: string): Promise<boolean> {
  const elsewhere = and(
    eq(memberships.userId, userId),
    ne(memberships.tenantId, tenantId),
    isNull(memberships.disabledAt),
  )
  return (await tx.$count(memberships, elsewhere)) > 0
}

/** Throws CONFLICT `last-admin` when nobody but `userId` may manage the office's people. */
export async function requireOtherAdmin(tx: Tx, ctx: OfficeContext, userId: string): Promise<void> {
  // Locked in one order, so that two administrators cannot remove each other at once.
  const admins = await tx
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(
      and(
        eq(memberships.tenantId, ctx.tenant.id),
        isNull(memberships.disabledAt),
        sql`'admin' = any (${memberships.roles})`,
      ),
    )
    .orderBy(memberships.userId)
    .for('update')
  if (admins.some((admin) => admin.userId !== userId)) return
  throw new AppError('CONFLICT', 'An office keeps at least one administrator.', { details: { reason: 'last-admin' } })
}

/** An act on somebody of an office, for the log. */
export function actOn(ctx: OfficeContext, userId: string, action: AccountAct['action']): AccountAct {
  return { action, userId, by: personOf(ctx) ?? 'system' }
}
