import { newId, withoutTenant } from '@cmr/db'
import { memberships, tenants, users, type Role, type StaffKind } from '@cmr/db/schema'
import { eq } from 'drizzle-orm'
import type { AuthDeps } from '../auth-deps.ts'
import { hashPassword } from '../sign-in/password.ts'

export interface CreateUserInput {
  readonly email: string
  readonly name: string
  readonly password: string
  /** For people of Code for America; they belong to no office. */
  readonly staff?: StaffKind
}

/** An office somebody belongs to, with what they are there. */
export interface Membership {
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

/** The user of an e-mail address, in any case. */
export async function findUserId(deps: AuthDeps, email: string): Promise<string | undefined> {
  const [found] = await withoutTenant(deps.db, (tx) =>
    tx.select({ id: users.id }).from(users).where(eq(users.email, email.trim().toLowerCase())),
  )
  return found?.id
}

/** Makes an account. Throws CONFLICT when the address is taken, VALIDATION for a password that is too short or long. */
export async function createUser(deps: AuthDeps, input: CreateUserInput): Promise<string> {
  const id = newId()
  const passwordHash = await hashPassword(input.password)
  const email = input.email.trim().toLowerCase()
  await withoutTenant(deps.db, (tx) =>
    tx.insert(users).values({ id, email, name: input.name, passwordHash, staff: input.staff ?? null }),
  )
  return id
}

/** Makes somebody a member of an office, or changes what they are there. */
export async function setMembership(
  deps: AuthDeps,
  userId: string,
  tenantId: string,
  roles: readonly Role[],
): Promise<void> {
  await withoutTenant(deps.db, (tx) =>
    tx
      .insert(memberships)
      .values({ userId, tenantId, roles: [...roles] })
      .onConflictDoUpdate({ target: [memberships.tenantId, memberships.userId], set: { roles: [...roles] } }),
  )
}

/** The offices somebody belongs to, by name. */
export async function listMemberships(deps: AuthDeps, userId: string): Promise<Membership[]> {
  const { id, slug, name, jurisdiction, county, timeZone } = tenants
  return withoutTenant(deps.db, (tx) =>
    tx
      .select({ tenant: { id, slug, name, jurisdiction, county, timeZone }, roles: memberships.roles })
      .from(memberships)
      .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
      .where(eq(memberships.userId, userId))
      .orderBy(tenants.name),
  )
}

/** Every office by name, for the support desk. Names only. */
export async function listTenants(deps: AuthDeps): Promise<{ id: string; name: string }[]> {
  const { id, name } = tenants
  return withoutTenant(deps.db, (tx) => tx.select({ id, name }).from(tenants).orderBy(tenants.name))
}
