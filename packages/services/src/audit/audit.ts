import { newId, type Tx } from '@cmr/db'
import { auditEvents } from '@cmr/db/schema'
import { actorUserId, type Context } from '../context.ts'

/** Who acts, where and in which request. */
export type AuditContext = Pick<Context, 'actor' | 'requestId'> & { readonly tenant: { readonly id: string } }

/** What was done to which object. Ids only. */
export interface AuditEntry {
  /** `entity.verb`, as in "batch.confirm". */
  readonly action: string
  readonly objectKind: string
  readonly objectId: string
}

/** Records an act in the transaction that does it: when this fails, the act fails. */
export async function audit(tx: Tx, ctx: AuditContext, entry: AuditEntry): Promise<void> {
  await tx.insert(auditEvents).values({
    tenantId: ctx.tenant.id,
    id: newId(),
    actorUserId: actorUserId(ctx),
    actorKind: ctx.actor.kind,
    action: entry.action,
    objectKind: entry.objectKind,
    objectId: entry.objectId,
    requestId: ctx.requestId,
  })
}
