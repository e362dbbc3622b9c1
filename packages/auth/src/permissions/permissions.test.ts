import { describe, expect, it } from 'vitest'
import { hasPermission, requirePermission, type Actor, type Permission } from './permissions.ts'

const as = (...roles: ('admin' | 'analyst' | 'attorney' | 'auditor')[]): Actor => ({ kind: 'user', userId: 'u', roles })

describe('permissions', () => {
  it.each<[Permission, string]>([
    ['file:write', 'admin analyst'],
    ['batch:confirm', 'admin analyst'],
    ['policy:write', 'admin analyst attorney'],
    ['run:start', 'admin analyst attorney'],
    ['export:download', 'admin analyst attorney'],
    ['result:read', 'admin analyst attorney auditor'],
    ['person:read', 'admin analyst attorney auditor'],
    ['job:read', 'admin analyst attorney auditor'],
  ])('%s is for %s', (permission, roles) => {
    for (const role of ['admin', 'analyst', 'attorney', 'auditor'] as const) {
      expect(hasPermission(as(role), permission)).toBe(roles.split(' ').includes(role))
    }
  })

  it('add up over roles, and nobody without a role may do anything', () => {
    expect(hasPermission(as('auditor', 'attorney'), 'run:start')).toBe(true)
    expect(hasPermission(as(), 'file:read')).toBe(false)
    expect(() => requirePermission({ actor: as('auditor') }, 'export:download')).toThrow(
      expect.objectContaining({ code: 'FORBIDDEN' }),
    )
  })
})
