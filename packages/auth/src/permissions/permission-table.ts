import type { Role, StaffKind } from '@cmr/db/schema'

const EVERYBODY = ['admin', 'analyst', 'attorney', 'auditor'] as const
const DECIDERS = ['admin', 'analyst', 'attorney'] as const
const FILE_KEEPERS = ['admin', 'analyst'] as const
const ADMIN = ['admin'] as const
const OVERSEERS = ['admin', 'auditor'] as const

interface Grant {
  /** What it allows, in words for the printed table. */
  readonly allows: string
  readonly roles: readonly Role[]
  /** What a support grant of an office adds: `read` with every grant, `write` with one that says so; absent: never. */
  readonly support?: 'read' | 'write'
}

/** Which roles of an office may do what, and what support may do under a grant. Roles add up. */
export const OFFICE_PERMISSIONS = {
  'file:read': { allows: 'See files that were added', roles: EVERYBODY, support: 'read' },
  'file:write': { allows: 'Add files', roles: FILE_KEEPERS, support: 'write' },
  'batch:read': { allows: 'See imports and what was set aside', roles: EVERYBODY, support: 'read' },
  'batch:confirm': { allows: 'Confirm or remove an import', roles: FILE_KEEPERS, support: 'write' },
  'policy:read': { allows: 'See the office’s policy', roles: EVERYBODY, support: 'read' },
  'policy:write': { allows: 'Change the office’s policy', roles: DECIDERS, support: 'write' },
  'run:read': { allows: 'See runs and their figures', roles: EVERYBODY, support: 'read' },
  'run:start': { allows: 'Start a run', roles: DECIDERS, support: 'write' },
  'run:release': { allows: 'Release a run that somebody else prepared', roles: ['attorney'] },
  'result:read': { allows: 'See results of convictions', roles: EVERYBODY, support: 'read' },
  'person:read': { allows: 'See a person’s record', roles: EVERYBODY, support: 'read' },
  'person:identify': { allows: 'See names, numbers and dates of birth', roles: DECIDERS, support: 'read' },
  'job:read': { allows: 'See the progress of background work', roles: EVERYBODY, support: 'read' },
  'export:download': { allows: 'Download results, with recipient and purpose', roles: DECIDERS },
  'audit:read': { allows: 'Search the office’s log', roles: OVERSEERS },
  'audit:export': { allows: 'Export the office’s log', roles: OVERSEERS },
  'audit:review': { allows: 'Sign off the weekly review of the log', roles: ADMIN },
  'settings:read': { allows: 'See people, roles, grants, keys and retention', roles: OVERSEERS },
  'settings:manage': { allows: 'Change how the office signs in', roles: ADMIN },
  'user:manage': { allows: 'Invite people, change roles, release, disable, review access', roles: ADMIN },
  'grant:decide': { allows: 'Approve, deny and revoke support access', roles: ADMIN },
  'key:manage': { allows: 'Replace the office’s keys', roles: ADMIN },
  'retention:manage': { allows: 'Set retention and legal hold, purge, leave', roles: ADMIN },
} as const satisfies Record<string, Grant>

export type Permission = keyof typeof OFFICE_PERMISSIONS

interface StaffGrant {
  readonly allows: string
  readonly staff: readonly StaffKind[]
}

/** What people of Code for America may do outside any office. None of it shows records. */
export const STAFF_PERMISSIONS = {
  'office:health': { allows: 'See counts and health of all offices', staff: ['onboarding', 'support', 'operator'] },
  'office:create': { allows: 'Set up an office and invite its first administrator', staff: ['onboarding', 'operator'] },
  'sso:configure': { allows: 'Register an office’s sign-in provider', staff: ['onboarding', 'operator'] },
  'support:request': { allows: 'Ask an office for access', staff: ['support'] },
  'staff:manage': { allows: 'Invite, release and disable people of Code for America', staff: ['operator'] },
  'office:remove': { allows: 'Finish the removal of an office that leaves', staff: ['operator'] },
} as const satisfies Record<string, StaffGrant>

export type StaffPermission = keyof typeof STAFF_PERMISSIONS

/** One line of the printed table. */
export interface PermissionLine {
  readonly permission: Permission
  readonly allows: string
  readonly roles: readonly Role[]
  /** null: no support grant gives it. */
  readonly support: 'read' | 'write' | null
}

export interface StaffPermissionLine {
  readonly permission: StaffPermission
  readonly allows: string
  readonly staff: readonly StaffKind[]
}

/** The whole table, for a page and for docs/permissions.md: one line a permission, in the order it is written. */
export function permissionTable(): {
  readonly office: readonly PermissionLine[]
  readonly staff: readonly StaffPermissionLine[]
} {
  const office: Readonly<Record<string, Grant>> = OFFICE_PERMISSIONS
  const staff: Readonly<Record<string, StaffGrant>> = STAFF_PERMISSIONS
  return {
    office: Object.entries(office).map(([permission, { allows, roles, support = null }]) => ({
      // Safe: the keys of the table itself.
      permission: permission as Permission,
      allows,
      roles,
      support,
    })),
    staff: Object.entries(staff).map(([permission, grant]) => ({
      // Safe: the keys of the table itself.
      permission: permission as StaffPermission,
      ...grant,
    })),
  }
}
