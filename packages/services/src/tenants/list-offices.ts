import { listTenants, type AuthDeps } from '@cmr/auth'
import { withTenant } from '@cmr/db'
import { batches, jobs, runs } from '@cmr/db/schema'
import { and, eq, inArray, max } from 'drizzle-orm'
import type { ServiceDeps } from '../service-deps.ts'

/** An office as the support desk sees it: a name, counts and health. */
export interface OfficeHealth {
  readonly id: string
  /** Its part of every address. */
  readonly slug: string
  readonly name: string
  readonly batches: number
  readonly runsPublished: number
  readonly jobsUnderWay: number
  readonly jobsFailed: number
  /** When a batch was last begun; null when none was. */
  readonly lastActivityAt: Date | null
}

/** Every office by name. For people of Code for America: the caller has checked that somebody is one. No record is read. */
export async function listOffices(deps: Pick<ServiceDeps, 'db'>, auth: AuthDeps): Promise<OfficeHealth[]> {
  const health: OfficeHealth[] = []
  for (const tenant of await listTenants(auth)) health.push(await officeHealth(deps, tenant))
  return health
}

async function officeHealth(
  { db }: Pick<ServiceDeps, 'db'>,
  { id, slug, name }: { id: string; slug: string; name: string },
): Promise<OfficeHealth> {
  return withTenant(db, id, async (tx) => {
    const [latest] = await tx
      .select({ at: max(batches.createdAt) })
      .from(batches)
      .where(eq(batches.tenantId, id))
    return {
      id,
      slug,
      name,
      batches: await tx.$count(batches, eq(batches.tenantId, id)),
      runsPublished: await tx.$count(runs, and(eq(runs.tenantId, id), eq(runs.state, 'published'))),
      jobsUnderWay: await tx.$count(jobs, and(eq(jobs.tenantId, id), inArray(jobs.state, ['queued', 'running']))),
      jobsFailed: await tx.$count(jobs, and(eq(jobs.tenantId, id), eq(jobs.state, 'failed'))),
      lastActivityAt: latest?.at ?? null,
    }
  })
}
