import { audit, tenants, type ServiceDeps } from '@cmr/services'

/**
 * Does for every office's audit log what time asks: keeps where it ends, once a day, in `headsRoot`, a folder that is
 * neither in the database nor in its backups, and removes what is older than it must be kept. May run as often as it
 * likes. An office whose heads are damaged keeps everything, and does not keep the others from their turn.
 */
export async function keepAuditLogs(services: ServiceDeps, headsRoot: string): Promise<void> {
  await tenants.everyOffice(services, async (tenantId) => {
    await audit.writeAuditHead(services, { headsRoot, tenantId })
    const ctx = await tenants.getSystemContext(services, { tenantId, requestId: 'audit-upkeep' })
    await audit.purgeAudit(ctx, services)
  })
}
