import { databasesOf, withoutTenant } from '@cmr/db'
import { sql } from 'drizzle-orm'
import type { ServiceDeps } from '../service-deps.ts'

/** Ids of all offices of every database, those that left included: for background work that visits each of them. */
export async function listOfficeIds(deps: Pick<ServiceDeps, 'db'>): Promise<string[]> {
  const offices = new Set<string>()
  for (const one of databasesOf(deps.db)) {
    const found = await withoutTenant(one, (tx) =>
      tx.execute<{ tenant_id: string }>(sql`select tenant_id from queue.office_ids()`),
    )
    for (const { tenant_id: tenantId } of found) offices.add(tenantId)
  }
  return [...offices]
}
