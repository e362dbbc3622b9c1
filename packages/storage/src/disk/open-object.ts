import { open as openFile, readFile, type FileHandle } from 'node:fs/promises'
import { AppError } from '@cmr/errors'
import { open, SEAL_OVERHEAD } from '../seal.ts'
import type { TenantKeys } from '../tenant-keys.ts'
import {
  damaged,
  fullSegments,
  HEADER_BYTES,
  keyContext,
  MAGIC,
  type ObjectName,
  type ObjectPaths,
  SEALED_SEGMENT_BYTES,
  SEGMENT_BYTES,
  segmentContext,
  segmentOffset,
  TAIL_NUMBER_BYTES,
} from './object-file.ts'

/** An object's files, opened: its key, its full segments and its tail, as of the last flush. */
export interface OpenObject {
  readonly file: FileHandle
  readonly key: Buffer
  readonly segments: number
  /** Sealed bytes of the last segment, which comes after the full ones. */
  readonly tail: Buffer
  /** Durable bytes. */
  readonly size: number
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

async function openOrRefuse(path: string, flags: string): Promise<FileHandle> {
  try {
    return await openFile(path, flags)
  } catch (error) {
    if (!isMissing(error)) throw error
    throw new AppError('NOT_FOUND', 'There is no such stored file.', { details: { reason: 'unknown-object' } })
  }
}

async function readHeader(file: FileHandle, name: ObjectName, keys: TenantKeys): Promise<Buffer> {
  const header = Buffer.alloc(HEADER_BYTES)
  const { bytesRead } = await file.read(header, 0, HEADER_BYTES, 0)
  if (bytesRead < HEADER_BYTES || !header.subarray(0, MAGIC.length).equals(MAGIC)) throw damaged()
  const tenantKey = await keys.get(name.tenantId, header.readUInt32BE(MAGIC.length))
  return open(tenantKey, header.subarray(MAGIC.length + 4), keyContext(name))
}

async function readTail(path: string, mainBytes: number): Promise<{ segments: number; tail: Buffer }> {
  const bytes = await readFile(path).catch((error: unknown) => {
    if (isMissing(error)) throw damaged()
    throw error
  })
  if (bytes.length < TAIL_NUMBER_BYTES + SEAL_OVERHEAD) throw damaged()
  const segments = Number(bytes.readBigUInt64BE(0))
  if (segments > fullSegments(mainBytes)) throw damaged()
  return { segments, tail: bytes.subarray(TAIL_NUMBER_BYTES) }
}

/** Opens an object with file flags `r` or `r+`. The caller closes `file`. */
export async function openObject(
  name: ObjectName,
  paths: ObjectPaths,
  keys: TenantKeys,
  flags: 'r' | 'r+',
): Promise<OpenObject> {
  const file = await openOrRefuse(paths.main, flags)
  try {
    const key = await readHeader(file, name, keys)
    const { segments, tail } = await readTail(paths.tail, (await file.stat()).size)
    return { file, key, segments, tail, size: segments * SEGMENT_BYTES + tail.length - SEAL_OVERHEAD }
  } catch (error) {
    await file.close()
    throw error
  }
}

/** The plain bytes of the last segment. */
export function openTail(object: OpenObject, name: ObjectName): Buffer {
  return open(object.key, object.tail, segmentContext(name, object.segments, true))
}

/** The plain bytes of one segment, the last included. */
export async function openSegment(object: OpenObject, name: ObjectName, segment: number): Promise<Buffer> {
  if (segment === object.segments) return openTail(object, name)
  const sealed = Buffer.allocUnsafe(SEALED_SEGMENT_BYTES)
  const { bytesRead } = await object.file.read(sealed, 0, SEALED_SEGMENT_BYTES, segmentOffset(segment))
  if (bytesRead < SEALED_SEGMENT_BYTES) throw damaged()
  return open(object.key, sealed, segmentContext(name, segment, false))
}
