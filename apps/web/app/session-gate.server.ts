import { requireRecentSecondFactor } from '@cmr/auth'
import { isAppError } from '@cmr/errors'
import { redirect } from '@remix-run/node'
import type { Viewer } from './identity.server.ts'

/** What a route asks of the session behind a request. */
export interface SessionNeeds {
  /** Polling and streams: they are refused instead of being sent on. */
  readonly background: boolean
  /** `password`: enough for the pages that ask for the second factor. */
  readonly least: 'password' | 'whole'
  /** Whether the second factor must have been shown within the last 20 minutes. */
  readonly stepUp: boolean
}

/** The pages a session is sent to before it may go on. */
const GATES = {
  signIn: '/sign-in',
  secondFactor: '/sign-in/second-factor',
  setUp: '/sign-in/set-up',
  password: '/account/password',
  confirm: '/confirm',
} as const

/**
 * The signed-in person, if their session is good enough for the route. Otherwise throws a redirect to the page that
 * makes it so, which leads back afterwards; a background request meets 401.
 */
export function passGate(viewer: Viewer | undefined, request: Request, needs: SessionNeeds, now: Date): Viewer {
  const gate = viewer === undefined ? GATES.signIn : gateOf(viewer, request, needs, now)
  if (viewer !== undefined && gate === undefined) return viewer
  if (needs.background) throw new Response('Sign in again to go on.\n', { status: 401 })
  throw redirect(`${gate}?${new URLSearchParams({ to: addressOf(request) })}`)
}

function gateOf(viewer: Viewer, request: Request, needs: SessionNeeds, now: Date): string | undefined {
  if (needs.least === 'password') return undefined
  if (viewer.secondFactorAt === null) return viewer.mustEnrol ? GATES.setUp : GATES.secondFactor
  const mustChange = viewer.mustChangePassword && !needs.background && pathOf(request) !== GATES.password
  if (mustChange) return GATES.password
  return needs.stepUp && !isRecent(viewer, now) ? GATES.confirm : undefined
}

function isRecent(viewer: Viewer, now: Date): boolean {
  try {
    requireRecentSecondFactor(viewer, now)
    return true
  } catch (error) {
    if (isAppError(error, 'FORBIDDEN')) return false
    throw error
  }
}

/** The page a request belongs to: a form's own page for a form. */
function addressOf(request: Request): string {
  const { searchParams } = new URL(request.url)
  for (const name of ['_routes', 'index']) searchParams.delete(name)
  return pathOf(request) + (searchParams.size === 0 ? '' : `?${searchParams}`)
}

const pathOf = (request: Request) => {
  const path = new URL(request.url).pathname.replace(/\.data$/, '')
  return path === '/_root' ? '/' : path
}
