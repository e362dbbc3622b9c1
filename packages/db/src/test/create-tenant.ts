import { newId } from '../new-id.ts'
import type { Db } from '../open-database.ts'
import { tenants } from '../schema/index.ts'
import { withTenant } from '../with-tenant.ts'

export type TestTenant = typeof tenants.$inferSelect

/** A tenant with made-up values; give those that matter to the test. `db` signs in as `cmr_app` or `cmr_ingest`. */
export async function createTenant(db: Db, given: Partial<typeof tenants.$inferInsert> = {}): Promise<TestTenant> {
  const id = given.id ?? newId()
  return withTenant(db, id, async (tx) => {
    const values = {
      id,
      slug: `test-${id.slice(-12)}`,
      name: 'Testcounty District Attorney',
      jurisdiction: 'us-ca',
      county: 'CONTRA COSTA',
      timeZone: 'America/Los_Angeles',
      ...given,
    }
    const [row] = await tx.insert(tenants).values(values).returning()
    if (row === undefined) throw new Error('The tenant was not made.')
    return row
  })
}
