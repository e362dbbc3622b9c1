import { withoutTenant } from '@cmr/db'
import { users } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { eq } from 'drizzle-orm'
import type { AuthDeps } from '../auth-deps.ts'
import { beginSession, endSession } from '../sessions/sessions.ts'
import { verifyPassword } from './password.ts'
import { countAttempt, forgetAttempts } from './throttle.ts'

export interface SignInInput {
  readonly email: string
  readonly password: string
  /** Network address the attempt comes from. */
  readonly address: string
  /** Token of a session that is still open in the same browser; it ends. */
  readonly previousToken?: string
}

/**
 * Signs somebody in and gives the token of the new session. Throws FORBIDDEN with one and the same message for an
 * unknown address, a wrong password and an account that is off, after the same work; LIMIT for too many attempts.
 */
export async function signIn(deps: AuthDeps, input: SignInInput): Promise<{ token: string; userId: string }> {
  const email = input.email.trim().toLowerCase()
  await countAttempt(deps, email, input.address)
  const [user] = await withoutTenant(deps.db, (tx) => tx.select().from(users).where(eq(users.email, email)))
  const matches = await verifyPassword(user?.passwordHash, input.password)
  if (!matches || user === undefined || user.disabledAt !== null) {
    throw new AppError('FORBIDDEN', 'The e-mail address or the password is not right.', {
      details: { reason: 'wrong-credentials' },
    })
  }
  await forgetAttempts(deps, email, input.address)
  if (input.previousToken !== undefined) await endSession(deps, input.previousToken)
  return { token: await beginSession(deps, user.id), userId: user.id }
}
