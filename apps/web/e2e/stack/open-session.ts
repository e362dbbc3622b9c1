import { withoutTenant } from '@cmr/db'
import type { Db } from '@cmr/db'
import { sessions } from '@cmr/db/schema'
import { createHash, randomBytes } from 'node:crypto'
import { createSessionCookie } from '../../app/session-cookie.server.ts'

/** Opens a session as signing in with both factors does, for tests of what comes after. Answers with its `Cookie` header. */
export async function openSession(auth: Db, userId: string, origin: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const now = new Date()
  const end = new Date(now.getTime() + 12 * 3_600_000)
  await withoutTenant(auth, async (tx) => {
    await tx.insert(sessions).values({
      id: createHash('sha256').update(token).digest('hex'),
      userId,
      expiresAt: end,
      absoluteExpiresAt: end,
      authTime: now,
      lastUserActivityAt: now,
      secondFactorAt: now,
      secondFactor: 'totp',
    })
  })
  const cookie = await createSessionCookie(origin).set(token)
  return cookie.slice(0, cookie.indexOf(';'))
}

/** A `Cookie` header of one cookie, as a browser context takes it. */
export function browserCookie(header: string, url: string) {
  const at = header.indexOf('=')
  return { name: header.slice(0, at), value: header.slice(at + 1), url, httpOnly: true, sameSite: 'Lax' as const }
}
