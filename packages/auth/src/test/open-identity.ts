import { randomBytes } from 'node:crypto'
import { openDatabase, withoutTenant, type Db } from '@cmr/db'
import { createTenant, createTestDatabase } from '@cmr/db/test'
import { accountEvents, users, type Role, type StaffKind } from '@cmr/db/schema'
import type { AppError } from '@cmr/errors'
import { asc, eq } from 'drizzle-orm'
import { createUser } from '../accounts/create-user.ts'
import { setMembership } from '../accounts/memberships.ts'
import type { OfficeContext, StaffContext } from '../acting.ts'
import type { AuthDeps } from '../auth-deps.ts'
import { codeAt } from '../second-factor/totp-code.ts'
import { confirmWithTotp, seedTotp } from '../second-factor/totp.ts'
import { readSession } from '../sessions/sessions.ts'
import { signIn } from '../sign-in/sign-in.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
export const PASSWORD = 'correct horse, invented staple'
export const ORIGIN = { requestId: 'test-request', address: '192.0.2.1' }

/** Somebody made for one test. */
export interface Somebody {
  readonly userId: string
  readonly email: string
  /** Secret of their authenticator app. */
  readonly secret: Buffer
}

/** Identity over a database of its own, with a clock that a test moves. */
export async function openIdentity() {
  const database = await createTestDatabase()
  const open = (role: 'cmr_app' | 'cmr_auth', max: number): Db =>
    openDatabase({ url: database.urls[role], max, applicationName: `test ${role}`, statementTimeoutMs: 30_000 })
  const appDb = open('cmr_app', 2)
  let now = new Date()
  let people = 0
  const deps: AuthDeps = {
    db: open('cmr_auth', 6),
    clock: { now: () => now },
    sealKey: randomBytes(32),
    allowHttpProviders: true,
  }

  async function somebody(options: { staff?: StaffKind; at?: string; as?: readonly Role[] } = {}): Promise<Somebody> {
    const email = `testperson${++people}@county.example`
    const { staff, at, as = ['analyst'] } = options
    const userId = await createUser(deps, {
      email,
      name: `Testperson ${people}`,
      password: PASSWORD,
      ...(staff !== undefined && { staff }),
    })
    if (at !== undefined) await setMembership(deps, userId, at, as)
    const secret = randomBytes(20)
    await seedTotp(deps, userId, secret)
    return { userId, email, secret }
  }

  /** Signs somebody in from an address of their own; a password alone, unless `fully`. */
  async function enter(person: Somebody, { fully = true }: { fully?: boolean } = {}): Promise<string> {
    const { email, userId, secret } = person
    const { token } = await signIn(deps, { email, password: PASSWORD, address: `address of ${userId}` })
    return fully ? confirmWithTotp(deps, token, codeAt(secret, now), ORIGIN) : token
  }

  return {
    database,
    appDb,
    deps,
    somebody,
    enter,
    /** Moves the clock on. */
    pass: (milliseconds: number) => {
      now = new Date(now.getTime() + milliseconds)
    },
    /** Sets the clock back to the machine's. */
    reset: () => {
      now = new Date()
    },
    isOpen: async (token: string, activity = false) => (await readSession(deps, token, { activity })) !== undefined,
    office: (name: string) => createTenant(appDb, { name }),
    as: (person: Somebody, tenantId: string, roles: readonly Role[] = ['admin']): OfficeContext => ({
      actor: { kind: 'user', userId: person.userId, roles, sessionId: 'session of a test', address: '192.0.2.2' },
      tenant: { id: tenantId },
      requestId: 'test-request',
    }),
    asStaff: (person: Somebody, staff: StaffKind): StaffContext => ({ ...ORIGIN, userId: person.userId, staff }),
    account: async (userId: string) => {
      const [found] = await withoutTenant(deps.db, (tx) => tx.select().from(users).where(eq(users.id, userId)))
      if (found === undefined) throw new Error('no such account')
      return found
    },
    /** What the list of accounts without an office says of one, in order. */
    eventsOf: async (userId: string) => {
      const { kind, at, id } = accountEvents
      const rows = await withoutTenant(deps.db, (tx) =>
        tx.select({ kind }).from(accountEvents).where(eq(accountEvents.userId, userId)).orderBy(asc(at), asc(id)),
      )
      return rows.map((row) => row.kind)
    },
    close: async () => {
      await Promise.all([deps.db.close(), appDb.close()])
      await database.drop()
    },
  }
}

/** A refusal as a test compares it: code and reason. */
export function refusal(error: Partial<AppError>): string {
  return `${error.code} ${error.details?.reason}`
}
