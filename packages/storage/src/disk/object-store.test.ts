import { randomBytes, randomUUID } from 'node:crypto'
import { copyFile, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ObjectStore, ObjectWriter } from '../object-store.ts'
import { createTenantKeys, type WrappedKey } from '../tenant-keys.ts'
import { createObjectStore } from './create-object-store.ts'
import { SEAL_OVERHEAD } from '../seal.ts'
import { HEADER_BYTES, SEALED_SEGMENT_BYTES, SEGMENT_BYTES, TAIL_NUMBER_BYTES } from './object-file.ts'

const masterKey = randomBytes(32)
const kept = new Map<string, WrappedKey[]>()
const keys = createTenantKeys({
  masterKey,
  load: async (tenantId) => kept.get(tenantId) ?? [],
  save: async (tenantId, key) => void kept.set(tenantId, [...(kept.get(tenantId) ?? []), key]),
})
const tenant = randomUUID()
/** Two full segments and a little. */
const long = randomBytes(2 * SEGMENT_BYTES + 12_345)

/** Writers a crash took: never closed, but kept from the garbage collector, which would complain. */
const crashedWriters: ObjectWriter[] = []

let root: string
let store: ObjectStore

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'cmr-store-'))
  store = createObjectStore({ root, keys })
})
afterAll(async () => {
  await rm(root, { recursive: true, force: true })
})

async function put(bytes: Uint8Array, objectId: string = randomUUID(), tenantId = tenant): Promise<string> {
  const writer = await store.create(tenantId, objectId)
  await writer.write(bytes)
  await writer.close()
  return objectId
}

async function get(objectId: string, range?: { start: number; end: number }, tenantId = tenant): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of store.read(tenantId, objectId, range)) pieces.push(piece)
  return Buffer.concat(pieces)
}

function tailNumber(segment: number): Buffer {
  const number = Buffer.alloc(TAIL_NUMBER_BYTES)
  number.writeBigUInt64BE(BigInt(segment))
  return number
}

const pathOf = (objectId: string, tenantId = tenant) => join(root, tenantId, objectId)
async function flip(path: string, at: number): Promise<void> {
  const bytes = await readFile(path)
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
  await writeFile(path, bytes)
}

const damaged = expect.objectContaining({ code: 'INTERNAL', details: { reason: 'sealed-bytes-damaged' } })

describe('an object', () => {
  it.each([
    ['empty', Buffer.alloc(0)],
    ['one byte', Buffer.from('x')],
    ['exactly one segment', randomBytes(SEGMENT_BYTES)],
    ['one byte less than a segment', randomBytes(SEGMENT_BYTES - 1)],
    ['more than two segments', long],
  ])('reads back as it was written: %s', async (_, bytes) => {
    const objectId = await put(bytes)
    expect((await get(objectId)).equals(bytes)).toBe(true)
    expect(await store.size(tenant, objectId)).toBe(bytes.length)
  })

  it('is the same in pieces of any size, byte by byte included', async () => {
    const bytes = randomBytes(4321)
    const objectId = randomUUID()
    const writer = await store.create(tenant, objectId)
    for (const byte of bytes) await writer.write(Uint8Array.of(byte))
    await writer.close()
    expect((await get(objectId)).equals(bytes)).toBe(true)
  })

  it('gives any range of it', async () => {
    const objectId = await put(long)
    for (const [start, end] of [
      [0, 1],
      [SEGMENT_BYTES - 1, SEGMENT_BYTES + 1],
      [5, 2 * SEGMENT_BYTES + 3],
      [long.length - 1, long.length],
      [long.length, long.length + 5],
      [3, 3],
      [2 * SEGMENT_BYTES, long.length + 99],
    ] as const) {
      expect((await get(objectId, { start, end })).equals(long.subarray(start, end))).toBe(true)
    }
  })

  it('goes on where it was left, and a flush is enough to find it there', async () => {
    const objectId = randomUUID()
    const first = await store.create(tenant, objectId)
    await first.write(long.subarray(0, 100))
    await first.flush()
    expect(await store.size(tenant, objectId)).toBe(100)
    await first.write(long.subarray(100, SEGMENT_BYTES + 7))
    await first.close()
    const second = await store.resume(tenant, objectId)
    expect(second.size).toBe(SEGMENT_BYTES + 7)
    await second.write(long.subarray(SEGMENT_BYTES + 7))
    await second.close()
    expect((await get(objectId)).equals(long)).toBe(true)
  })

  it('is made once, found only under its name, and gone when removed', async () => {
    const objectId = await put(Buffer.from('x'))
    await expect(store.create(tenant, objectId)).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(store.size(tenant, randomUUID())).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await store.remove(tenant, objectId)
    await store.remove(tenant, objectId)
    await expect(get(objectId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(store.create(tenant, '../../escape')).rejects.toMatchObject({ code: 'VALIDATION' })
  })
})

describe('after a crash', () => {
  it('in the middle of a segment, what was durable is there and the rest can be sent again', async () => {
    const objectId = await put(long.subarray(0, SEGMENT_BYTES + 50))
    const crashed = await store.resume(tenant, objectId)
    crashedWriters.push(crashed)
    await crashed.write(long.subarray(SEGMENT_BYTES + 50))
    // No close: the second segment stands in the main file, the tail file still holds its first 50 bytes.
    await truncate(pathOf(objectId), HEADER_BYTES + SEALED_SEGMENT_BYTES + 4096)
    expect(await store.size(tenant, objectId)).toBe(SEGMENT_BYTES + 50)
    const again = await store.resume(tenant, objectId)
    await again.write(long.subarray(again.size))
    await again.close()
    expect((await get(objectId)).equals(long)).toBe(true)
  })

  it('segments written after the last flush do not count, whole or torn', async () => {
    const objectId = await put(long.subarray(0, SEGMENT_BYTES + 50))
    const crashed = await store.resume(tenant, objectId)
    crashedWriters.push(crashed)
    await crashed.write(long.subarray(SEGMENT_BYTES + 50, 2 * SEGMENT_BYTES))
    expect(await store.size(tenant, objectId)).toBe(SEGMENT_BYTES + 50)
    expect((await get(objectId)).equals(long.subarray(0, SEGMENT_BYTES + 50))).toBe(true)
    await flip(pathOf(objectId), HEADER_BYTES + SEALED_SEGMENT_BYTES + 5)
    const again = await store.resume(tenant, objectId)
    await again.write(long.subarray(again.size))
    await again.close()
    expect((await get(objectId)).equals(long)).toBe(true)
  })

  it('in a long write, all but the last few segments are durable', async () => {
    const objectId = randomUUID()
    const crashed = await store.create(tenant, objectId)
    crashedWriters.push(crashed)
    for (let segment = 0; segment < 7; segment++) await crashed.write(long.subarray(0, SEGMENT_BYTES))
    expect(await store.size(tenant, objectId)).toBe(4 * SEGMENT_BYTES)
  })
})

describe('what was changed from outside', () => {
  it('does not open: a flipped byte in header, segment or tail', async () => {
    for (const [suffix, at] of [
      ['', 20],
      ['', HEADER_BYTES + 999],
      ['.tail', 30],
    ] as const) {
      const objectId = await put(long)
      await flip(pathOf(objectId) + suffix, at)
      await expect(get(objectId)).rejects.toEqual(damaged)
    }
  })

  it('does not open: segments in another order', async () => {
    const objectId = await put(long)
    const bytes = await readFile(pathOf(objectId))
    const [one, two] = [0, 1].map((segment) => {
      const start = HEADER_BYTES + segment * SEALED_SEGMENT_BYTES
      return bytes.subarray(start, start + SEALED_SEGMENT_BYTES)
    })
    await writeFile(
      pathOf(objectId),
      Buffer.concat([bytes.subarray(0, HEADER_BYTES), two ?? '', one ?? ''] as Buffer[]),
    )
    await expect(get(objectId)).rejects.toEqual(damaged)
  })

  it('does not open: cut off at a segment, or without its tail', async () => {
    const cut = await put(long)
    await truncate(pathOf(cut), HEADER_BYTES + SEALED_SEGMENT_BYTES)
    await expect(get(cut)).rejects.toEqual(damaged)
    const bare = await put(long)
    await rm(`${pathOf(bare)}.tail`)
    await expect(get(bare)).rejects.toEqual(damaged)
  })

  it('does not open: a tail that claims the object ends earlier', async () => {
    for (const claimed of [randomBytes(SEAL_OVERHEAD), randomBytes(500)]) {
      const objectId = await put(long)
      await writeFile(`${pathOf(objectId)}.tail`, Buffer.concat([tailNumber(1), claimed]))
      await expect(get(objectId)).rejects.toEqual(damaged)
    }
    const objectId = await put(long)
    const tail = await readFile(`${pathOf(objectId)}.tail`)
    await writeFile(`${pathOf(objectId)}.tail`, Buffer.concat([tailNumber(1), tail.subarray(TAIL_NUMBER_BYTES)]))
    await expect(get(objectId)).rejects.toEqual(damaged)
    await expect(store.resume(tenant, objectId)).rejects.toEqual(damaged)
  })

  it('does not open: a full segment in the place of the tail', async () => {
    const objectId = await put(long)
    const main = await readFile(pathOf(objectId))
    const first = main.subarray(HEADER_BYTES, HEADER_BYTES + SEALED_SEGMENT_BYTES)
    await writeFile(`${pathOf(objectId)}.tail`, Buffer.concat([tailNumber(0), first]))
    await expect(get(objectId)).rejects.toEqual(damaged)
  })

  it('does not open: as another object, or as another tenant’s', async () => {
    const source = await put(Buffer.from('invented'))
    const target = await put(Buffer.from('other'))
    await copyFile(pathOf(source), pathOf(target))
    await copyFile(`${pathOf(source)}.tail`, `${pathOf(target)}.tail`)
    await expect(get(target)).rejects.toEqual(damaged)
    const stranger = randomUUID()
    const theirs = await put(Buffer.from('theirs'), source, stranger)
    await copyFile(pathOf(source), pathOf(theirs, stranger))
    await copyFile(`${pathOf(source)}.tail`, `${pathOf(theirs, stranger)}.tail`)
    await expect(get(source, undefined, stranger)).rejects.toEqual(damaged)
  })

  it('shows nothing of itself on the disk', async () => {
    const marker = 'CANARY-INVENTED-TEXT'
    const objectId = await put(Buffer.from(marker.repeat(50)))
    for (const name of await readdir(join(root, tenant))) {
      const path = join(root, tenant, name)
      if ((await stat(path)).size < SEGMENT_BYTES) expect((await readFile(path)).includes(marker)).toBe(false)
    }
    expect((await get(objectId)).includes(marker)).toBe(true)
  })
})
