import { listen, withoutTenant } from '@cmr/db'
import { sessions, type SecondFactor, type StaffKind } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { and, desc, eq, lte, or, sql } from 'drizzle-orm'
import { Lucia, TimeSpan } from 'lucia'
import type { PersonnelDates } from '../accounts/memberships.ts'
import type { Origin } from '../acting.ts'
import type { AuthDeps } from '../auth-deps.ts'
import { recordAct } from '../events/record-act.ts'
import { ABSOLUTE_HOURS, endSessionsOf, idOf } from './open-session.ts'
import { sessionStore, type SessionAttributes, type UserAttributes } from './session-store.ts'

const MINUTE_MS = 60_000
// 32 bytes in base64url: anything else is no token of ours and costs the database nothing.
const TOKEN_FORM = /^[\w-]{43}$/
const STEP_UP_MS = 20 * MINUTE_MS

/** Somebody who is signed in. */
export interface SignedIn {
  readonly userId: string
  readonly email: string
  readonly name: string
  /** Of Code for America; null for people of an office. */
  readonly staff: StaffKind | null
  /** What gates records for people of Code for America; null for people of an office, who have it in `Membership`. */
  readonly personnel: PersonnelDates | null
  /** Names the session in logs and in `watchSession`: the hash of its token. */
  readonly sessionId: string
  readonly signedInAt: Date
  /** When the second factor was last shown; null: only the pages that ask for one may be reached. */
  readonly secondFactorAt: Date | null
  readonly secondFactor: SecondFactor | null
  /** Whether no second factor is set up yet: it must be before anything else. */
  readonly mustEnrol: boolean
  /** Whether the password is older than an office of the person allows. */
  readonly mustChangePassword: boolean
  /** The only office the session is good in (single sign-on); null for all of the person's. */
  readonly tenantId: string | null
  /** Milliseconds until the session ends if nothing is done: the sooner of inactivity and twelve hours. */
  readonly expiresInMs: number
}

function luciaOf(deps: AuthDeps) {
  return new Lucia<SessionAttributes, UserAttributes>(sessionStore(deps), {
    sessionExpiresIn: new TimeSpan(ABSOLUTE_HOURS, 'h'),
    getSessionAttributes: (attributes) => attributes,
    getUserAttributes: (attributes) => attributes,
  })
}

function msLeft(session: SessionAttributes, lastActivityAt: Date, now: Date): number {
  const idleEnd = lastActivityAt.getTime() + session.idleMinutes * MINUTE_MS
  return Math.min(idleEnd, session.absoluteExpiresAt.getTime() - 1) - now.getTime()
}

/**
 * Who is signed in with a token; undefined when nobody is: unknown token, the office's minutes without activity (30
 * where it has chosen nothing), 12 hours in all, or an account that was switched off. An ended session is removed.
 * `activity` says whether a person did this; polling and streams pass false and keep nothing alive.
 */
export async function readSession(
  deps: AuthDeps,
  token: string,
  { activity }: { activity: boolean },
): Promise<SignedIn | undefined> {
  if (!TOKEN_FORM.test(token)) return undefined
  const lucia = luciaOf(deps)
  const { session, user } = await lucia.validateSession(idOf(token))
  if (session === null) return undefined
  const now = deps.clock.now()
  if (msLeft(session, session.lastUserActivityAt, now) < 0 || user.disabledAt !== null) {
    await lucia.invalidateSession(session.id)
    return undefined
  }
  if (activity) {
    await withoutTenant(deps.db, (tx) =>
      tx.update(sessions).set({ lastUserActivityAt: now }).where(eq(sessions.id, session.id)),
    )
  }
  const { id: userId, email, name, staff, trainingOn, agreementOn, endsOn } = user
  const { secondFactorAt, secondFactor, mustChangePassword, tenantId } = session
  return {
    userId,
    email,
    name,
    staff,
    personnel: staff === null ? null : { trainingOn, agreementOn, endsOn },
    sessionId: session.id,
    signedInAt: session.authTime,
    secondFactorAt,
    secondFactor,
    mustEnrol: !user.hasFactor && secondFactor !== 'sso',
    mustChangePassword,
    tenantId,
    expiresInMs: msLeft(session, activity ? now : session.lastUserActivityAt, now),
  }
}

/** Throws FORBIDDEN `second-factor` for a session that has only shown a password. */
export function requireSecondFactor(signedIn: SignedIn): void {
  if (signedIn.secondFactorAt !== null) return
  throw new AppError('FORBIDDEN', 'Confirm that it is you with your second factor.', {
    details: { reason: 'second-factor' },
  })
}

/**
 * Throws FORBIDDEN `step-up` when the second factor was shown longer than 20 minutes ago: for exports, approvals,
 * keys, support access and changes of people's roles. The page then asks for it again.
 */
export function requireRecentSecondFactor(signedIn: SignedIn, now: Date): void {
  requireSecondFactor(signedIn)
  const at = signedIn.secondFactorAt?.getTime() ?? 0
  if (now.getTime() - at <= STEP_UP_MS) return
  throw new AppError('FORBIDDEN', 'Confirm again that it is you before you do this.', {
    details: { reason: 'step-up' },
  })
}

/** Ends one session. Ending it twice is fine. */
export async function endSession(deps: AuthDeps, token: string, origin?: Origin): Promise<void> {
  await withoutTenant(deps.db, async (tx) => {
    const [ended] = await tx
      .delete(sessions)
      .where(eq(sessions.id, idOf(token)))
      .returning()
    if (ended === undefined || origin === undefined) return
    const { userId, id: sessionId } = ended
    await recordAct(tx, { action: 'session.end', userId, by: { ...origin, userId, sessionId } })
  })
}

/** Ends every session of a user. */
export async function endAllSessions(deps: AuthDeps, userId: string): Promise<void> {
  await withoutTenant(deps.db, (tx) => endSessionsOf(tx, userId))
}

/** A session as its owner sees it. */
export interface OpenSession {
  readonly sessionId: string
  readonly signedInAt: Date
  readonly lastUserActivityAt: Date
  readonly secondFactor: SecondFactor | null
}

/** The sessions of a user, the latest first; some may be over and not swept yet. */
export async function listSessions(deps: AuthDeps, userId: string): Promise<OpenSession[]> {
  const { id: sessionId, authTime: signedInAt, lastUserActivityAt, secondFactor } = sessions
  return withoutTenant(deps.db, (tx) =>
    tx
      .select({ sessionId, signedInAt, lastUserActivityAt, secondFactor })
      .from(sessions)
      .where(eq(sessions.userId, userId))
      .orderBy(desc(signedInAt)),
  )
}

/**
 * Calls `ended` once when a session ends: signed out, switched off, password or role changed (within a second), or
 * left idle or too long. For streams, which keep no session alive. Resolves to a function that stops watching.
 */
export async function watchSession(deps: AuthDeps, sessionId: string, ended: () => void): Promise<() => Promise<void>> {
  let timer: NodeJS.Timeout | undefined
  let over = false
  const end = () => {
    clearTimeout(timer)
    if (!over) ended()
    over = true
  }
  const look = async () => {
    const left = await sessionMsLeft(deps, sessionId)
    if (left < 0) return end()
    clearTimeout(timer)
    if (!over) timer = setTimeout(lookOrEnd, left + 1)
  }
  // What cannot be looked up is over: a stream must not outlive the knowledge that it may run.
  const lookOrEnd = () => void look().catch(end)
  const stop = await listen(deps.db, 'sessions', (id) => {
    if (id === sessionId) end()
    // A lost connection may have missed it.
    else if (id === '') lookOrEnd()
  })
  await look().catch(end)
  return async () => {
    over = true
    clearTimeout(timer)
    await stop()
  }
}

async function sessionMsLeft(deps: AuthDeps, sessionId: string): Promise<number> {
  const [session] = await withoutTenant(deps.db, (tx) => tx.select().from(sessions).where(eq(sessions.id, sessionId)))
  return session === undefined ? -1 : msLeft(session, session.lastUserActivityAt, deps.clock.now())
}

/** Removes sessions that are over; gives the number. */
export async function sweepSessions(deps: AuthDeps): Promise<number> {
  const now = sql`${deps.clock.now().toISOString()}::timestamptz`
  const idle = sql`${sessions.lastUserActivityAt} + make_interval(mins => ${sessions.idleMinutes}) < ${now}`
  const removed = await withoutTenant(deps.db, (tx) =>
    tx
      .delete(sessions)
      .where(or(lte(sessions.absoluteExpiresAt, deps.clock.now()), and(idle)))
      .returning({ id: sessions.id }),
  )
  return removed.length
}
