import { newId, type Tx } from '@cmr/db'
import { RELEASE_KINDS, releases } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { z } from 'zod'
import { audit } from '../audit/audit.ts'
import { actorUserId, type Context } from '../context.ts'

/** To whom records are handed over, and what for: asked of the person, kept in the dissemination log. */
export const handover = {
  kind: z.enum(RELEASE_KINDS).default('export'),
  recipient: z.string().trim().min(1).max(200),
  purpose: z.string().trim().min(1).max(500),
}

/** Records on their way out. */
export interface Release extends z.output<z.ZodObject<typeof handover>> {
  /** `entity.verb` for the audit log. */
  readonly action: string
  readonly objectKind: string
  readonly objectId: string
  /** Where they are known before the first byte leaves. */
  readonly bytes?: number
  readonly sha256?: string
}

/**
 * Enters a release of records in the dissemination log and in the audit log, in the transaction that hands them over.
 * Throws FORBIDDEN unless a person does it, and UNAVAILABLE when it cannot be recorded.
 */
export async function recordRelease(tx: Tx, ctx: Context, release: Release): Promise<string> {
  const { kind, action, objectKind, objectId, recipient, purpose, bytes, sha256 } = release
  const releasedBy = actorUserId(ctx)
  if (releasedBy === null) {
    throw new AppError('FORBIDDEN', 'A person hands records over.', { details: { reason: 'person-only' } })
  }
  const id = newId()
  const row = { kind, objectKind, objectId, recipient, purpose, releasedBy, bytes, sha256 }
  await tx.insert(releases).values({ tenantId: ctx.tenant.id, id, ...row })
  await audit(tx, ctx, { action, objectKind, objectId, purpose, ...(bytes !== undefined && { bytes }) })
  return id
}
