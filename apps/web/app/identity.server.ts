import { endSession, listMemberships, readSession, signIn } from '@cmr/auth'
import type { AuthDeps, Membership, SignedIn } from '@cmr/auth'
import { AppError } from '@cmr/errors'
import { createSessionCookie, createSsoCookie } from './session-cookie.server.ts'
import type { CookieSource, SsoCookie } from './session-cookie.server.ts'

export type { Membership } from '@cmr/auth'

/** Who is signed in, with the offices they belong to and their session reaches. */
export interface Viewer extends SignedIn {
  readonly memberships: readonly Membership[]
}

/** Where a request comes from, as the log keeps it. */
export interface RequestOrigin {
  readonly requestId: string
  readonly address: string
}

export interface Identity {
  /** The public address of this service, which passkeys are bound to. */
  readonly site: { readonly origin: string }
  /** Ties an office's own sign-in to the browser that began it. */
  readonly ssoCookie: SsoCookie
  /** The signed-in person of a request. `background` requests (polling, streams) do not keep the session alive. */
  viewerOf(request: CookieSource, options: { readonly background: boolean }): Promise<Viewer | undefined>
  /** Begins a session and gives the Set-Cookie value; an open one of the same browser ends. Throws as `signIn` does. */
  signIn(
    request: CookieSource,
    credentials: { readonly email: string; readonly password: string },
    origin: RequestOrigin,
  ): Promise<string>
  /** Gives the token of the request's session to a verb of identity. Throws FORBIDDEN when there is none. */
  withToken<Result>(request: CookieSource, work: (token: string) => Promise<Result>): Promise<Result>
  /** The Set-Cookie value that keeps the token of a session that was raised or begun elsewhere. */
  keep(token: string): Promise<string>
  /** Ends the session and gives the Set-Cookie value that removes it. */
  signOut(request: CookieSource, origin: RequestOrigin): Promise<string>
}

/** The sign-in cookie together with the sessions behind it. */
export function createIdentity(auth: AuthDeps, publicOrigin: string): Identity {
  const cookie = createSessionCookie(publicOrigin)
  return {
    site: { origin: publicOrigin },
    ssoCookie: createSsoCookie(publicOrigin),
    async viewerOf(request, { background }) {
      const token = await cookie.read(request)
      const person = token === undefined ? undefined : await readSession(auth, token, { activity: !background })
      if (person === undefined) return undefined
      return { ...person, memberships: await listMemberships(auth, person.userId, person.tenantId) }
    },
    async signIn(request, credentials, origin) {
      const previousToken = await cookie.read(request)
      const { token } = await signIn(auth, {
        ...credentials,
        ...origin,
        ...(previousToken !== undefined && { previousToken }),
      })
      return cookie.set(token)
    },
    async withToken(request, work) {
      const token = await cookie.read(request)
      if (token !== undefined) return work(token)
      throw new AppError('FORBIDDEN', 'You were signed out. Sign in again.', { details: { reason: 'session-over' } })
    },
    keep: (token) => cookie.set(token),
    async signOut(request, origin) {
      const token = await cookie.read(request)
      if (token !== undefined) await endSession(auth, token, origin)
      return cookie.clear()
    },
  }
}
