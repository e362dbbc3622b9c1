import { type GrantMode, type GrantState, supportGrants } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { sql } from 'drizzle-orm'

/** A grant of support access, for a page. */
export interface SupportGrantView {
  readonly id: string
  /** User of Code for America who asked, and who alone may use it. */
  readonly requestedBy: string
  readonly requestedName: string
  readonly reason: string
  readonly ticket: string
  /** How long it lasts from its approval. */
  readonly hours: number
  readonly mode: GrantMode
  /** `expired` once its time has run out, by database time. */
  readonly state: GrantState | 'expired'
  readonly requestedAt: Date
  readonly decidedBy: string | null
  readonly decidedAt: Date | null
  readonly expiresAt: Date | null
  /** Who ended it early: of the office (`revoked`), or its holder (`ended`). */
  readonly revokedBy: string | null
  readonly revokedAt: Date | null
}

const g = supportGrants

/** Whether a grant may be used now. The database's clock decides, as it set the end. */
export const isRunning = sql<boolean>`(${g.state} = 'approved' and ${g.expiresAt} > now())`

/** The columns of a `SupportGrantView`. */
export const grantColumns = {
  id: g.id,
  requestedBy: g.requestedBy,
  requestedName: g.requestedName,
  reason: g.reason,
  ticket: g.ticket,
  hours: g.hours,
  mode: g.mode,
  state: sql<
    SupportGrantView['state']
  >`case when ${g.state} = 'approved' and ${g.expiresAt} <= now() then 'expired' else ${g.state} end`,
  requestedAt: g.createdAt,
  decidedBy: g.decidedBy,
  decidedAt: g.decidedAt,
  expiresAt: g.expiresAt,
  revokedBy: g.revokedBy,
  revokedAt: g.revokedAt,
}

export function unknownGrant(): AppError {
  return new AppError('NOT_FOUND', 'There is no such request for access.', { details: { reason: 'unknown-grant' } })
}
