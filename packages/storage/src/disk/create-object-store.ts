import { mkdir, open as openFile, rm } from 'node:fs/promises'
import { AppError } from '@cmr/errors'
import type { ObjectStore, ObjectWriter } from '../object-store.ts'
import { newKey, seal } from '../seal.ts'
import type { TenantKeys } from '../tenant-keys.ts'
import { DiskWriter } from './disk-writer.ts'
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
    await file.write(Buffer.concat([MAGIC, keyVersion, seal(tenantKey, key, keyContext(name))]))
    const writer = new DiskWriter(file, key, name, paths, 0, Buffer.alloc(0), true)
    await writer.flush()
    return writer
  }

  async function resume(tenantId: string, objectId: string): Promise<ObjectWriter> {
    const name: ObjectName = { tenantId, objectId }
    const paths = pathsOf(root, name)
    const object = await openObject(name, paths, keys, 'r+')
    try {
      const tail = openTail(object, name)
      // What a crash cut off in the middle of a segment.
      await object.file.truncate(segmentOffset(object.segments))
      return new DiskWriter(object.file, object.key, name, paths, object.segments, tail, object.tail === undefined)
    } catch (error) {
      await object.file.close()
      throw error
    }
  }

  async function* read(tenantId: string, objectId: string, range?: { start: number; end: number }): AsyncGenerator<Buffer> {
    const name: ObjectName = { tenantId, objectId }
    const object = await openObject(name, pathsOf(root, name), keys, 'r')
    try {
      const end = Math.min(range?.end ?? object.size, object.size)
      let at = range?.start ?? 0
      while (at < end) {
        const segment = Math.floor(at / SEGMENT_BYTES)
        const from = segment * SEGMENT_BYTES
        const plain = await openSegment(object, name, segment)
        yield plain.subarray(at - from, end - from)
        at = from + SEGMENT_BYTES
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
