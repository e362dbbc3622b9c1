import type { ServiceDeps } from '../service-deps.ts'
import { listOfficeIds } from './list-office-ids.ts'

/**
 * Does something for every office, one after the other, for background loops. An office it fails for does not keep it
 * from the others: what went wrong first is thrown when all have had their turn.
 */
export async function everyOffice(
  deps: Pick<ServiceDeps, 'db'>,
  work: (tenantId: string) => Promise<unknown>,
): Promise<void> {
  const failures: unknown[] = []
  for (const tenantId of await listOfficeIds(deps)) {
    await work(tenantId).catch((error: unknown) => failures.push(error))
  }
  if (failures.length > 0) throw failures[0]
}
