import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HEADER_BYTES, SEGMENT_BYTES, TAIL_NUMBER_BYTES } from '../object-format.ts'
import type { ObjectStore, ObjectWriter } from '../object-store.ts'
import { createTenantKeys, type TenantKeys } from '../tenant-keys.ts'
import { keyTable, memoryWrapper } from './key-table.ts'

export type Part = 'head' | 'tail' | number

/** What somebody with access to the storage itself can do to it. */
export interface Intruder {
  readPart(tenantId: string, objectId: string, part: Part): Promise<Buffer>
  writePart(tenantId: string, objectId: string, part: Part, bytes: Buffer): Promise<void>
  removePart(tenantId: string, objectId: string, part: Part): Promise<void>
  /** Every byte that is stored for a tenant, names and contents. */
  everything(tenantId: string): Promise<Buffer>
}

export interface StoreUnderTest extends Intruder {
  readonly store: ObjectStore
  close(): Promise<void>
}

const damaged = expect.objectContaining({ code: 'INTERNAL', details: { reason: 'sealed-bytes-damaged' } })
const missing = expect.objectContaining({ code: 'NOT_FOUND', details: { reason: 'unknown-object' } })
/** Two full segments and a little. */
const long = randomBytes(2 * SEGMENT_BYTES + 12_345)
/** One full segment and a little. */
const medium = long.subarray(SEGMENT_BYTES)

/** What was thrown. Not the bytes when they opened after all: printing a segment takes minutes. */
function refusal(opening: Promise<unknown>): Promise<unknown> {
  return opening.then(
    () => 'it opened',
    (error: unknown) => error,
  )
}

/** What every driver of the object store must do. */
export function describeObjectStore(driver: string, open: (keys: TenantKeys) => Promise<StoreUnderTest>): void {
  const table = keyTable()
  const keys = createTenantKeys({ wrapper: memoryWrapper(randomBytes(32)), ...table })
  const tenant = randomUUID()
  /** Writers a crash took: never closed, but kept from the garbage collector, which would complain. */
  const crashedWriters: ObjectWriter[] = []
  let test: StoreUnderTest
  let store: ObjectStore

  beforeAll(async () => {
    test = await open(keys)
    store = test.store
  })
  afterAll(() => test.close())

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

  async function listed(tenantId: string): Promise<string[]> {
    const ids: string[] = []
    for await (const id of store.list(tenantId)) ids.push(id)
    return ids.sort()
  }

  async function flip(objectId: string, part: Part, at: number): Promise<void> {
    const bytes = await test.readPart(tenant, objectId, part)
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
    await test.writePart(tenant, objectId, part, bytes)
  }

  describe(`${driver}: an object`, () => {
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
      const objectId = await put(long)
      await expect(store.create(tenant, objectId)).rejects.toMatchObject({ code: 'CONFLICT' })
      await expect(store.size(tenant, randomUUID())).rejects.toEqual(missing)
      await store.remove(tenant, objectId)
      await store.remove(tenant, objectId)
      await expect(get(objectId)).rejects.toEqual(missing)
      await expect(store.resume(tenant, objectId)).rejects.toEqual(missing)
      await expect(store.create(tenant, '../../escape')).rejects.toMatchObject({ code: 'VALIDATION' })
      await expect(store.removeAll('..')).rejects.toMatchObject({ code: 'VALIDATION' })
      await expect(listed('')).rejects.toMatchObject({ code: 'VALIDATION' })
    })

    it('is listed for its tenant alone, and goes with everything of the tenant', async () => {
      const [leaving, staying] = [randomUUID(), randomUUID()]
      const ids = [await put(long, undefined, leaving), await put(Buffer.alloc(0), undefined, leaving)].sort()
      const theirs = await put(Buffer.from('theirs'), undefined, staying)
      expect(await listed(leaving)).toEqual(ids)
      await store.removeAll(leaving)
      await store.removeAll(leaving)
      expect(await listed(leaving)).toEqual([])
      expect(await test.everything(leaving)).toEqual(Buffer.alloc(0))
      expect(await listed(staying)).toEqual([theirs])
      expect((await get(theirs, undefined, staying)).toString()).toBe('theirs')
    })
  })

  describe(`${driver}: after a crash`, () => {
    it('segments written after the last flush do not count, whole or damaged', async () => {
      const objectId = await put(long.subarray(0, SEGMENT_BYTES + 50))
      const crashed = await store.resume(tenant, objectId)
      crashedWriters.push(crashed)
      await crashed.write(long.subarray(SEGMENT_BYTES + 50, 2 * SEGMENT_BYTES))
      expect(await store.size(tenant, objectId)).toBe(SEGMENT_BYTES + 50)
      expect((await get(objectId)).equals(long.subarray(0, SEGMENT_BYTES + 50))).toBe(true)
      await flip(objectId, 1, 5)
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

  describe(`${driver}: what was changed from outside`, () => {
    it('does not open: a flipped byte in header, segment or tail', async () => {
      for (const [part, at] of [
        ['head', 0],
        ['head', 20],
        [0, 999],
        ['tail', 30],
      ] as const) {
        const objectId = await put(medium)
        await flip(objectId, part, at)
        expect(await refusal(get(objectId))).toEqual(damaged)
      }
    })

    it('does not open: segments in another order', async () => {
      const objectId = await put(long)
      const [one, two] = [await test.readPart(tenant, objectId, 0), await test.readPart(tenant, objectId, 1)]
      await test.writePart(tenant, objectId, 0, two)
      await test.writePart(tenant, objectId, 1, one)
      expect(await refusal(get(objectId))).toEqual(damaged)
    })

    it('does not open: cut off at a segment, in a segment, or without its tail', async () => {
      const cut = await put(long)
      await test.removePart(tenant, cut, 1)
      expect(await refusal(get(cut))).toEqual(damaged)
      expect(await refusal(store.resume(tenant, cut))).toEqual(damaged)
      const torn = await put(long)
      const segment = await test.readPart(tenant, torn, 1)
      await test.writePart(tenant, torn, 1, segment.subarray(0, 4096))
      expect(await refusal(get(torn))).toEqual(damaged)
      const bare = await put(long)
      await test.removePart(tenant, bare, 'tail')
      expect(await refusal(get(bare))).toEqual(damaged)
    })

    it('does not open: a tail that claims another place', async () => {
      const objectId = await put(long)
      const tail = await test.readPart(tenant, objectId, 'tail')
      const forged = Buffer.from(tail)
      forged.writeBigUInt64BE(1n)
      await test.writePart(tenant, objectId, 'tail', forged)
      expect(await refusal(get(objectId))).toEqual(damaged)
      expect(await refusal(store.resume(tenant, objectId))).toEqual(damaged)
    })

    it('does not open: a full segment in the place of the tail', async () => {
      const objectId = await put(medium)
      const first = await test.readPart(tenant, objectId, 0)
      await test.writePart(tenant, objectId, 'tail', Buffer.concat([Buffer.alloc(TAIL_NUMBER_BYTES), first]))
      expect(await refusal(get(objectId))).toEqual(damaged)
    })

    it('does not open: as another object, as another tenant’s, or as an earlier object of that name', async () => {
      const source = await put(medium)
      const parts = ['head', 0, 'tail'] as const
      const taken = await Promise.all(parts.map(async (part) => test.readPart(tenant, source, part)))
      const stranger = randomUUID()
      for (const [tenantId, objectId] of [
        [tenant, await put(medium)],
        [stranger, await put(medium, source, stranger)],
      ] as const) {
        for (const [index, part] of parts.entries())
          await test.writePart(tenantId, objectId, part, taken[index] ?? Buffer.alloc(0))
        expect(await refusal(get(objectId, undefined, tenantId))).toEqual(damaged)
      }
      await store.remove(tenant, source)
      await put(randomBytes(medium.length), source)
      await test.writePart(tenant, source, 0, taken[1] ?? Buffer.alloc(0))
      expect(await refusal(get(source))).toEqual(damaged)
    })

    it('does not open: with a header under another version of the tenant’s key', async () => {
      const objectId = await put(Buffer.from('invented'))
      const head = await test.readPart(tenant, objectId, 'head')
      head.writeUInt32BE(99, 4)
      await test.writePart(tenant, objectId, 'head', head)
      await expect(get(objectId)).rejects.toMatchObject({ details: { reason: 'unknown-tenant-key' } })
    })

    it('shows nothing of itself where it lies', async () => {
      const owner = randomUUID()
      const marker = 'CANARY-INVENTED-TEXT'
      const objectId = await put(Buffer.from(marker.repeat(500_000)), undefined, owner)
      const stored = await test.everything(owner)
      expect(stored.length).toBeGreaterThan(marker.length * 500_000)
      expect(stored.includes(marker)).toBe(false)
      expect((await get(objectId, undefined, owner)).includes(marker)).toBe(true)
    })
  })

  describe(`${driver}: a new key of the tenant`, () => {
    it('takes over an object without touching its bytes, while it is written', async () => {
      const owner = randomUUID()
      const objectId = await put(long.subarray(0, 1000), undefined, owner)
      const writer = await store.resume(owner, objectId)
      expect(await store.rewrap(owner, objectId)).toBe(false)
      expect(await keys.rotate(owner)).toBe(2)
      expect(await store.rewrap(owner, objectId)).toBe(true)
      expect(await store.rewrap(owner, objectId)).toBe(false)
      await writer.write(long.subarray(1000))
      await writer.close()
      const head = await test.readPart(owner, objectId, 'head')
      expect([head.length, head.readUInt32BE(4)]).toEqual([HEADER_BYTES, 2])
      // The first key is not needed any more.
      table.rows.set(owner, (table.rows.get(owner) ?? []).slice(1))
      keys.forget(owner)
      expect((await get(objectId, undefined, owner)).equals(long)).toBe(true)
      await store.remove(owner, objectId)
      expect(await test.everything(owner)).toEqual(Buffer.alloc(0))
    })
  })
}
