import { listTenants, requireStaffPermission, type AuthDeps, type StaffContext, type TenantLine } from '@cmr/auth'
import { withTenant } from '@cmr/db'
import { batches, jobs, runs } from '@cmr/db/schema'
import { and, eq, inArray, max } from 'drizzle-orm'
import type { ServiceDeps } from '../service-deps.ts'

/** An office as the support desk sees it: a name, counts and health. `slug` is its part of every address. */
export interface OfficeHealth extends TenantLine {
  readonly batches: number
  readonly runsPublished: number
  readonly jobsUnderWay: number
  readonly jobsFailed: number
  /** When a batch was last begun; null when none was. */
  readonly lastActivityAt: Date | null
}

/** Every office by name, those that left among them. Needs `office:health`. No record is read. */
export async function listOffices(
  staff: StaffContext,
  deps: Pick<ServiceDeps, 'db'>,
  auth: AuthDeps,
): Promise<OfficeHealth[]> {
  requireStaffPermission(staff, 'office:health')
  const health: OfficeHealth[] = []
  for (const tenant of await listTenants(auth)) health.push(await officeHealth(staff, deps, tenant))
  return health
}

/** Counts and health of one office. Needs `office:health`. */
export async function officeHealth(
  staff: StaffContext,
  { db }: Pick<ServiceDeps, 'db'>,
  tenant: TenantLine,
): Promise<OfficeHealth> {
  requireStaffPermission(staff, 'office:health')
  const { id, slug, name, state } = tenant
  return withTenant(db, id, async (tx) => {
    const [latest] = await tx
      .select({ at: max(batches.createdAt) })
      .from(batches)
      .where(eq(batches.tenantId, id))
    return {
      id,
      slug,
      name,
      state,
      batches: await tx.$count(batches, eq(batches.tenantId, id)),
      runsPublished: await tx.$count(runs, and(eq(runs.tenantId, id), eq(runs.state, 'published'))),
      jobsUnderWay: await tx.$count(jobs, and(eq(jobs.tenantId, id), inArray(jobs.state, ['queued', 'running']))),
      jobsFailed: await tx.$count(jobs, and(eq(jobs.tenantId, id), eq(jobs.state, 'failed'))),
      lastActivityAt: latest?.at ?? null,
    }
  })
}
