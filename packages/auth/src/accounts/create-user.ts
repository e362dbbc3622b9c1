import { newId, withoutTenant } from '@cmr/db'
import { users, type StaffKind } from '@cmr/db/schema'
import { eq } from 'drizzle-orm'
import type { AuthDeps } from '../auth-deps.ts'
import { recordAct } from '../events/record-act.ts'
import { checkPassword } from '../passwords/check-password.ts'
import { hashPassword } from '../passwords/password-hash.ts'

export interface CreateUserInput {
  readonly email: string
  readonly name: string
  readonly password: string
  /** For people of Code for America; they belong to no office. */
  readonly staff?: StaffKind
}

/** The user of an e-mail address, in any case. */
export async function findUserId(deps: AuthDeps, email: string): Promise<string | undefined> {
  const [found] = await withoutTenant(deps.db, (tx) =>
    tx.select({ id: users.id }).from(users).where(eq(users.email, email.trim().toLowerCase())),
  )
  return found?.id
}

/**
 * Makes an account without an invitation, for whoever sets the service up. Throws CONFLICT when the address is taken
 * or was ever, VALIDATION for a password that may not be used.
 */
export async function createUser(deps: AuthDeps, input: CreateUserInput): Promise<string> {
  const id = newId()
  const email = input.email.trim().toLowerCase()
  await checkPassword(input.password, { email })
  const passwordHash = await hashPassword(input.password)
  await withoutTenant(deps.db, async (tx) => {
    await tx.insert(users).values({
      id,
      email,
      name: input.name,
      passwordHash,
      passwordChangedAt: deps.clock.now(),
      staff: input.staff ?? null,
    })
    await recordAct(tx, { action: 'account.create', userId: id, by: 'system' })
  })
  return id
}
