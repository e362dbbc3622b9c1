import type { Role } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'

/** Who acts in a tenant. `system` is background work on a job somebody with the permission has asked for. */
export type Actor =
  | { readonly kind: 'user'; readonly userId: string; readonly roles: readonly Role[] }
  | { readonly kind: 'system' }

/** What a role may do in its own office. Roles add up. */
const ROLE_PERMISSIONS = {
  admin: [
    'file:read',
    'file:write',
    'batch:read',
    'batch:confirm',
    'policy:read',
    'policy:write',
    'run:read',
    'run:start',
    'result:read',
    'person:read',
    'export:download',
    'job:read',
  ],
  analyst: [
    'file:read',
    'file:write',
    'batch:read',
    'batch:confirm',
    'policy:read',
    'policy:write',
    'run:read',
    'run:start',
    'result:read',
    'person:read',
    'export:download',
    'job:read',
  ],
  attorney: [
    'file:read',
    'batch:read',
    'policy:read',
    'policy:write',
    'run:read',
    'run:start',
    'result:read',
    'person:read',
    'export:download',
    'job:read',
  ],
  auditor: ['file:read', 'batch:read', 'policy:read', 'run:read', 'result:read', 'person:read', 'job:read'],
} as const satisfies Record<Role, readonly string[]>

export type Permission = (typeof ROLE_PERMISSIONS)[Role][number]

/** Whether an actor may do it. Background work may do what jobs need, which is everything but being a person. */
export function hasPermission(actor: Actor, permission: Permission): boolean {
  if (actor.kind === 'system') return true
  return actor.roles.some((role) => (ROLE_PERMISSIONS[role] as readonly Permission[]).includes(permission))
}

/** Throws FORBIDDEN when the actor may not. */
export function requirePermission(ctx: { readonly actor: Actor }, permission: Permission): void {
  if (hasPermission(ctx.actor, permission)) return
  throw new AppError('FORBIDDEN', 'Your role does not allow this. Ask an administrator of your office.', {
    details: { reason: 'missing-permission', permission },
  })
}
