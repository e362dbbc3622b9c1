import { endSession, listMemberships, readSession, signIn } from '@cmr/auth'
import type { AuthDeps, Membership, SignedIn } from '@cmr/auth'
import { createSessionCookie } from './session-cookie.server.ts'
import type { CookieSource } from './session-cookie.server.ts'

export type { Membership } from '@cmr/auth'

/** Who is signed in, with the offices they belong to. */
export interface Viewer extends SignedIn {
  readonly memberships: readonly Membership[]
}

export interface Identity {
  /** The signed-in person of a request. `background` requests (polling, streams) do not keep the session alive. */
  viewerOf(request: CookieSource, options: { readonly background: boolean }): Promise<Viewer | undefined>
  /** Begins a session and gives the Set-Cookie value; an open one of the same browser ends. Throws as `signIn` does. */
  signIn(request: CookieSource, credentials: { email: string; password: string; address: string }): Promise<string>
  /** Ends the session and gives the Set-Cookie value that removes it. */
  signOut(request: CookieSource): Promise<string>
}

/** The sign-in cookie together with the sessions behind it. */
export function createIdentity(auth: AuthDeps, publicOrigin: string): Identity {
  const cookie = createSessionCookie(publicOrigin)
  return {
    async viewerOf(request, { background }) {
      const token = await cookie.read(request)
      const person = token === undefined ? undefined : await readSession(auth, token, { activity: !background })
      return person === undefined ? undefined : { ...person, memberships: await listMemberships(auth, person.userId) }
    },
    async signIn(request, credentials) {
      const previousToken = await cookie.read(request)
      const { token } = await signIn(auth, { ...credentials, ...(previousToken !== undefined && { previousToken }) })
      return cookie.set(token)
    },
    async signOut(request) {
      const token = await cookie.read(request)
      if (token !== undefined) await endSession(auth, token)
      return cookie.clear()
    },
  }
}
