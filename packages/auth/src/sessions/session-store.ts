import { withoutTenant } from '@cmr/db'
import { sessions, users } from '@cmr/db/schema'
import { eq, lt } from 'drizzle-orm'
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
}

/** The allow-list of what a session knows of its user: the password hash is never among it. */
export interface UserAttributes {
  readonly email: string
  readonly name: string
  readonly staff: 'support' | 'operator' | null
  readonly disabledAt: Date | null
}

function toDatabaseSession({
  id,
  userId,
  expiresAt,
  absoluteExpiresAt,
  authTime,
  lastUserActivityAt,
}: SessionRow): DatabaseSession {
  return { id, userId, expiresAt, attributes: { absoluteExpiresAt, authTime, lastUserActivityAt } }
}

/** Keeps lucia's sessions in the `auth` schema. Ids are hashes of what the cookie holds. */
export function sessionStore({ db, clock }: AuthDeps): Adapter {
  return {
    async getSessionAndUser(id) {
      const { email, name, staff, disabledAt } = users
      const [found] = await withoutTenant(db, (tx) =>
        tx
          .select({ session: sessions, user: { email, name, staff, disabledAt } })
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
