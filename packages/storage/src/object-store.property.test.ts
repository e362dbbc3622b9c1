import { randomBytes, randomUUID } from 'node:crypto'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ObjectStore, ObjectWriter } from './object-store.ts'
import { SEGMENT_BYTES } from './object-format.ts'
import { createTenantKeys } from './tenant-keys.ts'
import { openDiskStore } from './test/disk-store.ts'
import { keyTable, memoryWrapper } from './test/key-table.ts'
import type { StoreUnderTest } from './test/object-store.conformance.ts'

const tenant = randomUUID()
const keys = createTenantKeys({ wrapper: memoryWrapper(randomBytes(32)), ...keyTable() })
const source = randomBytes(4 * SEGMENT_BYTES)

/** Writers a crash took: never closed, but kept from the garbage collector, which would complain. */
const crashedWriters: ObjectWriter[] = []

let disk: StoreUnderTest
let store: ObjectStore

beforeAll(async () => {
  disk = await openDiskStore(keys)
  store = disk.store
})
afterAll(() => disk.close())

async function get(objectId: string, range?: { start: number; end: number }): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of store.read(tenant, objectId, range)) pieces.push(piece)
  return Buffer.concat(pieces)
}

const size = fc.oneof(
  fc.integer({ min: 0, max: 2000 }),
  fc.integer({ min: SEGMENT_BYTES - 2, max: SEGMENT_BYTES + 2 }),
  fc.integer({ min: 0, max: SEGMENT_BYTES }),
)
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('write' as const), bytes: size }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('flush' as const, 'close' as const, 'crash' as const) }) },
)

it('whatever is written, flushed, closed and lost: the object is a prefix of the source, and no flushed byte is gone', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), fc.nat(), fc.nat(), async (steps, from, to) => {
      const objectId = randomUUID()
      let writer = await store.create(tenant, objectId)
      let durable = 0
      for (const next of steps) {
        if (next.do === 'write') {
          await writer.write(source.subarray(writer.size, writer.size + next.bytes))
          continue
        }
        if (next.do === 'flush') await writer.flush()
        if (next.do === 'close') await writer.close()
        if (next.do === 'crash') crashedWriters.push(writer)
        else durable = writer.size
        expect(await store.size(tenant, objectId)).toBeGreaterThanOrEqual(durable)
        if (next.do !== 'flush') writer = await store.resume(tenant, objectId)
        durable = Math.max(durable, await store.size(tenant, objectId))
      }
      await writer.close()
      const whole = await get(objectId)
      expect(whole.equals(source.subarray(0, writer.size))).toBe(true)
      const [start, end] = [from % (whole.length + 1), to % (whole.length + 1)].sort((a, b) => a - b) as [
        number,
        number,
      ]
      expect((await get(objectId, { start, end })).equals(whole.subarray(start, end))).toBe(true)
      await store.remove(tenant, objectId)
    }),
    { numRuns: 15 },
  )
}, 60_000)

setFlagsFromString('--expose-gc')
// Safe: the flag gives every new context a collector under this name.
const collectGarbage = runInNewContext('gc') as () => void

it('holds a few segments at most, however long the object', async () => {
  const objectId = randomUUID()
  const held = (): number => {
    collectGarbage()
    return process.memoryUsage().arrayBuffers
  }
  const before = held()
  let peak = before
  let seen = 0
  const look = (bytes: number): void => {
    seen += bytes
    if (seen % SEGMENT_BYTES < bytes) peak = Math.max(peak, held())
  }
  const writer = await store.create(tenant, objectId)
  for (let written = 0; written < 32 * SEGMENT_BYTES; written += 1 << 20) {
    await writer.write(source.subarray(0, 1 << 20))
    look(1 << 20)
  }
  await writer.close()
  let bytes = 0
  for await (const piece of store.read(tenant, objectId)) {
    bytes += piece.length
    look(piece.length)
  }
  expect(bytes).toBe(32 * SEGMENT_BYTES)
  // The object itself has 32.
  expect(peak - before).toBeLessThan(8 * SEGMENT_BYTES)
}, 60_000)
