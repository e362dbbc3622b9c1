import { join } from 'node:path'
import { AppError } from '@cmr/errors'
import { SEAL_OVERHEAD } from '../seal.ts'

/**
 * How an object lies on disk.
 *
 * `<tenant>/<object>` holds a header and the full segments, and only ever grows:
 *   4 bytes  "CMR1"
 *   4 bytes  version of the tenant's key, big-endian
 *   60 bytes the object's own key, sealed with the tenant's key
 *   then     full segments: 8 MiB each, sealed (28 bytes more)
 * `<tenant>/<object>.tail` holds the last, partial segment and is replaced as a whole:
 *   8 bytes  number of the segment, big-endian; all segments before it are full
 *   then     0 bytes to 8 MiB - 1, sealed
 *
 * Each seal is bound to tenant, object, segment number and whether it is the last, so that segments cannot be swapped,
 * reordered, cut off or read as another tenant's. The tail says where the object ends: full segments from its number on
 * were written after the last flush, do not count, and are written again.
 */
export const SEGMENT_BYTES = 8 << 20
export const SEALED_SEGMENT_BYTES = SEGMENT_BYTES + SEAL_OVERHEAD
export const MAGIC = Buffer.from('CMR1')
const KEY_BYTES = 32
export const HEADER_BYTES = MAGIC.length + 4 + KEY_BYTES + SEAL_OVERHEAD
export const TAIL_NUMBER_BYTES = 8

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** One object of one tenant. */
export interface ObjectName {
  readonly tenantId: string
  readonly objectId: string
}

export interface ObjectPaths {
  readonly folder: string
  readonly main: string
  readonly tail: string
}

/** Where an object lies. Throws VALIDATION for anything but UUIDs, so that no name can lead elsewhere. */
export function pathsOf(root: string, { tenantId, objectId }: ObjectName): ObjectPaths {
  if (!UUID.test(tenantId) || !UUID.test(objectId)) {
    throw new AppError('VALIDATION', 'An object is named by two UUIDs.', { details: { reason: 'object-name' } })
  }
  const folder = join(root, tenantId)
  const main = join(folder, objectId)
  return { folder, main, tail: `${main}.tail` }
}

export function keyContext({ tenantId, objectId }: ObjectName): string {
  return `object-key|${tenantId}|${objectId}`
}

export function segmentContext({ tenantId, objectId }: ObjectName, segment: number, isLast: boolean): string {
  return `segment|${tenantId}|${objectId}|${segment}|${isLast ? 'last' : 'more'}`
}

/** Offset of a full segment in the main file. */
export function segmentOffset(segment: number): number {
  return HEADER_BYTES + segment * SEALED_SEGMENT_BYTES
}

/** Full segments in a main file of this length; bytes of one that was cut off by a crash do not count. */
export function fullSegments(mainBytes: number): number {
  return Math.max(0, Math.floor((mainBytes - HEADER_BYTES) / SEALED_SEGMENT_BYTES))
}

export function damaged(): AppError {
  return new AppError('INTERNAL', 'Stored data could not be opened: part of it is missing.', {
    details: { reason: 'sealed-bytes-damaged' },
  })
}
