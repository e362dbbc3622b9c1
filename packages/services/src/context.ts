import type { Actor } from '@cmr/auth'
import { AppError } from '@cmr/errors'

/** The office a request or a job acts for. */
export interface TenantContext {
  readonly id: string
  readonly slug: string
  readonly name: string
  /** Id of the jurisdiction whose rules and formats it uses. */
  readonly jurisdiction: string
  /** County, as the jurisdiction's manifest spells it. */
  readonly county: string
}

/** Who acts, for which office, in which request. The tenant comes from the signed-in identity or a job's own row. */
export interface Context {
  readonly actor: Actor
  readonly tenant: TenantContext
  readonly requestId: string
}

/** The person who acts, of the office or of Code for America; null when the system does. */
export function actorUserId(ctx: Pick<Context, 'actor'>): string | null {
  return ctx.actor.kind === 'system' ? null : ctx.actor.userId
}

/** Throws FORBIDDEN unless background work acts: these verbs are steps of a job and no one's to call. */
export function requireSystem(ctx: Context): void {
  if (ctx.actor.kind === 'system') return
  throw new AppError('FORBIDDEN', 'Only background work may do this.', { details: { reason: 'system-only' } })
}
