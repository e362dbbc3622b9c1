import { randomBytes, randomUUID } from 'node:crypto'
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newKey, seal } from '../seal.ts'
import { createLocalWrapper } from './local-key-wrapper.ts'

const masterKey = randomBytes(32)
const damaged = { code: 'INTERNAL', details: { reason: 'sealed-bytes-damaged' } }
const gone = { code: 'NOT_FOUND', details: { reason: 'unknown-tenant-key' } }
let folder: string
let root: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cmr-keys-'))
  root = join(folder, 'keys')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the local wrapper', () => {
  it('opens what it wrapped, for that tenant and version, with master key and half', async () => {
    const wrapper = createLocalWrapper({ masterKey, root })
    const place = { tenantId: randomUUID(), version: 1 }
    const key = newKey()
    const wrapped = await wrapper.wrap(place, key)
    expect(wrapped.includes(key)).toBe(false)
    expect((await createLocalWrapper({ masterKey, root }).unwrap(place, wrapped)).equals(key)).toBe(true)
    await expect(wrapper.unwrap({ ...place, version: 2 }, wrapped)).rejects.toMatchObject(damaged)
    const other = { tenantId: randomUUID(), version: 1 }
    await expect(wrapper.unwrap(other, wrapped)).rejects.toMatchObject(gone)
    await wrapper.wrap(other, newKey())
    await expect(wrapper.unwrap(other, wrapped)).rejects.toMatchObject(damaged)
    const stranger = createLocalWrapper({ masterKey: randomBytes(32), root })
    await expect(stranger.unwrap(place, wrapped)).rejects.toMatchObject(damaged)
    const elsewhere = createLocalWrapper({ masterKey, root: join(folder, 'elsewhere') })
    await expect(elsewhere.unwrap(place, wrapped)).rejects.toMatchObject(gone)
  })

  it('makes one half of a tenant even when many ask at once', async () => {
    const tenantId = randomUUID()
    const wrappers = Array.from({ length: 8 }, () => createLocalWrapper({ masterKey, root }))
    const key = newKey()
    const wrapped = await Promise.all(wrappers.map((wrapper) => wrapper.wrap({ tenantId, version: 1 }, key)))
    for (const one of wrapped)
      expect((await wrappers[0]?.unwrap({ tenantId, version: 1 }, one))?.equals(key)).toBe(true)
    expect((await readdir(root)).filter((name) => name.startsWith(tenantId))).toEqual([tenantId])
  })

  it('destroys: nothing opens again, no new key is made, others keep theirs, and twice is as good as once', async () => {
    const wrapper = createLocalWrapper({ masterKey, root })
    const [leaving, staying] = [randomUUID(), randomUUID()].map((tenantId) => ({ tenantId, version: 1 })) as [
      { tenantId: string; version: number },
      { tenantId: string; version: number },
    ]
    const [theirs, ours] = [await wrapper.wrap(leaving, newKey()), await wrapper.wrap(staying, newKey())]
    const half = await readFile(join(root, leaving.tenantId))
    const byMasterAlone = seal(masterKey, newKey(), `tenant-key|${leaving.tenantId}|1`)
    expect(await wrapper.unwrap(leaving, byMasterAlone)).toHaveLength(32)
    for (let times = 0; times < 2; times++) {
      await wrapper.destroy(leaving.tenantId)
      for (const wrapped of [theirs, byMasterAlone])
        await expect(createLocalWrapper({ masterKey, root }).unwrap(leaving, wrapped)).rejects.toMatchObject(gone)
    }
    await expect(wrapper.wrap(leaving, newKey())).rejects.toMatchObject({
      details: { reason: 'tenant-key-destroyed' },
    })
    expect(await wrapper.unwrap(staying, ours)).toHaveLength(32)
    // Not even a copy of the folder has the half.
    await cp(root, join(folder, 'copy'), { recursive: true })
    for (const name of await readdir(root))
      expect((await readFile(join(folder, 'copy', name))).equals(half)).toBe(false)
  })
})
