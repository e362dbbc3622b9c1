import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createTenantKeys, type WrappedKey } from './tenant-keys.ts'
import { keyTable, memoryWrapper } from './test/key-table.ts'

const wrapper = memoryWrapper(randomBytes(32))

describe('the keyring', () => {
  it('makes one key for a tenant even when two ask at once, and finds it again in another process', async () => {
    const table = keyTable()
    const [one, two] = [createTenantKeys({ wrapper, ...table }), createTenantKeys({ wrapper, ...table })]
    const [first, second] = await Promise.all([one.current('t'), two.current('t')])
    expect(first.key.equals(second.key)).toBe(true)
    expect(table.rows.get('t')).toHaveLength(1)
    expect((await createTenantKeys({ wrapper, ...table }).get('t', 1)).equals(first.key)).toBe(true)
  })

  it('writes with the newest key that is not retired, and still reads with a retired one', async () => {
    const table = keyTable()
    const old = await createTenantKeys({ wrapper, ...table }).current('t')
    const [row] = table.rows.get('t') as [WrappedKey]
    table.rows.set('t', [{ ...row, retired: true }])
    const keys = createTenantKeys({ wrapper, ...table })
    const fresh = await keys.current('t')
    expect(fresh.version).toBe(2)
    expect(fresh.key.equals(old.key)).toBe(false)
    expect((await keys.get('t', 1)).equals(old.key)).toBe(true)
  })

  it('refuses another master key, another tenant’s row and a key that is gone', async () => {
    const table = keyTable()
    await createTenantKeys({ wrapper, ...table }).current('t')
    const damaged = { code: 'INTERNAL', details: { reason: 'sealed-bytes-damaged' } }
    await expect(
      createTenantKeys({ wrapper: memoryWrapper(randomBytes(32)), ...table }).current('t'),
    ).rejects.toMatchObject(damaged)
    table.rows.set('other', table.rows.get('t') ?? [])
    await expect(createTenantKeys({ wrapper, ...table }).current('other')).rejects.toMatchObject(damaged)
    await expect(createTenantKeys({ wrapper, ...table }).get('t', 9)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('makes the next version when asked, and keeps the older ones for reading', async () => {
    const table = keyTable()
    const [one, two] = [createTenantKeys({ wrapper, ...table }), createTenantKeys({ wrapper, ...table })]
    const first = await one.current('t')
    await two.current('t')
    expect(await one.rotate('t')).toBe(2)
    expect((await one.current('t')).version).toBe(2)
    expect((await one.get('t', 1)).equals(first.key)).toBe(true)
    // Another process goes on with what it holds until it is told.
    expect((await two.current('t')).version).toBe(1)
    two.forget('t')
    expect((await two.current('t')).version).toBe(2)
  })

  it('has nothing left of a tenant whose keys were destroyed, and makes it no new one', async () => {
    const table = keyTable()
    const keys = createTenantKeys({ wrapper, ...table })
    await keys.current('t')
    table.rows.set('t', [{ version: 1, wrapped: Buffer.alloc(60), retired: true, destroyed: true }])
    await keys.destroy('t')
    const gone = { code: 'NOT_FOUND', details: { reason: 'unknown-tenant-key' } }
    await expect(keys.get('t', 1)).rejects.toMatchObject(gone)
    await expect(keys.current('t')).rejects.toMatchObject(gone)
    await expect(keys.rotate('t')).rejects.toMatchObject(gone)
  })
})
