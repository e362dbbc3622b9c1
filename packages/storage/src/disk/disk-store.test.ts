import { randomBytes, randomUUID } from 'node:crypto'
import { readdir, rename, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { makeTail, SEALED_SEGMENT_BYTES, HEADER_BYTES, SEGMENT_BYTES } from '../object-format.ts'
import { newKey, seal } from '../seal.ts'
import { createTenantKeys } from '../tenant-keys.ts'
import { openDiskStore } from '../test/disk-store.ts'
import { keyTable, memoryWrapper } from '../test/key-table.ts'
import { describeObjectStore } from '../test/object-store.conformance.ts'

describeObjectStore('disk', openDiskStore)

const keys = createTenantKeys({ wrapper: memoryWrapper(randomBytes(32)), ...keyTable() })

it('a segment that a crash tore in the middle does not count and is sent again', async () => {
  const disk = await openDiskStore(keys)
  const [tenant, objectId] = [randomUUID(), randomUUID()]
  const bytes = randomBytes(2 * SEGMENT_BYTES + 99)
  const first = await disk.store.create(tenant, objectId)
  await first.write(bytes.subarray(0, SEGMENT_BYTES + 50))
  await first.close()
  const crashed = await disk.store.resume(tenant, objectId)
  await crashed.write(bytes.subarray(SEGMENT_BYTES + 50))
  // No close: the second segment stands in the main file, the tail still holds its first 50 bytes.
  await truncate(join(disk.root, tenant, objectId), HEADER_BYTES + SEALED_SEGMENT_BYTES + 4096)
  expect(await disk.store.size(tenant, objectId)).toBe(SEGMENT_BYTES + 50)
  const again = await disk.store.resume(tenant, objectId)
  await again.write(bytes.subarray(again.size))
  await again.close()
  const pieces: Buffer[] = []
  for await (const piece of disk.store.read(tenant, objectId)) pieces.push(piece)
  expect(Buffer.concat(pieces).equals(bytes)).toBe(true)
  await disk.close()
  // Kept from the garbage collector until here, which would complain about its open file.
  expect(crashed.size).toBe(bytes.length)
})

it('has no names but ids below its folder', async () => {
  const disk = await openDiskStore(keys)
  const tenant = randomUUID()
  const writer = await disk.store.create(tenant, randomUUID())
  await writer.close()
  await keys.rotate(tenant)
  for await (const id of disk.store.list(tenant)) await disk.store.rewrap(tenant, id)
  const names = await readdir(disk.root, { recursive: true })
  expect(names).toHaveLength(4)
  for (const name of names) expect(name).toMatch(/^[0-9a-f-]{36}(\/[0-9a-f-]{36}(\.tail|\.head)?)?$/)
  await disk.close()
})

it('reads objects of the first format, goes on with them and gives them new keys', async () => {
  const disk = await openDiskStore(keys)
  const [tenant, objectId] = [randomUUID(), randomUUID()]
  await (await disk.store.create(tenant, objectId)).close()
  const { version, key } = await keys.current(tenant)
  const own = newKey()
  const number = Buffer.alloc(4)
  number.writeUInt32BE(version)
  const path = join(disk.root, tenant, objectId)
  await writeFile(
    path,
    Buffer.concat([Buffer.from('CMR1'), number, seal(key, own, `object-key|${tenant}|${objectId}`)]),
  )
  const sealed = seal(own, Buffer.from('old'), `segment|${tenant}|${objectId}|0|last`)
  await writeFile(`${path}.tail`, makeTail(0, sealed))
  await keys.rotate(tenant)
  await disk.store.rewrap(tenant, objectId)
  const writer = await disk.store.resume(tenant, objectId)
  await writer.write(Buffer.from(' and new'))
  await writer.close()
  const pieces: Buffer[] = []
  for await (const piece of disk.store.read(tenant, objectId)) pieces.push(piece)
  expect(Buffer.concat(pieces).toString()).toBe('old and new')
  await disk.close()
})

it('does not open as another tenant’s even where both have the same key', async () => {
  const key = newKey()
  const same = { ...keys, current: async () => ({ version: 1, key }), get: async () => key }
  const disk = await openDiskStore(same)
  const [one, other, objectId] = [randomUUID(), randomUUID(), randomUUID()]
  const writer = await disk.store.create(one, objectId)
  await writer.write(Buffer.from('invented'))
  await writer.close()
  await rename(join(disk.root, one), join(disk.root, other))
  await expect(disk.store.read(other, objectId)[Symbol.asyncIterator]().next()).rejects.toMatchObject({
    details: { reason: 'sealed-bytes-damaged' },
  })
  await disk.close()
})
