import { newId, withoutTenant, type Tx } from '@cmr/db'
import { invites, memberships, ssoIdentities, users } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { and, eq, gt, isNull } from 'drizzle-orm'
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type Configuration,
} from 'openid-client'
import { maySignIn } from '../accounts/account-state.ts'
import type { Origin } from '../acting.ts'
import type { AuthDeps } from '../auth-deps.ts'
import { giveChallenge, takeChallenge } from '../challenges/challenges.ts'
import { recordAct } from '../events/record-act.ts'
import { beginSession } from '../sign-in/sign-in.ts'
import { countSsoBeginning, forgetSsoBeginning } from '../sign-in/throttle.ts'
import { discoverProvider, requireSsoOffice, type SsoOffice } from './sso-provider.ts'
import { requireAllowedDomain } from './sso-rules.ts'

const STATE_MS = 10 * 60_000
const FRESH_SECONDS = 300
/** Ways of signing in (RFC 8176) that show more than something known. */
const SECOND_FACTOR_WAYS = new Set(['mfa', 'otp', 'hwk', 'swk', 'sc', 'fpt', 'face', 'iris', 'pop'])

export interface SsoBeginning {
  /** Kept by the browser in a cookie and brought back: another browser cannot finish. Good for ten minutes, once. */
  readonly challenge: string
  /** Where to send the browser. */
  readonly url: string
}

/**
 * Begins to sign in at an office's own provider: authorization code with PKCE, state and nonce. `redirectUri` is the
 * page that finishes, `address` the network address it is asked from. `isFresh` asks the provider to make the person
 * sign in again, for a step up. Throws NOT_FOUND `no-sso`, UNAVAILABLE `sso-unreachable`, and LIMIT beyond 20 a minute
 * from one address, of which those that came in do not count.
 */
export async function beginSso(
  deps: AuthDeps,
  slug: string,
  { redirectUri, address, isFresh = false }: { redirectUri: string; address: string; isFresh?: boolean },
): Promise<SsoBeginning> {
  const office = await requireSsoOffice(deps, slug)
  await countSsoBeginning(deps, address)
  const config = await discoverProvider(deps, office)
  const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()]
  const url = buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid email profile',
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(isFresh && { prompt: 'login', max_age: String(FRESH_SECONDS) }),
  })
  const { issuer } = office.provider
  const value = { slug, issuer, state, nonce, verifier, ...(isFresh && { fresh: 'yes' }) }
  const expiresAt = new Date(deps.clock.now().getTime() + STATE_MS)
  const challenge = await withoutTenant(deps.db, (tx) =>
    giveChallenge(tx, { kind: 'sso', userId: null, value, expiresAt }),
  )
  return { challenge, url: url.href }
}

export interface SsoFinish {
  readonly challenge: string
  /** The whole address the provider has sent the browser to. */
  readonly currentUrl: string
  /** Token of a session that is still open in the same browser; it ends. */
  readonly previousToken?: string
}

/**
 * Finishes and gives the token of a session that is good in this office only. It has shown a second factor when the
 * provider says that one was used (`amr`); else the person shows one of ours. Somebody new must be a member or be
 * invited under the e-mail address that the provider has verified. Throws FORBIDDEN `challenge-over`, `sso-refused`
 * for any answer that does not check, `sso-domain` for an address of a domain that the office does not let in,
 * `not-a-member` for everybody else.
 */
export async function finishSso(
  deps: AuthDeps,
  { challenge, currentUrl, previousToken }: SsoFinish,
  origin: Origin,
): Promise<{ token: string; userId: string; tenantId: string }> {
  const now = deps.clock.now()
  const { value } = await withoutTenant(deps.db, (tx) =>
    takeChallenge(tx, { kind: 'sso', token: challenge, userId: null, now }),
  )
  const office = await requireSsoOffice(deps, value['slug'] ?? '')
  if (office.provider.issuer !== value['issuer']) throw refused()
  const claims = await claimsOf(await discoverProvider(deps, office), currentUrl, value)
  requireAllowedDomain(office.provider.emailDomains, claims.verifiedEmail)
  return withoutTenant(deps.db, async (tx) => {
    const account = await accountOf(tx, office, claims, now, origin)
    if (account === undefined || !maySignIn(account, now)) throw notAMember()
    const { tenantId } = office
    if (origin.address !== undefined) await forgetSsoBeginning(tx, origin.address)
    const token = await beginSession(tx, deps, account, {
      origin,
      tenantId,
      ...(previousToken !== undefined && { previousToken }),
      ...(claims.hasSecondFactor && { secondFactor: 'sso' as const }),
    })
    return { token, userId: account.id, tenantId }
  })
}

interface Claims {
  readonly subject: string
  /** Lower-case; undefined unless the provider has verified it. */
  readonly verifiedEmail: string | undefined
  readonly name: string | undefined
  readonly hasSecondFactor: boolean
}

/** What the provider says of the person, after every check of OpenID Connect. */
async function claimsOf(
  config: Configuration,
  currentUrl: string,
  value: Readonly<Record<string, string>>,
): Promise<Claims> {
  const { state = '', nonce = '', verifier = '', fresh } = value
  try {
    const tokens = await authorizationCodeGrant(config, new URL(currentUrl), {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
      ...(fresh !== undefined && { maxAge: FRESH_SECONDS }),
    })
    const claims = tokens.claims()
    if (claims === undefined) throw refused()
    const { sub, email, email_verified: isVerified, name, amr } = claims
    return {
      subject: sub,
      verifiedEmail: isVerified === true && typeof email === 'string' ? email.trim().toLowerCase() : undefined,
      name: typeof name === 'string' ? name : undefined,
      hasSecondFactor: Array.isArray(amr) && amr.some((way) => SECOND_FACTOR_WAYS.has(String(way))),
    }
  } catch {
    // What the library says quotes the answer, which names the person, and is not kept.
    throw refused()
  }
}

type Account = typeof users.$inferSelect

/** The account a subject of the provider is, in this office: known already, a member, or invited; else undefined. */
async function accountOf(
  tx: Tx,
  office: SsoOffice,
  claims: Claims,
  now: Date,
  origin: Origin,
): Promise<Account | undefined> {
  const { tenantId } = office
  const { issuer } = office.provider
  const { subject, verifiedEmail } = claims
  const member = and(
    eq(memberships.userId, users.id),
    eq(memberships.tenantId, tenantId),
    isNull(memberships.disabledAt),
  )
  const [known] = await tx
    .select({ user: users })
    .from(ssoIdentities)
    .innerJoin(users, eq(users.id, ssoIdentities.userId))
    .innerJoin(memberships, member)
    .where(
      and(eq(ssoIdentities.tenantId, tenantId), eq(ssoIdentities.issuer, issuer), eq(ssoIdentities.subject, subject)),
    )
  if (known !== undefined || verifiedEmail === undefined) return known?.user
  const [byEmail] = await tx
    .select({ user: users })
    .from(users)
    .innerJoin(memberships, member)
    .where(and(eq(users.email, verifiedEmail), isNull(users.staff)))
  const account = byEmail?.user ?? (await accountFromInvite(tx, tenantId, claims, now, origin))
  if (account === undefined) return undefined
  // One subject is one person: a second one that claims the same address is refused.
  const [linked] = await tx
    .select({ subject: ssoIdentities.subject })
    .from(ssoIdentities)
    .where(
      and(eq(ssoIdentities.tenantId, tenantId), eq(ssoIdentities.issuer, issuer), eq(ssoIdentities.userId, account.id)),
    )
  if (linked !== undefined) return undefined
  await tx.insert(ssoIdentities).values({ tenantId, issuer, subject, userId: account.id })
  return account
}

/** Accepts an open invitation of the office for the address, for somebody who has no account. */
async function accountFromInvite(
  tx: Tx,
  tenantId: string,
  { verifiedEmail = '', name }: Claims,
  now: Date,
  origin: Origin,
): Promise<Account | undefined> {
  const isOpen = and(
    eq(invites.tenantId, tenantId),
    eq(invites.email, verifiedEmail),
    isNull(invites.acceptedAt),
    isNull(invites.revokedAt),
    gt(invites.expiresAt, now),
  )
  const [taken] = await tx.select({ id: users.id }).from(users).where(eq(users.email, verifiedEmail))
  if (taken !== undefined) return undefined
  const [invite] = await tx.update(invites).set({ acceptedAt: now }).where(isOpen).returning()
  if (invite === undefined) return undefined
  const userId = newId()
  const [account] = await tx
    .insert(users)
    .values({ id: userId, email: verifiedEmail, name: name ?? invite.name, passwordHash: null })
    .returning()
  await tx.insert(memberships).values({ userId, tenantId, roles: invite.roles, createdBy: invite.invitedBy })
  await recordAct(tx, {
    action: 'invite.accept',
    userId,
    by: { ...origin, userId },
    objectKind: 'invite',
    objectId: invite.id,
    tenantId,
  })
  return account
}

function refused(): AppError {
  return new AppError('FORBIDDEN', 'Your office’s sign-in gave an answer that does not check. Begin again.', {
    details: { reason: 'sso-refused' },
  })
}

function notAMember(): AppError {
  return new AppError('FORBIDDEN', 'You have no open account in this office. Ask an administrator of your office.', {
    details: { reason: 'not-a-member' },
  })
}
