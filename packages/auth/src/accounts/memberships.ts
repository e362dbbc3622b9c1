import { withoutTenant } from '@cmr/db'
import { memberships, ssoProviders, tenants, users, type Role, type TenantState } from '@cmr/db/schema'
import { and, eq, isNotNull, isNull, ne, notInArray } from 'drizzle-orm'
import type { AuthDeps } from '../auth-deps.ts'
import { recordAct } from '../events/record-act.ts'
import { endSessionsOf } from '../sessions/open-session.ts'
import { isRequiredSso } from '../sso/sso-rules.ts'

/** Days that gate access to records: `YYYY-MM-DD`, null where nothing was recorded. */
export interface PersonnelDates {
  /** Day of the last security training; good for a year. */
  readonly trainingOn: string | null
  /** Day the security addendum was signed. */
  readonly agreementOn: string | null
  /** Last day of the membership, inclusive. */
  readonly endsOn: string | null
}

/** An office somebody belongs to, with what they are there. */
export interface Membership extends PersonnelDates {
  readonly tenant: {
    readonly id: string
    readonly slug: string
    readonly name: string
    readonly jurisdiction: string
    readonly county: string
    /** IANA zone in which the office's dates and times are shown. */
    readonly timeZone: string
  }
  readonly roles: readonly Role[]
}

/**
 * Makes somebody a member of an office, or changes what they are there, without an administrator of the office: for
 * whoever sets the service up. A change of roles ends their sessions.
 */
export async function setMembership(
  deps: AuthDeps,
  userId: string,
  tenantId: string,
  roles: readonly Role[],
  dates: Partial<PersonnelDates> = {},
): Promise<void> {
  await withoutTenant(deps.db, async (tx) => {
    const of = and(eq(memberships.userId, userId), eq(memberships.tenantId, tenantId))
    const [before] = await tx.select().from(memberships).where(of).for('update')
    const hasChanged = before !== undefined && before.roles.join() !== roles.join()
    await tx
      .insert(memberships)
      .values({ userId, tenantId, roles: [...roles], ...dates })
      .onConflictDoUpdate({
        target: [memberships.tenantId, memberships.userId],
        set: { roles: [...roles], ...dates },
      })
    if (hasChanged) await endSessionsOf(tx, userId)
    await recordAct(tx, { action: 'member.change', userId, by: 'system', tenantId })
  })
}

/**
 * Records training, addendum and last day of somebody of Code for America without an operator: for whoever sets the
 * service up.
 */
export async function setPersonnel(deps: AuthDeps, userId: string, dates: Partial<PersonnelDates>): Promise<void> {
  await withoutTenant(deps.db, async (tx) => {
    await tx
      .update(users)
      .set(dates)
      .where(and(eq(users.id, userId), isNotNull(users.staff)))
    await recordAct(tx, { action: 'member.date', userId, by: 'system' })
  })
}

/**
 * The offices somebody belongs to, by name: not those that left the service, nor those where the membership was
 * switched off. `tenantId` is the only office of a session that is good in one alone (`SignedIn.tenantId`); without it
 * the session began with a password, and offices that require a provider of their own are not among them.
 */
export async function listMemberships(
  deps: AuthDeps,
  userId: string,
  tenantId: string | null = null,
): Promise<Membership[]> {
  const { id, slug, name, jurisdiction, county, timeZone } = tenants
  const { roles, trainingOn, agreementOn, endsOn } = memberships
  const inService = and(isNull(memberships.disabledAt), ne(tenants.state, 'left'))
  return withoutTenant(deps.db, (tx) => {
    const closed = tx.select({ id: ssoProviders.tenantId }).from(ssoProviders).where(isRequiredSso)
    const within = tenantId === null ? notInArray(id, closed) : eq(id, tenantId)
    return tx
      .select({
        tenant: { id, slug, name, jurisdiction, county, timeZone },
        roles,
        trainingOn,
        agreementOn,
        endsOn,
      })
      .from(memberships)
      .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
      .where(and(eq(memberships.userId, userId), inService, within))
      .orderBy(name)
  })
}

/** An office as the support desk finds it: no more than what it is called, and whether it is with the service. */
export interface TenantLine {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly state: TenantState
}

/** Every office by name, for the support desk; those that have left among them. */
export async function listTenants(deps: AuthDeps): Promise<TenantLine[]> {
  const { id, slug, name, state } = tenants
  return withoutTenant(deps.db, (tx) => tx.select({ id, slug, name, state }).from(tenants).orderBy(tenants.name))
}
