import { type AuthDeps, listTenants, requireStaffPermission, type StaffContext } from '@cmr/auth'
import { newId, withTenant } from '@cmr/db'
import { GRANT_HOURS, GRANT_MODES, supportGrants } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { and, desc, eq } from 'drizzle-orm'
import { z } from 'zod'
import { audit } from '../audit/audit.ts'
import { recordDenied } from '../audit/record-denied.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { findOpenOffice, staffInOffice } from './staff-in-office.ts'
import { grantColumns, type SupportGrantView } from './grant-view.ts'

export const RequestSupportInput = z.strictObject({
  /** The office's part of the address. */
  office: z.string().min(1).max(60),
  reason: z.string().trim().min(1).max(500),
  ticket: z.string().trim().min(1).max(60),
  hours: z.coerce.number().int().min(1).default(GRANT_HOURS.usual),
  mode: z.enum(GRANT_MODES).default('read'),
})
export type RequestSupportInput = z.input<typeof RequestSupportInput>

/** Somebody of Code for America, with the name an office is shown. */
export type NamedStaff = StaffContext & { readonly name: string }

type Deps = Pick<ServiceDeps, 'db'>

/**
 * Asks an office for access. Nothing may be seen until an administrator of the office approves. Throws NOT_FOUND for an
 * office that does not exist and VALIDATION (`grant-too-long`) beyond 72 hours, which the office's log shows.
 */
export async function requestSupport(
  staff: NamedStaff,
  deps: Deps,
  auth: AuthDeps,
  input: RequestSupportInput,
): Promise<{ grantId: string }> {
  requireStaffPermission(staff, 'support:request')
  const { office, hours, mode, reason, ticket } = parseInput(RequestSupportInput, input)
  const tenant = await findOpenOffice(auth, office)
  const ctx = staffInOffice(staff, tenant)
  const entry = { action: 'support.request', objectKind: 'support-grant' }
  if (hours > GRANT_HOURS.most) {
    await recordDenied(ctx, deps, { ...entry, objectId: null })
    throw new AppError('VALIDATION', `Access lasts ${GRANT_HOURS.most} hours at most. Ask again when more is needed.`, {
      details: { reason: 'grant-too-long', field: 'hours', most: GRANT_HOURS.most },
    })
  }
  const id = newId()
  const row = { requestedBy: staff.userId, requestedName: staff.name, reason, ticket, hours, mode }
  // eslint-disable-next-line cmr/service-mutation-guards -- Asked above: people of Code for America have permissions of their own.
  await withTenant(deps.db, tenant.id, async (tx) => {
    await tx.insert(supportGrants).values({ tenantId: tenant.id, id, ...row })
    await audit(tx, ctx, { ...entry, objectId: id })
  })
  return { grantId: id }
}

/** Somebody's own requests over all offices, latest first, at most 20 of an office. */
export async function listOwnRequests(
  staff: StaffContext,
  deps: Deps,
  auth: AuthDeps,
): Promise<
  (SupportGrantView & { readonly office: { readonly id: string; readonly slug: string; readonly name: string } })[]
> {
  requireStaffPermission(staff, 'support:request')
  const found = []
  for (const office of await listTenants(auth)) {
    const own = and(eq(supportGrants.tenantId, office.id), eq(supportGrants.requestedBy, staff.userId))
    const grants = await withTenant(deps.db, office.id, (tx) =>
      tx.select(grantColumns).from(supportGrants).where(own).orderBy(desc(supportGrants.createdAt)).limit(20),
    )
    found.push(
      ...grants.map((grant) => ({ ...grant, office: { id: office.id, slug: office.slug, name: office.name } })),
    )
  }
  return found.sort((a, b) => b.requestedAt.getTime() - a.requestedAt.getTime())
}
