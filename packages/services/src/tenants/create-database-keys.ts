import { type Db, withTenant } from '@cmr/db'
import { tenantKeys } from '@cmr/db/schema'
import { createTenantKeys, type TenantKeys } from '@cmr/storage'
import { eq } from 'drizzle-orm'

/**
 * The offices' keys as the database keeps them, wrapped by a master key of 32 bytes that it never sees. `db` connects
 * as the application role. An office's first key is made when it is first needed.
 */
export function createDatabaseKeys({ db, masterKey }: { db: Db; masterKey: Buffer }): TenantKeys {
  return createTenantKeys({
    masterKey,
    load: async (tenantId) => {
      const rows = await withTenant(db, tenantId, (tx) =>
        tx.select().from(tenantKeys).where(eq(tenantKeys.tenantId, tenantId)),
      )
      return rows.map(({ version, wrappedKey, retiredAt }) => ({ version, wrapped: wrappedKey, retired: retiredAt !== null }))
    },
    save: async (tenantId, { version, wrapped }) => {
      await withTenant(db, tenantId, (tx) =>
        tx.insert(tenantKeys).values({ tenantId, version, wrappedKey: wrapped }).onConflictDoNothing(),
      )
    },
  })
}
