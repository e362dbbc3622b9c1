import { withoutTenant, type Tx } from '@cmr/db'
import { ssoProviders, tenants } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { and, eq, isNotNull, ne } from 'drizzle-orm'
import { allowInsecureRequests, ClientSecretPost, discovery, type Configuration } from 'openid-client'
import { personOf, type OfficeContext, type StaffContext } from '../acting.ts'
import type { AuthDeps } from '../auth-deps.ts'
import { recordAct } from '../events/record-act.ts'
import { requirePermission, requireStaffPermission } from '../permissions/permissions.ts'
import { seal, unseal } from '../seal/seal.ts'

const TIMEOUT_SECONDS = 10

type ProviderRow = typeof ssoProviders.$inferSelect

const about = (tenantId: string) => `sso:${tenantId}`

export interface SsoSetup {
  /** Address of the OpenID provider, https. */
  readonly issuer: string
  readonly clientId: string
  /** Absent: the one that is registered stays, which it may only at the same issuer. */
  readonly clientSecret?: string
}

/**
 * Registers an office's provider, switched off and not required. Done by Code for America and not by the office,
 * because the service calls this address: destinations are chosen by whoever runs it. Needs `sso:configure`. Throws
 * VALIDATION `sso-issuer` for an address that is not https, `sso-secret` without a secret for a new issuer.
 */
export async function configureSso(
  deps: AuthDeps,
  ctx: StaffContext,
  tenantId: string,
  { issuer, clientId, clientSecret }: SsoSetup,
): Promise<void> {
  requireStaffPermission(ctx, 'sso:configure')
  const isAllowed = URL.canParse(issuer) && (new URL(issuer).protocol === 'https:' || deps.allowHttpProviders === true)
  if (!isAllowed) {
    throw new AppError('VALIDATION', 'The address of the provider begins with https://.', {
      details: { reason: 'sso-issuer' },
    })
  }
  await withoutTenant(deps.db, async (tx) => {
    const set = {
      issuer,
      clientId,
      sealedClientSecret:
        clientSecret === undefined
          ? await keptSecret(tx, tenantId, issuer)
          : seal(deps.sealKey, Buffer.from(clientSecret), about(tenantId)),
      enabledAt: null,
      requiredAt: null,
    }
    await tx
      .insert(ssoProviders)
      .values({ tenantId, ...set })
      .onConflictDoUpdate({ target: ssoProviders.tenantId, set })
    await recordAct(tx, { action: 'sign-in.configure', userId: ctx.userId, by: ctx, byStaff: true, tenantId })
  })
}

/** The sealed secret that is registered. Another issuer never gets it: it would be handed to a stranger. */
async function keptSecret(tx: Tx, tenantId: string, issuer: string): Promise<Buffer> {
  const same = and(eq(ssoProviders.tenantId, tenantId), eq(ssoProviders.issuer, issuer))
  const [kept] = await tx.select().from(ssoProviders).where(same).for('update')
  if (kept !== undefined) return kept.sealedClientSecret
  throw new AppError('VALIDATION', 'Enter the client secret: none is registered for this issuer.', {
    details: { reason: 'sso-secret' },
  })
}

/** A registered provider, as pages show it: never its secret. */
export interface SsoLine {
  readonly issuer: string
  readonly clientId: string
  readonly isOn: boolean
  /** Whether a password leads nobody into the office any more. */
  readonly isRequired: boolean
  /** Domains of the addresses that may come in, lower-case; empty for any. */
  readonly emailDomains: readonly string[]
}

/** The provider registered for the office; undefined when there is none. Needs `settings:read`. */
export async function getSso(deps: AuthDeps, ctx: OfficeContext): Promise<SsoLine | undefined> {
  requirePermission(ctx, 'settings:read')
  return lineOf(await findProvider(deps, ctx.tenant.id))
}

/** As `getSso`, for whoever registers providers. Needs `sso:configure`. */
export async function getSsoSetup(deps: AuthDeps, ctx: StaffContext, tenantId: string): Promise<SsoLine | undefined> {
  requireStaffPermission(ctx, 'sso:configure')
  return lineOf(await findProvider(deps, tenantId))
}

async function findProvider(deps: AuthDeps, tenantId: string): Promise<ProviderRow | undefined> {
  const [found] = await withoutTenant(deps.db, (tx) =>
    tx.select().from(ssoProviders).where(eq(ssoProviders.tenantId, tenantId)),
  )
  return found
}

function lineOf(found: ProviderRow | undefined): SsoLine | undefined {
  if (found === undefined) return undefined
  const { issuer, clientId, emailDomains, enabledAt, requiredAt } = found
  const isOn = enabledAt !== null
  return { issuer, clientId, emailDomains, isOn, isRequired: isOn && requiredAt !== null }
}

/**
 * Switches single sign-on of the office on or off; off, it is not required either. Needs `settings:manage`. NOT_FOUND
 * without a provider.
 */
export async function switchSso(deps: AuthDeps, ctx: OfficeContext, isOn: boolean): Promise<void> {
  requirePermission(ctx, 'settings:manage')
  const tenantId = ctx.tenant.id
  await withoutTenant(deps.db, async (tx) => {
    const switched = await tx
      .update(ssoProviders)
      .set({ enabledAt: isOn ? deps.clock.now() : null, requiredAt: null })
      .where(eq(ssoProviders.tenantId, tenantId))
      .returning({ tenantId: ssoProviders.tenantId })
    if (switched.length === 0) throw noProvider()
    const by = personOf(ctx)
    await recordAct(tx, { action: 'sign-in.configure', userId: by?.userId ?? null, by: by ?? 'system', tenantId })
  })
}

/** An office whose people may sign in at a provider of its own. */
export interface SsoOffice {
  readonly tenantId: string
  readonly name: string
  readonly provider: ProviderRow
}

/** The office of an address part, where single sign-on is on. NOT_FOUND else, whether there is such an office or not. */
export async function requireSsoOffice(deps: AuthDeps, slug: string): Promise<SsoOffice> {
  const isOn = and(eq(tenants.slug, slug), isNotNull(ssoProviders.enabledAt), ne(tenants.state, 'left'))
  const [found] = await withoutTenant(deps.db, (tx) =>
    tx
      .select({ tenantId: tenants.id, name: tenants.name, provider: ssoProviders })
      .from(ssoProviders)
      .innerJoin(tenants, eq(tenants.id, ssoProviders.tenantId))
      .where(isOn),
  )
  if (found === undefined) throw noProvider()
  return found
}

/** What the sign-in page of an office says of its provider. NOT_FOUND `no-sso` where single sign-on is off. */
export async function findSsoOffice(deps: AuthDeps, slug: string): Promise<Pick<SsoOffice, 'tenantId' | 'name'>> {
  const { tenantId, name } = await requireSsoOffice(deps, slug)
  return { tenantId, name }
}

export function noProvider(): AppError {
  return new AppError('NOT_FOUND', 'This office has no sign-in of its own.', { details: { reason: 'no-sso' } })
}

/** What is registered for the office, on or off. NOT_FOUND `no-sso` when nothing is. */
export async function requireProvider(deps: AuthDeps, tenantId: string): Promise<ProviderRow> {
  const found = await findProvider(deps, tenantId)
  if (found === undefined) throw noProvider()
  return found
}

/** Asks the provider for its addresses. Throws UNAVAILABLE `sso-unreachable` when it does not answer as it should. */
export async function discoverProvider(
  deps: AuthDeps,
  { provider }: Pick<SsoOffice, 'provider'>,
): Promise<Configuration> {
  const secret = unseal(deps.sealKey, provider.sealedClientSecret, about(provider.tenantId)).toString()
  try {
    return await discovery(new URL(provider.issuer), provider.clientId, undefined, ClientSecretPost(secret), {
      timeout: TIMEOUT_SECONDS,
      execute: deps.allowHttpProviders === true ? [allowInsecureRequests] : [],
    })
  } catch {
    // What the library says may quote the provider's answer, and is not kept.
    throw unreachable()
  }
}

export function unreachable(): AppError {
  return new AppError('UNAVAILABLE', 'The office’s sign-in does not answer as it should. Try again in a minute.', {
    details: { reason: 'sso-unreachable' },
  })
}
