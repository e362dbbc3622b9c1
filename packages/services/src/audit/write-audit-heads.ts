import { withTenant } from '@cmr/db'
import { auditEvents, auditHeads } from '@cmr/db/schema'
import type { Signer } from '@cmr/storage'
import { and, eq } from 'drizzle-orm'
import type { ServiceDeps } from '../service-deps.ts'
import { everyOffice } from '../tenants/every-office.ts'
import { writeHeadFile } from './head-folder.ts'

/**
 * Keeps where every office's audit log ends, once a day each, in `headsRoot`: a folder that is neither in the database
 * nor in its backups. For a background loop; may run as often as it likes. Returns how many were written.
 */
export async function writeAuditHeads(
  deps: Pick<ServiceDeps, 'db' | 'clock'> & { readonly signer: Signer },
  { headsRoot }: { readonly headsRoot: string },
): Promise<number> {
  let written = 0
  await everyOffice(deps, async (tenantId) => {
    if (await writeAuditHead(deps, { headsRoot, tenantId })) written += 1
  })
  return written
}

/** Keeps where one office's audit log ends. False when the day has a file already, or the log is empty. */
export async function writeAuditHead(
  deps: Pick<ServiceDeps, 'db' | 'clock'> & { readonly signer: Signer },
  { headsRoot, tenantId }: { readonly headsRoot: string; readonly tenantId: string },
): Promise<boolean> {
  const sameEvent = and(eq(auditEvents.tenantId, auditHeads.tenantId), eq(auditEvents.seq, auditHeads.seq))
  const [head] = await withTenant(deps.db, tenantId, (tx) =>
    tx
      .select({ seq: auditHeads.seq, hash: auditHeads.hash, at: auditEvents.at })
      .from(auditHeads)
      .innerJoin(auditEvents, sameEvent)
      .where(eq(auditHeads.tenantId, tenantId)),
  )
  if (head === undefined) return false
  const day = deps.clock.now().toISOString().slice(0, 10)
  const kept = { day, seq: head.seq, hash: head.hash.toString('hex'), lastEventAt: head.at.toISOString() }
  return writeHeadFile(headsRoot, tenantId, kept, deps.signer)
}
