import { withoutTenant, type Tx } from '@cmr/db'
import { memberships, sessions, ssoProviders, tenants } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { and, eq, inArray, isNotNull, isNull, ne } from 'drizzle-orm'
import { personOf, type OfficeContext } from '../acting.ts'
import type { AuthDeps } from '../auth-deps.ts'
import { recordAct } from '../events/record-act.ts'
import { requirePermission } from '../permissions/permissions.ts'
import { noProvider } from './sso-provider.ts'

const MOST_DOMAINS = 20
const DOMAIN = /^(?=.{3,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/

/** Who may come in at an office's own provider, and whether everybody must. */
export interface SsoRules {
  /** Domains of verified e-mail addresses, such as `county.gov`, in any case; subdomains count only when named. */
  readonly emailDomains: readonly string[]
  /** Whether a password leads nobody into the office any more. */
  readonly isRequired: boolean
}

/**
 * Changes the rules of the office's single sign-on. Where it becomes required, sessions of its people that began with a
 * password end. Needs `settings:manage`. Throws NOT_FOUND without a provider, VALIDATION `sso-domain`, and PRECONDITION
 * `sso-untried` when it would become required from a session that did not begin at the provider: whoever asks for it has
 * shown that it works.
 */
export async function setSsoRules(deps: AuthDeps, ctx: OfficeContext, rules: SsoRules): Promise<void> {
  requirePermission(ctx, 'settings:manage')
  const emailDomains = readDomains(rules.emailDomains)
  const tenantId = ctx.tenant.id
  await withoutTenant(deps.db, async (tx) => {
    const ofOffice = eq(ssoProviders.tenantId, tenantId)
    const [before] = await tx.select().from(ssoProviders).where(ofOffice).for('update')
    if (before === undefined) throw noProvider()
    const becomesRequired = rules.isRequired && before.requiredAt === null
    if (becomesRequired) await requireTried(tx, ctx, before.enabledAt)
    const since = before.requiredAt ?? deps.clock.now()
    await tx
      .update(ssoProviders)
      .set({ emailDomains, requiredAt: rules.isRequired ? since : null })
      .where(ofOffice)
    if (becomesRequired) await endPasswordSessions(tx, tenantId)
    const by = personOf(ctx)
    await recordAct(tx, { action: 'sign-in.configure', userId: by?.userId ?? null, by: by ?? 'system', tenantId })
  })
}

function readDomains(given: readonly string[]): string[] {
  const domains = [...new Set(given.map((domain) => domain.trim().toLowerCase().replace(/^@/, '')))]
  if (domains.length <= MOST_DOMAINS && domains.every((domain) => DOMAIN.test(domain))) return domains
  throw new AppError('VALIDATION', `Enter at most ${MOST_DOMAINS} domains, like county.gov, one a line.`, {
    details: { reason: 'sso-domain' },
  })
}

async function requireTried(tx: Tx, ctx: OfficeContext, enabledAt: Date | null): Promise<void> {
  const sessionId = personOf(ctx)?.sessionId ?? ''
  const here = and(eq(sessions.id, sessionId), eq(sessions.tenantId, ctx.tenant.id))
  const [session] = enabledAt === null ? [] : await tx.select({ id: sessions.id }).from(sessions).where(here)
  if (session !== undefined) return
  throw new AppError('PRECONDITION', 'Sign in through your own service first, and require it from there.', {
    details: { reason: 'sso-untried' },
  })
}

async function endPasswordSessions(tx: Tx, tenantId: string): Promise<void> {
  const people = tx.select({ userId: memberships.userId }).from(memberships).where(eq(memberships.tenantId, tenantId))
  await tx.delete(sessions).where(and(isNull(sessions.tenantId), inArray(sessions.userId, people)))
}

/** Whether a provider is on and required, as a condition on its row. */
export const isRequiredSso = and(isNotNull(ssoProviders.enabledAt), isNotNull(ssoProviders.requiredAt))

/** The offices of somebody which a password does not lead into: they sign in at the office's own provider. By name. */
export async function listSsoOnlyOffices(
  deps: AuthDeps,
  userId: string,
): Promise<{ readonly slug: string; readonly name: string }[]> {
  const { slug, name } = tenants
  const inService = and(isNull(memberships.disabledAt), ne(tenants.state, 'left'))
  return withoutTenant(deps.db, (tx) =>
    tx
      .select({ slug, name })
      .from(memberships)
      .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
      .innerJoin(ssoProviders, eq(ssoProviders.tenantId, tenants.id))
      .where(and(eq(memberships.userId, userId), inService, isRequiredSso))
      .orderBy(name),
  )
}

/** Throws FORBIDDEN `sso-domain` when an office lets in certain domains only and the verified address is of no such one. */
export function requireAllowedDomain(emailDomains: readonly string[], verifiedEmail: string | undefined): void {
  if (emailDomains.length === 0) return
  const domain = verifiedEmail?.slice(verifiedEmail.lastIndexOf('@') + 1)
  if (domain !== undefined && emailDomains.includes(domain)) return
  throw new AppError('FORBIDDEN', 'Your office lets in addresses of its own domains only. Ask its administrator.', {
    details: { reason: 'sso-domain' },
  })
}
