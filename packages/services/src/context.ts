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

/** The signed-in user, or null when the system acts. */
export function actorUserId(ctx: Pick<Context, 'actor'>): string | null {
  return ctx.actor.kind === 'user' ? ctx.actor.userId : null
}

/** Throws FORBIDDEN unless background work acts: these verbs are steps of a job and no one's to call. */
export function requireSystem(ctx: Context): void {
  if (ctx.actor.kind === 'system') return
  throw new AppError('FORBIDDEN', 'Only background work may do this.', { details: { reason: 'system-only' } })
}
