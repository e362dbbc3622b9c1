import type { Actor } from '@cmr/auth'
import { appendAudit, type Tx } from '@cmr/db'
import type { AuditOutcome } from '@cmr/db/schema'
import { AppError, isAppError } from '@cmr/errors'

/** Who acts: somebody of Code for America also without a grant, when that is why they were refused. */
type AuditActor = Actor | Omit<Extract<Actor, { kind: 'support' }>, 'grantId' | 'mode'>

/** Who acts, where and in which request. */
export interface AuditContext {
  readonly actor: AuditActor
  readonly tenant: { readonly id: string }
  readonly requestId: string
}

/** What was done to which object. Ids only. */
export interface AuditEntry {
  /** `entity.verb`, as in "batch.confirm". */
  readonly action: string
  readonly objectKind: string
  /** Null for an act on no object of its own, as a look at the log is. */
  readonly objectId: string | null
  /** `done` when absent. */
  readonly outcome?: AuditOutcome
  /** What records were handed over for. */
  readonly purpose?: string
  /** How much was handed over. */
  readonly bytes?: number
}

/**
 * Records an act in the transaction that does it. When this fails the act fails: throws UNAVAILABLE
 * (`audit-unavailable`), and what the transaction read is not shown.
 */
export async function audit(tx: Tx, ctx: AuditContext, entry: AuditEntry): Promise<void> {
  const { actor, tenant, requestId } = ctx
  const presence = actor.kind === 'system' ? {} : { sessionId: actor.sessionId, address: actor.address }
  const supportGrantId = 'grantId' in actor ? actor.grantId : undefined
  const actorUserId = actor.kind === 'system' ? null : actor.userId
  const who = { actorKind: actor.kind, actorUserId, ...presence, supportGrantId }
  try {
    await appendAudit(tx, { tenantId: tenant.id, requestId, ...who, ...entry })
  } catch (error) {
    throw isAppError(error, 'UNAVAILABLE') ? error : unavailable(error)
  }
}

function unavailable(error: unknown): AppError {
  const sqlstate = isAppError(error) ? error.details?.['sqlstate'] : undefined
  return new AppError(
    'UNAVAILABLE',
    'This cannot be recorded in the audit log now, so nothing is shown or done. Try again.',
    { details: { reason: 'audit-unavailable', ...(sqlstate !== undefined && { sqlstate }) } },
  )
}
