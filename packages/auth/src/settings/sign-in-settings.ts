import { withTenant, type Tx } from '@cmr/db'
import { memberships, sessions, tenantSettings } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { and, eq, gt, inArray } from 'drizzle-orm'
import { personOf, type OfficeContext } from '../acting.ts'
import type { AuthDeps } from '../auth-deps.ts'
import { enterTenant } from '../events/enter-tenant.ts'
import { recordAct } from '../events/record-act.ts'
import { requirePermission } from '../permissions/permissions.ts'

/** What an office has chosen about signing in. */
export interface SignInSettings {
  /** Minutes without activity after which a session ends, 15 to 30. */
  readonly idleMinutes: number
  /** Days after which a password must be changed; null for never. */
  readonly passwordMaxAgeDays: number | null
  /** Whether passkeys that can be synced are refused. */
  readonly strictPasskeys: boolean
}

const DEFAULTS: SignInSettings = { idleMinutes: 30, passwordMaxAgeDays: null, strictPasskeys: false }

async function read(tx: Tx, tenantId: string): Promise<SignInSettings> {
  const { idleMinutes, passwordMaxAgeDays, strictPasskeys } = tenantSettings
  await enterTenant(tx, tenantId)
  const [found] = await tx
    .select({ idleMinutes, passwordMaxAgeDays, strictPasskeys })
    .from(tenantSettings)
    .where(eq(tenantSettings.tenantId, tenantId))
  return found ?? DEFAULTS
}

/** The strictest of what several offices have chosen; the defaults for somebody without an office. */
export async function strictestSettings(tx: Tx, tenantIds: readonly string[]): Promise<SignInSettings> {
  let strictest = DEFAULTS
  for (const tenantId of tenantIds) {
    const own = await read(tx, tenantId)
    strictest = {
      idleMinutes: Math.min(strictest.idleMinutes, own.idleMinutes),
      passwordMaxAgeDays: smaller(strictest.passwordMaxAgeDays, own.passwordMaxAgeDays),
      strictPasskeys: strictest.strictPasskeys || own.strictPasskeys,
    }
  }
  return strictest
}

function smaller(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b)
}

/** What an office has chosen. Needs `settings:read`. */
export async function getSignInSettings(deps: AuthDeps, ctx: OfficeContext): Promise<SignInSettings> {
  requirePermission(ctx, 'settings:read')
  return withTenant(deps.db, ctx.tenant.id, (tx) => read(tx, ctx.tenant.id))
}

/**
 * Changes what an office has chosen; a shorter idle time binds sessions that are open. Needs `settings:manage`.
 * Throws VALIDATION for fewer than 15 or more than 30 minutes, or an age of less than a day.
 */
export async function setSignInSettings(deps: AuthDeps, ctx: OfficeContext, next: SignInSettings): Promise<void> {
  requirePermission(ctx, 'settings:manage')
  requireBounds(next)
  const { idleMinutes, passwordMaxAgeDays, strictPasskeys } = next
  const tenantId = ctx.tenant.id
  const set = { idleMinutes, passwordMaxAgeDays, strictPasskeys, updatedAt: deps.clock.now() }
  await withTenant(deps.db, tenantId, async (tx) => {
    await tx
      .insert(tenantSettings)
      .values({ tenantId, ...set })
      .onConflictDoUpdate({ target: tenantSettings.tenantId, set })
    const people = tx.select({ userId: memberships.userId }).from(memberships).where(eq(memberships.tenantId, tenantId))
    await tx
      .update(sessions)
      .set({ idleMinutes })
      .where(and(inArray(sessions.userId, people), gt(sessions.idleMinutes, idleMinutes)))
    const by = personOf(ctx)
    await recordAct(tx, { action: 'sign-in.configure', userId: by?.userId ?? null, by: by ?? 'system', tenantId })
  })
}

function requireBounds({ idleMinutes, passwordMaxAgeDays }: SignInSettings): void {
  const isBounded = Number.isInteger(idleMinutes) && idleMinutes >= 15 && idleMinutes <= 30
  const isAge = passwordMaxAgeDays === null || (Number.isInteger(passwordMaxAgeDays) && passwordMaxAgeDays >= 1)
  if (isBounded && isAge) return
  throw new AppError('VALIDATION', 'Choose 15 to 30 minutes, and an age of a password of at least a day or none.', {
    details: { reason: 'sign-in-settings' },
  })
}
