import type { Tx } from '@cmr/db'
import { sql } from 'drizzle-orm'

/** Lets the rest of a transaction of `auth` see one office's rows; another call changes the office. */
export async function enterTenant(tx: Tx, tenantId: string): Promise<void> {
  await tx.execute(sql`select set_config('app.tenant_id', ${tenantId}, true)`)
}
