import type { AuthDeps, StaffContext } from '@cmr/auth'
import type { AuditContext } from '../audit/audit.ts'
import { type FoundOffice, findOffice, unknownOffice } from '../tenants/find-office.ts'

/** An office that is still with the service. */
export type OpenOffice = Omit<FoundOffice, 'state'>

/** An office people of Code for America may ask for access. Throws NOT_FOUND, also for one that has left the service. */
export async function findOpenOffice(auth: Pick<AuthDeps, 'db'>, slug: string): Promise<OpenOffice> {
  const { state, ...tenant } = await findOffice(auth, slug)
  if (state === 'left') throw unknownOffice()
  return tenant
}

/** Somebody of Code for America in an office's log, without a grant. */
export function staffInOffice(staff: StaffContext, tenant: { readonly id: string }): AuditContext {
  const { userId, sessionId, address, requestId } = staff
  const presence = { ...(sessionId !== undefined && { sessionId }), ...(address !== undefined && { address }) }
  return { actor: { kind: 'support', userId, ...presence }, tenant, requestId }
}
