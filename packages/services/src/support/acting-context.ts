import type { AuthDeps, StaffContext } from '@cmr/auth'
import { listen, withTenant } from '@cmr/db'
import { supportGrants } from '@cmr/db/schema'
import { and, desc, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { recordDenied } from '../audit/record-denied.ts'
import type { Context } from '../context.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { unknownOffice } from '../tenants/find-office.ts'
import { findOpenOffice, staffInOffice } from './staff-in-office.ts'
import { grantColumns, isRunning, type SupportGrantView } from './grant-view.ts'

/** Somebody of Code for America inside an office: what they may do there, and what the office is to be shown of it. */
export interface ActingContext {
  readonly ctx: Context
  readonly grant: SupportGrantView
  /** The office's zone (IANA name). */
  readonly timeZone: string
}

/**
 * The context somebody of Code for America acts in for one request, under a grant of the office that runs now by
 * database time. Without one the office does not exist for them: throws NOT_FOUND, and the office's log shows the try
 * with the grant that is over, if there was one.
 */
export async function actingContext(
  staff: StaffContext,
  deps: Pick<ServiceDeps, 'db'>,
  auth: Pick<AuthDeps, 'db'>,
  officeSlug: string,
): Promise<ActingContext> {
  const { timeZone, ...tenant } = await findOpenOffice(auth, officeSlug)
  const own = and(eq(supportGrants.tenantId, tenant.id), eq(supportGrants.requestedBy, staff.userId))
  const [grant] = await withTenant(deps.db, tenant.id, (tx) =>
    tx
      .select({ ...grantColumns, isRunning })
      .from(supportGrants)
      .where(own)
      .orderBy(desc(isRunning), desc(supportGrants.createdAt))
      .limit(1),
  )
  const outside = staffInOffice(staff, tenant)
  if (grant === undefined || !grant.isRunning || staff.staff !== 'support') {
    const object = { objectKind: 'support-grant', objectId: grant?.id ?? null }
    await recordDenied(outside, deps, { action: 'support.enter', ...object })
    throw unknownOffice()
  }
  const { isRunning: _, ...view } = grant
  const actor = {
    ...outside.actor,
    kind: 'support',
    userId: staff.userId,
    grantId: grant.id,
    mode: grant.mode,
  } as const
  return { ctx: { actor, tenant, requestId: staff.requestId }, grant: view, timeZone }
}

const announcement = z.object({ grantId: z.uuid() })

/**
 * Calls `over` once when the grant somebody acts under ends: revoked, given back, expired, or when it cannot be read any
 * more. For pages that stay open and streams. Returns how to stop watching. For any other actor nothing is watched.
 */
export async function watchGrant(
  ctx: Context,
  deps: Pick<ServiceDeps, 'db'>,
  over: () => void,
): Promise<() => Promise<void>> {
  const { actor } = ctx
  if (actor.kind !== 'support') return async () => {}
  const { grantId } = actor
  let timer: NodeJS.Timeout | undefined
  let isOver = false
  const end = (): void => {
    if (isOver) return
    isOver = true
    clearTimeout(timer)
    over()
  }
  const check = async (): Promise<void> => {
    const left = await msLeft(ctx, deps, grantId)
    clearTimeout(timer)
    if (left <= 0) return end()
    if (!isOver) timer = setTimeout(() => void check().catch(end), left)
  }
  const unlisten = await listen(deps.db, 'grants', (payload) => {
    // An empty payload says that something may have been missed.
    if (payload === '' || announcement.parse(JSON.parse(payload)).grantId === grantId) void check().catch(end)
  })
  await check().catch(end)
  return async () => {
    isOver = true
    clearTimeout(timer)
    await unlisten()
  }
}

/** Milliseconds until a grant ends, by database time; 0 when it is over. */
async function msLeft(ctx: Context, { db }: Pick<ServiceDeps, 'db'>, grantId: string): Promise<number> {
  const left = sql<number>`ceil(extract(epoch from ${supportGrants.expiresAt} - clock_timestamp()) * 1000)`
  const [grant] = await withTenant(db, ctx.tenant.id, (tx) =>
    tx
      .select({ left: left.mapWith(Number) })
      .from(supportGrants)
      .where(and(eq(supportGrants.tenantId, ctx.tenant.id), eq(supportGrants.id, grantId), isRunning)),
  )
  return Math.max(0, grant?.left ?? 0)
}
