import { AppError } from '@cmr/errors'
import type { KeyWrapper } from '../keys/key-wrapper.ts'
import { open, seal } from '../seal.ts'
import type { TenantKeysOptions, WrappedKey } from '../tenant-keys.ts'

/** Keeps keys as a table with one row a version would. */
export function keyTable() {
  const rows = new Map<string, WrappedKey[]>()
  const rowsOf = (tenantId: string): WrappedKey[] => rows.get(tenantId) ?? []
  return {
    rows,
    load: async (tenantId) => [...rowsOf(tenantId)],
    save: async (tenantId, key) => {
      if (rowsOf(tenantId).some((row) => row.version === key.version))
        throw new AppError('CONFLICT', 'This version exists.')
      rows.set(tenantId, [...rowsOf(tenantId), key])
    },
  } satisfies Omit<TenantKeysOptions, 'wrapper'> & { rows: Map<string, WrappedKey[]> }
}

/** Wraps with a key in memory. */
export function memoryWrapper(key: Buffer): KeyWrapper {
  const context = (place: { tenantId: string; version: number }) => `test|${place.tenantId}|${place.version}`
  return {
    wrap: async (place, plain) => seal(key, plain, context(place)),
    unwrap: async (place, wrapped) => open(key, wrapped, context(place)),
    destroy: async () => {},
  }
}
