import {
  genericGrantRequest,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
  type Configuration,
} from 'openid-client'
import type { OfficeContext, StaffContext } from '../acting.ts'
import type { AuthDeps } from '../auth-deps.ts'
import { requirePermission, requireStaffPermission } from '../permissions/permissions.ts'
import { discoverProvider, requireProvider, unreachable } from './sso-provider.ts'

/** `ready`: it answers and takes our id and secret. `client-refused`: it answers and does not. */
export type SsoTest = 'ready' | 'client-refused'

/** Said by a token endpoint that does not know the client (RFC 6749 §5.2). */
const REFUSALS = new Set(['invalid_client', 'unauthorized_client'])

/**
 * Asks the office's provider whether it takes our id and secret, with a code that nobody has. Whether it knows our
 * return address shows only at a sign-in. Needs `settings:manage`. Throws NOT_FOUND `no-sso`, UNAVAILABLE
 * `sso-unreachable`.
 */
export async function testSso(deps: AuthDeps, ctx: OfficeContext): Promise<SsoTest> {
  requirePermission(ctx, 'settings:manage')
  return testProvider(deps, ctx.tenant.id)
}

/** As `testSso`, for whoever registers providers. Needs `sso:configure`. */
export async function testSsoSetup(deps: AuthDeps, ctx: StaffContext, tenantId: string): Promise<SsoTest> {
  requireStaffPermission(ctx, 'sso:configure')
  return testProvider(deps, tenantId)
}

async function testProvider(deps: AuthDeps, tenantId: string): Promise<SsoTest> {
  const provider = await requireProvider(deps, tenantId)
  return answerTo(await discoverProvider(deps, { provider }))
}

async function answerTo(config: Configuration): Promise<SsoTest> {
  const nobodys = { code: 'a-code-that-nobody-has', redirect_uri: 'https://localhost/', code_verifier: 'x'.repeat(43) }
  try {
    await genericGrantRequest(config, 'authorization_code', nobodys)
  } catch (error) {
    if (error instanceof WWWAuthenticateChallengeError) return 'client-refused'
    if (error instanceof ResponseBodyError) return REFUSALS.has(error.error) ? 'client-refused' : 'ready'
  }
  // It said nothing that can be read, or took a code that nobody has.
  throw unreachable()
}
