import { randomBytes } from 'node:crypto'
import { AppError } from '@cmr/errors'
import { describe, expect, it } from 'vitest'
import { createTenantKeys, type WrappedKey } from './tenant-keys.ts'

const masterKey = randomBytes(32)

/** Keeps keys as a table with one row a version would. */
function keyTable() {
  const rows: WrappedKey[] = []
  return {
    rows,
    load: async () => [...rows],
    save: async (_tenantId: string, key: WrappedKey) => {
      if (rows.some((row) => row.version === key.version)) throw new AppError('CONFLICT', 'This version exists.')
      rows.push(key)
    },
  }
}

describe('the keyring', () => {
  it('makes one key for a tenant even when two ask at once, and finds it again in another process', async () => {
    const table = keyTable()
    const [one, two] = [createTenantKeys({ masterKey, ...table }), createTenantKeys({ masterKey, ...table })]
    const [first, second] = await Promise.all([one.current('t'), two.current('t')])
    expect(first.key.equals(second.key)).toBe(true)
    expect(table.rows).toHaveLength(1)
    expect((await createTenantKeys({ masterKey, ...table }).get('t', 1)).equals(first.key)).toBe(true)
  })

  it('writes with the newest key that is not retired, and still reads with a retired one', async () => {
    const table = keyTable()
    const old = await createTenantKeys({ masterKey, ...table }).current('t')
    table.rows[0] = { ...(table.rows[0] as WrappedKey), retired: true }
    const keys = createTenantKeys({ masterKey, ...table })
    const fresh = await keys.current('t')
    expect(fresh.version).toBe(2)
    expect(fresh.key.equals(old.key)).toBe(false)
    expect((await keys.get('t', 1)).equals(old.key)).toBe(true)
  })

  it('refuses another master key, another tenant’s row and a key that is gone', async () => {
    const table = keyTable()
    await createTenantKeys({ masterKey, ...table }).current('t')
    const damaged = { code: 'INTERNAL', details: { reason: 'sealed-bytes-damaged' } }
    await expect(createTenantKeys({ masterKey: randomBytes(32), ...table }).current('t')).rejects.toMatchObject(damaged)
    await expect(createTenantKeys({ masterKey, ...table }).current('other')).rejects.toMatchObject(damaged)
    await expect(createTenantKeys({ masterKey, ...table }).get('t', 9)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
