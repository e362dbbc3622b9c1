import { createHash, randomBytes } from 'node:crypto'
import { withoutTenant } from '@cmr/db'
import { sessions } from '@cmr/db/schema'
import { eq } from 'drizzle-orm'
import { Lucia, TimeSpan } from 'lucia'
import type { AuthDeps } from '../auth-deps.ts'
import { sessionStore, type SessionAttributes, type UserAttributes } from './session-store.ts'

const IDLE_MS = 30 * 60_000
const ABSOLUTE_HOURS = 12
const ABSOLUTE_MS = ABSOLUTE_HOURS * 3_600_000

/** Somebody who is signed in. */
export interface SignedIn {
  readonly userId: string
  readonly email: string
  readonly name: string
  /** Of Code for America; null for people of an office. */
  readonly staff: 'support' | 'operator' | null
}

/** lucia's own window is only a ceiling; the exact limits are enforced below. */
function luciaOf(deps: AuthDeps) {
  return new Lucia<SessionAttributes, UserAttributes>(sessionStore(deps), {
    sessionExpiresIn: new TimeSpan(ABSOLUTE_HOURS, 'h'),
    getSessionAttributes: (attributes) => attributes,
    getUserAttributes: (attributes) => attributes,
  })
}

/** What the database keeps of a token: its SHA-256, so that a dump holds nothing that works as a cookie. */
function idOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Begins a session and gives its token, 32 random bytes, which only the person's browser keeps. */
export async function beginSession(deps: AuthDeps, userId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const now = deps.clock.now()
  const attributes = {
    absoluteExpiresAt: new Date(now.getTime() + ABSOLUTE_MS),
    authTime: now,
    lastUserActivityAt: now,
  }
  await luciaOf(deps).createSession(userId, attributes, { sessionId: idOf(token) })
  return token
}

/**
 * Who is signed in with a token; undefined when nobody is: unknown token, 30 minutes without activity, 12 hours in all,
 * or an account that was switched off. An ended session is removed. `activity` says whether a person did this; polling
 * and streams pass false and keep nothing alive.
 */
export async function readSession(
  deps: AuthDeps,
  token: string,
  { activity }: { activity: boolean },
): Promise<SignedIn | undefined> {
  const lucia = luciaOf(deps)
  const { session, user } = await lucia.validateSession(idOf(token))
  if (session === null) return undefined
  const now = deps.clock.now()
  const isOver =
    now >= session.absoluteExpiresAt ||
    now.getTime() - session.lastUserActivityAt.getTime() > IDLE_MS ||
    user.disabledAt !== null
  if (isOver) {
    await lucia.invalidateSession(session.id)
    return undefined
  }
  if (activity) {
    await withoutTenant(deps.db, (tx) =>
      tx.update(sessions).set({ lastUserActivityAt: now }).where(eq(sessions.id, session.id)),
    )
  }
  const { id, email, name, staff } = user
  return { userId: id, email, name, staff }
}

/** Ends one session. Ending it twice is fine. */
export async function endSession(deps: AuthDeps, token: string): Promise<void> {
  await luciaOf(deps).invalidateSession(idOf(token))
}

/** Ends every session of a user. */
export async function endAllSessions(deps: AuthDeps, userId: string): Promise<void> {
  await luciaOf(deps).invalidateUserSessions(userId)
}
