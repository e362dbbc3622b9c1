import { type Db, newId, withTenant } from '@cmr/db'
import { tenantKeys } from '@cmr/db/schema'
import { createTenantKeys, type TenantKeys } from '@cmr/storage'
import { eq } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'

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
      return rows.map(({ version, wrappedKey, retiredAt }) => ({
        version,
        wrapped: wrappedKey,
        retired: retiredAt !== null,
      }))
    },
    save: async (tenantId, { version, wrapped }) => {
      const ctx = { actor: { kind: 'system' }, tenant: { id: tenantId }, requestId: 'tenant-keys' } as const
      // eslint-disable-next-line cmr/service-mutation-guards -- Made on behalf of whatever verb needs the key first, which has asked.
      await withTenant(db, tenantId, async (tx) => {
        const row = { tenantId, id: newId(), version, wrappedKey: wrapped }
        const kept = await tx.insert(tenantKeys).values(row).onConflictDoNothing().returning({ id: tenantKeys.id })
        if (kept.length === 0) return
        await audit(tx, ctx, { action: 'tenant-key.create', objectKind: 'tenant-key', objectId: row.id })
      })
    },
  })
}
