import type { Role } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'

/** Who acts in a tenant. `system` is background work on a job somebody with the permission has asked for. */
export type Actor =
  { readonly kind: 'user'; readonly userId: string; readonly roles: readonly Role[] } | { readonly kind: 'system' }

const EVERYBODY = ['admin', 'analyst', 'attorney', 'auditor'] as const
const DECIDERS = ['admin', 'analyst', 'attorney'] as const
const FILE_KEEPERS = ['admin', 'analyst'] as const

/** Which roles of an office may do what. Roles add up. */
const GRANTED_TO = {
  'file:read': EVERYBODY,
  'file:write': FILE_KEEPERS,
  'batch:read': EVERYBODY,
  'batch:confirm': FILE_KEEPERS,
  'policy:read': EVERYBODY,
  'policy:write': DECIDERS,
  'run:read': EVERYBODY,
  'run:start': DECIDERS,
  'result:read': EVERYBODY,
  'person:read': EVERYBODY,
  'export:download': DECIDERS,
  'job:read': EVERYBODY,
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof GRANTED_TO

/** Whether an actor may do it. Background work may do what jobs need, which is everything but being a person. */
export function hasPermission(actor: Actor, permission: Permission): boolean {
  if (actor.kind === 'system') return true
  const granted: readonly Role[] = GRANTED_TO[permission]
  return actor.roles.some((role) => granted.includes(role))
}

/** Throws FORBIDDEN when the actor may not. */
export function requirePermission(ctx: { readonly actor: Actor }, permission: Permission): void {
  if (hasPermission(ctx.actor, permission)) return
  throw new AppError('FORBIDDEN', 'Your role does not allow this. Ask an administrator of your office.', {
    details: { reason: 'missing-permission', permission },
  })
}
