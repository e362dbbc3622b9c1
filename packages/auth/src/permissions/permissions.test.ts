import { ROLES, STAFF_KINDS } from '@cmr/db/schema'
import { describe, expect, it } from 'vitest'
import { permissionTable, type Permission } from './permission-table.ts'
import {
  hasPermission,
  hasStaffPermission,
  requirePermission,
  requireStaffPermission,
  type Actor,
} from './permissions.ts'

const as = (...roles: ('admin' | 'analyst' | 'attorney' | 'auditor')[]): Actor => ({ kind: 'user', userId: 'u', roles })
const supportWith = (mode: 'read' | 'write'): Actor => ({ kind: 'support', userId: 'u', grantId: 'g', mode })
const everything = permissionTable().office.map(({ permission }) => permission)

describe('permissions', () => {
  it.each<[Permission, string]>([
    ['file:write', 'admin analyst'],
    ['batch:confirm', 'admin analyst'],
    ['policy:write', 'admin analyst attorney'],
    ['run:start', 'admin analyst attorney'],
    ['run:release', 'attorney'],
    ['export:download', 'admin analyst attorney'],
    ['result:read', 'admin analyst attorney auditor'],
    ['person:read', 'admin analyst attorney auditor'],
    ['person:identify', 'admin analyst attorney'],
    ['job:read', 'admin analyst attorney auditor'],
    ['audit:export', 'admin auditor'],
    ['audit:review', 'admin'],
    ['user:manage', 'admin'],
    ['grant:decide', 'admin'],
  ])('%s is for %s', (permission, roles) => {
    for (const role of ROLES) {
      expect(hasPermission(as(role), permission)).toBe(roles.split(' ').includes(role))
    }
  })

  it('add up over roles, and nobody without a role may do anything', () => {
    expect(hasPermission(as('auditor', 'attorney'), 'run:start')).toBe(true)
    expect(everything.filter((permission) => hasPermission(as(), permission))).toEqual([])
    expect(() => requirePermission({ actor: as('auditor') }, 'export:download')).toThrow(
      expect.objectContaining({ code: 'FORBIDDEN' }),
    )
  })

  it('of support are reading, with more only where the grant says so, and never oversight or exports', () => {
    const read = everything.filter((permission) => hasPermission(supportWith('read'), permission))
    const write = everything.filter((permission) => hasPermission(supportWith('write'), permission))
    expect(read.filter((permission) => !/:(read|identify)$/.test(permission))).toEqual([])
    expect(write.filter((permission) => !read.includes(permission)).sort()).toEqual([
      'batch:confirm',
      'file:write',
      'policy:write',
      'run:start',
    ])
    for (const permission of write) {
      expect(permission).not.toMatch(/^(audit|user|grant|key|export|settings|retention):|^run:release$/)
    }
  })

  it('of Code for America go by what somebody is there, and nobody of an office has any', () => {
    for (const { permission, staff } of permissionTable().staff) {
      for (const kind of STAFF_KINDS) expect(hasStaffPermission(kind, permission)).toBe(staff.includes(kind))
      expect(hasStaffPermission(null, permission)).toBe(false)
    }
    expect(() => requireStaffPermission({ staff: 'support' }, 'staff:manage')).toThrow(
      expect.objectContaining({ code: 'FORBIDDEN' }),
    )
  })
})
