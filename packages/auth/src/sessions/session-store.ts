import { withoutTenant, type Tx } from '@cmr/db'
import { passkeys, sessions, totpSecrets, users, type SecondFactor, type StaffKind } from '@cmr/db/schema'
import { and, eq, isNotNull, lt, sql } from 'drizzle-orm'
import type { Adapter, DatabaseSession, Lucia } from 'lucia'
import type { AuthDeps } from '../auth-deps.ts'

type SessionRow = typeof sessions.$inferSelect

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<SessionAttributes, UserAttributes>
    DatabaseSessionAttributes: SessionAttributes
    DatabaseUserAttributes: UserAttributes
  }
}

export interface SessionAttributes {
  readonly absoluteExpiresAt: Date
  readonly authTime: Date
  readonly lastUserActivityAt: Date
  readonly secondFactorAt: Date | null
  readonly secondFactor: SecondFactor | null
  /** The only office the session is good in; null for all of the user's. */
  readonly tenantId: string | null
  readonly idleMinutes: number
  readonly mustChangePassword: boolean
}

/** The allow-list of what a session knows of its user: the password hash is never among it. */
export interface UserAttributes {
  readonly email: string
  readonly name: string
  readonly staff: StaffKind | null
  /** Training, addendum and last day of people of Code for America; others have them for each office. */
  readonly trainingOn: string | null
  readonly agreementOn: string | null
  readonly endsOn: string | null
  readonly disabledAt: Date | null
  /** Whether a second factor is set up. */
  readonly hasFactor: boolean
}

function toDatabaseSession({ id, userId, expiresAt, createdAt: _, ...attributes }: SessionRow): DatabaseSession {
  return { id, userId, expiresAt, attributes }
}

/** Whether a user has set up a second factor: a column for a query over `users`. */
function hasFactor(tx: Tx) {
  const { userId } = totpSecrets
  const totp = tx
    .select({ one: sql`1` })
    .from(totpSecrets)
    .where(and(eq(userId, users.id), isNotNull(totpSecrets.confirmedAt)))
  const passkey = tx
    .select({ one: sql`1` })
    .from(passkeys)
    .where(eq(passkeys.userId, users.id))
  return sql<boolean>`(exists (${totp}) or exists (${passkey}))`
}

/** Keeps lucia's sessions in the `auth` schema. Ids are hashes of what the cookie holds. */
export function sessionStore({ db, clock }: AuthDeps): Adapter {
  return {
    async getSessionAndUser(id) {
      const { email, name, staff, trainingOn, agreementOn, endsOn, disabledAt } = users
      const account = { email, name, staff, trainingOn, agreementOn, endsOn, disabledAt }
      const [found] = await withoutTenant(db, (tx) =>
        tx
          .select({ session: sessions, user: { ...account, hasFactor: hasFactor(tx) } })
          .from(sessions)
          .innerJoin(users, eq(users.id, sessions.userId))
          .where(eq(sessions.id, id)),
      )
      return found === undefined
        ? [null, null]
        : [toDatabaseSession(found.session), { id: found.session.userId, attributes: found.user }]
    },
    async getUserSessions(userId) {
      const rows = await withoutTenant(db, (tx) => tx.select().from(sessions).where(eq(sessions.userId, userId)))
      return rows.map(toDatabaseSession)
    },
    async setSession({ id, userId, expiresAt, attributes }) {
      await withoutTenant(db, (tx) => tx.insert(sessions).values({ id, userId, expiresAt, ...attributes }))
    },
    async updateSessionExpiration(id, expiresAt) {
      await withoutTenant(db, (tx) => tx.update(sessions).set({ expiresAt }).where(eq(sessions.id, id)))
    },
    async deleteSession(id) {
      await withoutTenant(db, (tx) => tx.delete(sessions).where(eq(sessions.id, id)))
    },
    async deleteUserSessions(userId) {
      await withoutTenant(db, (tx) => tx.delete(sessions).where(eq(sessions.userId, userId)))
    },
    async deleteExpiredSessions() {
      await withoutTenant(db, (tx) => tx.delete(sessions).where(lt(sessions.expiresAt, clock.now())))
    },
  }
}
