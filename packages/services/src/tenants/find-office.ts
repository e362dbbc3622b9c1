import type { AuthDeps } from '@cmr/auth'
import { withoutTenant } from '@cmr/db'
import { tenants, type TenantState } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { eq } from 'drizzle-orm'
import type { TenantContext } from '../context.ts'

/** An office, and whether it is still with the service. */
export interface FoundOffice extends TenantContext {
  /** IANA zone in which its dates and times are shown. */
  readonly timeZone: string
  readonly state: TenantState
}

/** An office by the part of the address that names it, one that has left too. Throws NOT_FOUND. */
export async function findOffice({ db }: Pick<AuthDeps, 'db'>, slug: string): Promise<FoundOffice> {
  const { id, name, jurisdiction, county, timeZone, state } = tenants
  const [office] = await withoutTenant(db, (tx) =>
    tx
      .select({ id, slug: tenants.slug, name, jurisdiction, county, timeZone, state })
      .from(tenants)
      .where(eq(tenants.slug, slug)),
  )
  if (office === undefined) throw unknownOffice()
  return office
}

/** The same words for an office that does not exist and for one that has not let somebody in. */
export function unknownOffice(): AppError {
  return new AppError('NOT_FOUND', 'There is no such office.', { details: { reason: 'unknown-tenant' } })
}
