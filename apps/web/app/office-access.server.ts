import { hasPermission, requireRecordsGate } from '@cmr/auth'
import type { Permission } from '@cmr/auth'
import { AppError, isAppError } from '@cmr/errors'
import { audit, support } from '@cmr/services'
import type { Context } from '@cmr/services'
import type { AppContext } from './app-context.ts'
import type { Membership, RequestOrigin, Viewer } from './identity.server.ts'

/** What is asked for in an office. */
export interface OfficeNeeds {
  readonly permission: Permission
  /** `open`: also for somebody whose training or addendum is missing; such a page shows no record. */
  readonly gate?: 'open'
}

/** A grant somebody of Code for America acts under, for the banner. */
export interface SupportAccess {
  readonly grantId: string
  readonly reason: string
  readonly mode: 'read' | 'write'
  readonly expiresAt: Date | null
}

/** Somebody inside an office. */
export interface OfficeAccess {
  readonly ctx: Context
  /** Of somebody acting under a grant: the office, no role, and their own training and addendum. */
  readonly membership: Membership
  /** null for people of the office. */
  readonly support: SupportAccess | null
}

const NO_DATES = { trainingOn: null, agreementOn: null, endsOn: null }

/**
 * Lets somebody who is signed in into an office, for one request. Throws NOT_FOUND when the office does not exist for
 * them, FORBIDDEN when their role, grant, training or addendum does not allow what they ask; the office's log then shows
 * the try.
 */
export async function enterOffice(
  app: Pick<AppContext, 'deps' | 'auth'>,
  viewer: Viewer,
  slug: string | undefined,
  origin: RequestOrigin,
  needs: OfficeNeeds,
): Promise<OfficeAccess> {
  const access = await officeOf(app, viewer, slug ?? '', origin)
  try {
    allow(app, access, needs)
  } catch (error) {
    if (isAppError(error, 'FORBIDDEN')) {
      const action = needs.permission.replace(':', '.')
      await audit.recordDenied(access.ctx, app.deps, { action, objectKind: 'permission', objectId: null })
    }
    throw error
  }
  return access
}

function allow(app: Pick<AppContext, 'deps'>, { ctx, membership }: OfficeAccess, needs: OfficeNeeds): void {
  if (!hasPermission(ctx.actor, needs.permission)) {
    throw new AppError(
      'FORBIDDEN',
      'Your role in this office does not include this page. Ask an administrator of your office.',
      { details: { reason: 'missing-permission', permission: needs.permission } },
    )
  }
  if (needs.gate === 'open') return
  requireRecordsGate(membership, app.deps.clock.today(membership.tenant.timeZone))
}

async function officeOf(
  app: Pick<AppContext, 'deps' | 'auth'>,
  viewer: Viewer,
  slug: string,
  origin: RequestOrigin,
): Promise<OfficeAccess> {
  const membership = viewer.memberships.find(({ tenant }) => tenant.slug === slug)
  const presence = { userId: viewer.userId, sessionId: viewer.sessionId, address: origin.address }
  if (membership !== undefined) {
    const actor = { kind: 'user', roles: membership.roles, ...presence } as const
    return { ctx: { actor, tenant: membership.tenant, requestId: origin.requestId }, membership, support: null }
  }
  if (viewer.staff === null) throw unknownAddress()
  const staff = { ...presence, staff: viewer.staff, requestId: origin.requestId }
  const { ctx, grant, timeZone } = await support.actingContext(staff, app.deps, app.auth, slug).catch(hideOffice)
  const { id: grantId, reason, mode, expiresAt } = grant
  return {
    ctx,
    membership: { tenant: { ...ctx.tenant, timeZone }, roles: [], ...(viewer.personnel ?? NO_DATES) },
    support: { grantId, reason, mode, expiresAt },
  }
}

/** An office that has let nobody in is answered as an address that does not exist. */
function hideOffice(error: unknown): never {
  throw isAppError(error, 'NOT_FOUND') ? unknownAddress() : error
}

export function unknownAddress(): AppError {
  return new AppError('NOT_FOUND', 'There is nothing at this address. It may have been mistyped or removed.', {
    details: { reason: 'unknown-address' },
  })
}
