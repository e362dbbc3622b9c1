import { createHash, randomBytes } from 'node:crypto'
import type { Tx } from '@cmr/db'
import { sessions, type SecondFactor } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { and, eq, gt, ne } from 'drizzle-orm'

const HOUR_MS = 3_600_000
export const ABSOLUTE_HOURS = 12

/** What the database keeps of a token: its SHA-256, so that a dump holds nothing that works as a cookie. */
export function idOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

export interface NewSession {
  readonly userId: string
  readonly now: Date
  readonly idleMinutes: number
  readonly mustChangePassword: boolean
  /** The only office it is good in. */
  readonly tenantId?: string
  /** Shown at the sign-in itself: by the office's own provider. */
  readonly secondFactor?: SecondFactor
}

/** Opens a session and gives its token, 32 random bytes, which only the person's browser keeps. */
export async function openSession(tx: Tx, session: NewSession): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const { userId, now, idleMinutes, mustChangePassword, tenantId = null, secondFactor = null } = session
  const absoluteExpiresAt = new Date(now.getTime() + ABSOLUTE_HOURS * HOUR_MS)
  await tx.insert(sessions).values({
    id: idOf(token),
    userId,
    // lucia's own window is only a ceiling; the exact limits are enforced by `readSession`.
    expiresAt: absoluteExpiresAt,
    absoluteExpiresAt,
    authTime: now,
    lastUserActivityAt: now,
    secondFactorAt: secondFactor === null ? null : now,
    secondFactor,
    tenantId,
    idleMinutes,
    mustChangePassword,
  })
  return token
}

/**
 * Puts a session with a second factor in the place of one without, or with an old one: a new token, the same end. A
 * session that was ended meanwhile is not brought back: FORBIDDEN.
 */
export async function raiseSession(tx: Tx, token: string, secondFactor: SecondFactor, now: Date): Promise<string> {
  const [before] = await tx
    .delete(sessions)
    .where(and(eq(sessions.id, idOf(token)), gt(sessions.absoluteExpiresAt, now)))
    .returning()
  if (before === undefined) {
    throw new AppError('FORBIDDEN', 'You were signed out. Sign in again.', { details: { reason: 'session-over' } })
  }
  const next = randomBytes(32).toString('base64url')
  await tx
    .insert(sessions)
    .values({ ...before, id: idOf(next), lastUserActivityAt: now, secondFactorAt: now, secondFactor })
  return next
}

/** Ends every session of a user, but the one with the id given. Whoever shows something live for them is told. */
export async function endSessionsOf(tx: Tx, userId: string, exceptId?: string): Promise<void> {
  const others = exceptId === undefined ? [] : [ne(sessions.id, exceptId)]
  await tx.delete(sessions).where(and(eq(sessions.userId, userId), ...others))
}
