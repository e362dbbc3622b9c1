import { createCookie } from '@remix-run/node'

/** Anything with request headers: a web request or a thin view of Node's. */
export interface CookieSource {
  readonly headers: { get(name: string): string | null }
}

export interface SessionCookie {
  /** The token of a request, undefined when there is none or it is malformed. */
  read(request: CookieSource): Promise<string | undefined>
  /** A Set-Cookie value that keeps the token until the browser closes. */
  set(token: string): Promise<string>
  /** A Set-Cookie value that removes it. */
  clear(): Promise<string>
}

/**
 * The sign-in cookie: an opaque random token, HttpOnly, SameSite=Lax, for the whole host. Over TLS it is Secure and
 * carries the `__Host-` prefix; a plain-HTTP development host needs another name.
 */
export function createSessionCookie(publicOrigin: string): SessionCookie {
  const secure = publicOrigin.startsWith('https:')
  const name = secure ? '__Host-cmr' : 'cmr-development'
  const cookie = createCookie(name, { path: '/', httpOnly: true, sameSite: 'lax', secure })
  return {
    async read(request) {
      const value: unknown = await cookie.parse(request.headers.get('Cookie'))
      return typeof value === 'string' && value !== '' ? value : undefined
    },
    set: (token) => cookie.serialize(token),
    clear: () => cookie.serialize('', { maxAge: 0, expires: new Date(0) }),
  }
}

/** What a browser brings back from an office's own provider. */
export interface SsoState {
  readonly challenge: string
  /** Where to go after signing in. */
  readonly to: string
}

export interface SsoCookie {
  /** What the browser kept; empty texts when it kept nothing that can be read. */
  read(request: CookieSource): Promise<SsoState>
  set(state: SsoState): Promise<string>
  clear(): Promise<string>
}

const SSO_SECONDS = 600

/** Ties an office's own sign-in to the browser that began it, for ten minutes. Flags as of the sign-in cookie. */
export function createSsoCookie(publicOrigin: string): SsoCookie {
  const secure = publicOrigin.startsWith('https:')
  const name = secure ? '__Host-cmr-sso' : 'cmr-sso-development'
  const cookie = createCookie(name, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: SSO_SECONDS })
  return {
    async read(request) {
      const value: unknown = await cookie.parse(request.headers.get('Cookie'))
      // Safe: an object of anything; both values are looked at.
      const { challenge, to } = Object(value) as { challenge?: unknown; to?: unknown }
      return { challenge: typeof challenge === 'string' ? challenge : '', to: typeof to === 'string' ? to : '/' }
    },
    set: (state) => cookie.serialize(state),
    clear: () => cookie.serialize('', { maxAge: 0, expires: new Date(0) }),
  }
}
