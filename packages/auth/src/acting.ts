import type { StaffKind } from '@cmr/db/schema'
import type { Actor } from './permissions/permissions.ts'

/** Where an act comes from, as the log keeps it. Nothing secret: the session is named by the hash of its token. */
export interface Origin {
  readonly requestId: string
  readonly sessionId?: string
  /** Network address, as the trusted proxy gives it. */
  readonly address?: string
}

/** A person who acts on an account: their own, or somebody's whom they may manage. */
export interface By extends Origin {
  readonly userId: string
}

/** Somebody who acts for an office. A service's context is one. */
export interface OfficeContext {
  readonly actor: Actor
  readonly tenant: { readonly id: string }
  readonly requestId: string
}

/** Somebody of Code for America who acts outside any office. */
export interface StaffContext extends By {
  readonly staff: StaffKind
}

/** The person behind an office's context; undefined when background work acts. */
export function personOf({ actor, requestId }: OfficeContext): By | undefined {
  if (actor.kind === 'system') return undefined
  const { userId, sessionId, address } = actor
  return {
    userId,
    requestId,
    ...(sessionId !== undefined && { sessionId }),
    ...(address !== undefined && { address }),
  }
}
