import type { Role, StaffKind } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { OFFICE_PERMISSIONS, STAFF_PERMISSIONS, type Permission, type StaffPermission } from './permission-table.ts'

/** What is known of the request somebody acts in. */
interface Presence {
  readonly userId: string
  /** Hash of the session's token; never the token. */
  readonly sessionId?: string
  /** Network address, as the trusted proxy gives it. */
  readonly address?: string
}

/**
 * Who acts in an office: one of its people, somebody of Code for America under a grant of the office, or background
 * work on a job that somebody with the permission has asked for.
 */
export type Actor =
  | ({ readonly kind: 'user'; readonly roles: readonly Role[] } & Presence)
  | ({ readonly kind: 'support'; readonly grantId: string; readonly mode: 'read' | 'write' } & Presence)
  | { readonly kind: 'system' }

/**
 * Whether an actor may do it. Background work may do what jobs need, which is everything but being a person. Support
 * may do what the table gives its grant, and never look at the log, people, grants, keys or exports.
 */
export function hasPermission(actor: Actor, permission: Permission): boolean {
  const grant: { readonly roles: readonly Role[]; readonly support?: 'read' | 'write' } = OFFICE_PERMISSIONS[permission]
  switch (actor.kind) {
    case 'system':
      return true
    case 'support':
      return grant.support === 'read' || (grant.support === 'write' && actor.mode === 'write')
    case 'user':
      return actor.roles.some((role) => grant.roles.includes(role))
  }
}

/** Throws FORBIDDEN when the actor may not. */
export function requirePermission(ctx: { readonly actor: Actor }, permission: Permission): void {
  if (hasPermission(ctx.actor, permission)) return
  throw new AppError('FORBIDDEN', 'Your role does not allow this. Ask an administrator of your office.', {
    details: { reason: 'missing-permission', permission },
  })
}

/** Whether somebody of Code for America may do it. Nobody else may: `null` is a person of an office. */
export function hasStaffPermission(staff: StaffKind | null, permission: StaffPermission): boolean {
  const granted: readonly StaffKind[] = STAFF_PERMISSIONS[permission].staff
  return staff !== null && granted.includes(staff)
}

/** Throws FORBIDDEN when somebody of Code for America may not. */
export function requireStaffPermission(ctx: { readonly staff: StaffKind | null }, permission: StaffPermission): void {
  if (hasStaffPermission(ctx.staff, permission)) return
  throw new AppError('FORBIDDEN', 'Your part in the service does not allow this. Ask an operator.', {
    details: { reason: 'missing-permission', permission },
  })
}
