import { mkdir, open as openFile, rm } from 'node:fs/promises'
import { AppError } from '@cmr/errors'
import type { ObjectStore, ObjectWriter } from '../object-store.ts'
import { newKey, seal } from '../seal.ts'
import type { TenantKeys } from '../tenant-keys.ts'
import { DiskWriter } from './disk-writer.ts'
import { writeFully } from './durable-file.ts'
import { keyContext, MAGIC, type ObjectName, pathsOf, SEGMENT_BYTES, segmentOffset } from './object-file.ts'
import { openObject, openSegment, openTail } from './open-object.ts'

export interface DiskStoreOptions {
  /** Folder of the store; made when it is missing. */
  readonly root: string
  readonly keys: TenantKeys
}

/** The object store on a local disk. */
export function createObjectStore({ root, keys }: DiskStoreOptions): ObjectStore {
  async function create(tenantId: string, objectId: string): Promise<ObjectWriter> {
    const name: ObjectName = { tenantId, objectId }
    const paths = pathsOf(root, name)
    const { version, key: tenantKey } = await keys.current(tenantId)
    const key = newKey()
    await mkdir(paths.folder, { recursive: true, mode: 0o700 })
    const file = await openFile(paths.main, 'wx', 0o600).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
      throw new AppError('CONFLICT', 'The stored file exists already.', { details: { reason: 'object-exists' } })
    })
    const keyVersion = Buffer.alloc(4)
    keyVersion.writeUInt32BE(version)
    try {
      await writeFully(file, Buffer.concat([MAGIC, keyVersion, seal(tenantKey, key, keyContext(name))]), 0)
      const writer = new DiskWriter(file, key, name, paths, 0, Buffer.alloc(0), true)
      await writer.flush()
      return writer
    } catch (error) {
      await file.close()
      await remove(tenantId, objectId)
      throw error
    }
  }

  async function resume(tenantId: string, objectId: string): Promise<ObjectWriter> {
    const name: ObjectName = { tenantId, objectId }
    const paths = pathsOf(root, name)
    const object = await openObject(name, paths, keys, 'r+')
    try {
      const tail = openTail(object, name)
      // What was written after the last flush, perhaps cut off in the middle.
      await object.file.truncate(segmentOffset(object.segments))
      return new DiskWriter(object.file, object.key, name, paths, object.segments, tail, false)
    } catch (error) {
      await object.file.close()
      throw error
    }
  }

  async function* read(
    tenantId: string,
    objectId: string,
    range?: { start: number; end: number },
  ): AsyncGenerator<Buffer> {
    const name: ObjectName = { tenantId, objectId }
    const object = await openObject(name, pathsOf(root, name), keys, 'r')
    try {
      const start = range?.start ?? 0
      const end = Math.min(range?.end ?? object.size, object.size)
      // Who reads up to the end opens the last segment also when it is empty: it vouches for the end.
      const last = end === object.size ? object.segments : Math.ceil(end / SEGMENT_BYTES) - 1
      for (let segment = Math.floor(start / SEGMENT_BYTES); segment <= last; segment++) {
        const plain = await openSegment(object, name, segment)
        const from = segment * SEGMENT_BYTES
        const piece = plain.subarray(Math.max(0, start - from), Math.max(0, end - from))
        if (piece.length > 0) yield piece
      }
    } finally {
      await object.file.close()
    }
  }

  async function size(tenantId: string, objectId: string): Promise<number> {
    const name: ObjectName = { tenantId, objectId }
    const object = await openObject(name, pathsOf(root, name), keys, 'r')
    await object.file.close()
    return object.size
  }

  async function remove(tenantId: string, objectId: string): Promise<void> {
    const { main, tail } = pathsOf(root, { tenantId, objectId })
    await Promise.all([main, tail, `${tail}.next`].map((path) => rm(path, { force: true })))
  }

  return { create, resume, read, size, remove }
}
