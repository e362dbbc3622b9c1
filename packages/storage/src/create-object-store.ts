import {
  damaged,
  makeHeader,
  type ObjectHead,
  type ObjectName,
  objectName,
  openHeader,
  requireUuid,
  SEGMENT_BYTES,
  segmentContext,
  splitTail,
} from './object-format.ts'
import type { ObjectStore } from './object-store.ts'
import type { ObjectParts, PartStore } from './part-store.ts'
import { newKey, open, SEAL_OVERHEAD } from './seal.ts'
import { SegmentWriter } from './segment-writer.ts'
import type { TenantKeys } from './tenant-keys.ts'

/** An object's parts, opened: its key, its full segments and its tail, as of the last flush. */
interface OpenObject {
  readonly name: ObjectName
  readonly parts: ObjectParts
  readonly head: ObjectHead
  readonly segments: number
  /** Sealed bytes of the last segment, which comes after the full ones. */
  readonly tail: Buffer
  /** Durable bytes. */
  readonly size: number
}

/** The object store over a driver for its parts. */
export function createObjectStore({ parts: store, keys }: { parts: PartStore; keys: TenantKeys }): ObjectStore {
  /** The caller closes `parts`. */
  async function openObject(name: ObjectName, mode: 'read' | 'write'): Promise<OpenObject> {
    const parts = await store.open(name, mode)
    try {
      const head = await openHeader(name, await parts.readHeader(), keys)
      const { segments, sealed } = splitTail(await parts.readTail())
      if (!(await parts.mayHave(segments))) throw damaged()
      return {
        name,
        parts,
        head,
        segments,
        tail: sealed,
        size: segments * SEGMENT_BYTES + sealed.length - SEAL_OVERHEAD,
      }
    } catch (error) {
      await parts.close()
      throw error
    }
  }

  async function* read(
    tenantId: string,
    objectId: string,
    range?: { start: number; end: number },
  ): AsyncGenerator<Buffer> {
    const object = await openObject(objectName(tenantId, objectId), 'read')
    try {
      const start = range?.start ?? 0
      const end = Math.min(range?.end ?? object.size, object.size)
      // Who reads up to the end opens the last segment also when it is empty: it vouches for the end.
      const last = end === object.size ? object.segments : Math.ceil(end / SEGMENT_BYTES) - 1
      for (let segment = Math.floor(start / SEGMENT_BYTES); segment <= last; segment++) {
        const plain = await openSegment(object, segment)
        const from = segment * SEGMENT_BYTES
        const piece = plain.subarray(Math.max(0, start - from), Math.max(0, end - from))
        if (piece.length > 0) yield piece
      }
    } finally {
      await object.parts.close()
    }
  }

  return {
    read,
    async create(tenantId, objectId) {
      const name = objectName(tenantId, objectId)
      const own = { format: 'CMR2', key: newKey() } as const
      const parts = await store.create(name, makeHeader(name, own, await keys.current(tenantId)))
      try {
        const writer = new SegmentWriter(name, own, parts, 0, Buffer.alloc(0), true)
        await writer.flush()
        return writer
      } catch (error) {
        await parts.close()
        await store.remove(name)
        throw error
      }
    },
    async resume(tenantId, objectId) {
      const object = await openObject(objectName(tenantId, objectId), 'write')
      try {
        const tail = openTail(object)
        // What was written after the last flush, perhaps cut off in the middle.
        await object.parts.dropSegments(object.segments)
        return new SegmentWriter(object.name, object.head, object.parts, object.segments, tail, false)
      } catch (error) {
        await object.parts.close()
        throw error
      }
    },
    async size(tenantId, objectId) {
      const object = await openObject(objectName(tenantId, objectId), 'read')
      await object.parts.close()
      return object.size
    },
    remove: async (tenantId, objectId) => store.remove(objectName(tenantId, objectId)),
    async *list(tenantId) {
      requireUuid(tenantId)
      yield* store.list(tenantId)
    },
    async removeAll(tenantId) {
      requireUuid(tenantId)
      await store.removeAll(tenantId)
    },
    async rewrap(tenantId, objectId) {
      const name = objectName(tenantId, objectId)
      const parts = await store.open(name, 'read')
      try {
        const head = await openHeader(name, await parts.readHeader(), keys)
        const current = await keys.current(tenantId)
        if (head.keyVersion === current.version) return false
        await store.replaceHeader(name, makeHeader(name, head, current))
        return true
      } finally {
        await parts.close()
      }
    },
  }
}

/** The plain bytes of the last segment. */
function openTail({ name, head, tail, segments }: OpenObject): Buffer {
  return open(head.key, tail, segmentContext(name, head.format, segments, true))
}

/** The plain bytes of one segment, the last included. */
async function openSegment(object: OpenObject, segment: number): Promise<Buffer> {
  if (segment === object.segments) return openTail(object)
  const sealed = await object.parts.readSegment(segment)
  if (sealed === undefined) throw damaged()
  return open(object.head.key, sealed, segmentContext(object.name, object.head.format, segment, false))
}
