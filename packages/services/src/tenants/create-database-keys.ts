import { type Db, listen, newId, type Tx, withTenant } from '@cmr/db'
import { tenantKeys } from '@cmr/db/schema'
import { createTenantKeys, type KeyWrapper, type TenantKeys, type WrappedKey } from '@cmr/storage'
import { eq, sql } from 'drizzle-orm'
import { audit, type AuditContext } from '../audit/audit.ts'

/** Announces, with the office's id, that its keys have changed. */
const KEYS_CHANNEL = 'tenant-keys'

/**
 * The offices' keys as the database keeps them, wrapped. `db` connects as the application role. An office's first key
 * is made when it is first needed. A process holds opened keys only while it hears of changes: what another process
 * rotates or destroys is forgotten here at once, and everything is after a lost connection.
 */
export function createDatabaseKeys({ db, wrapper }: { db: Db; wrapper: KeyWrapper }): TenantKeys {
  let hearing: Promise<unknown> | undefined

  async function hear(): Promise<void> {
    hearing ??= listen(db, KEYS_CHANNEL, (tenantId) => keys.forget(tenantId === '' ? undefined : tenantId))
    await hearing.catch((error: unknown) => {
      hearing = undefined
      throw error
    })
  }

  const keys = createTenantKeys({
    wrapper,
    load: async (tenantId) => {
      await hear()
      const rows = await withTenant(db, tenantId, (tx) =>
        tx.select().from(tenantKeys).where(eq(tenantKeys.tenantId, tenantId)),
      )
      return rows.map(({ version, wrappedKey, retiredAt, destroyedAt }) => ({
        version,
        wrapped: wrappedKey,
        retired: retiredAt !== null,
        destroyed: destroyedAt !== null,
      }))
    },
    save: async (tenantId, key) => {
      const ctx = { actor: { kind: 'system' }, tenant: { id: tenantId }, requestId: 'tenant-keys' } as const
      await withTenant(db, tenantId, (tx) => keepKey(tx, ctx, key, 'tenant-key.create'))
    },
  })
  return keys
}

/**
 * Keeps a new key and tells every process, with its line in the log. Does nothing when the office has that version
 * already.
 */
export async function keepKey(
  tx: Tx,
  ctx: AuditContext,
  { version, wrapped }: Pick<WrappedKey, 'version' | 'wrapped'>,
  action: 'tenant-key.create' | 'tenant-key.rotate',
): Promise<void> {
  const tenantId = ctx.tenant.id
  const row = { tenantId, id: newId(), version, wrappedKey: wrapped }
  const kept = await tx.insert(tenantKeys).values(row).onConflictDoNothing().returning({ id: tenantKeys.id })
  if (kept.length === 0) return
  await announceKeys(tx, tenantId)
  await audit(tx, ctx, { action, objectKind: 'tenant-key', objectId: row.id })
}

/** Tells every process, when the transaction commits, that an office's keys have changed. */
export async function announceKeys(tx: Tx, tenantId: string): Promise<void> {
  await tx.execute(sql`select pg_notify(${KEYS_CHANNEL}, ${tenantId})`)
}
