import { AppError } from '@cmr/errors'
import { open, seal, SEAL_OVERHEAD } from './seal.ts'
import type { TenantKeys } from './tenant-keys.ts'

/**
 * What an object is made of, wherever its parts are kept:
 *   header   4 bytes "CMR2", 4 bytes version of the tenant's key (big-endian), 60 bytes the object's own key, sealed
 *            with the tenant's key
 *   segment  full segments: 8 MiB each, sealed (28 bytes more), numbered from 0
 *   tail     8 bytes number of the last, partial segment (big-endian), then 0 bytes to 8 MiB - 1, sealed
 *
 * The object's own key is bound to tenant, object and key version; each segment to tenant, object, its number and
 * whether it is the last, under a key that belongs to this object since it was made. So segments cannot be swapped,
 * reordered, cut off, taken from an earlier object of that name or read as another tenant's. The tail says where the
 * object ends: full segments from its number on were written after the last flush, do not count, and are written again.
 *
 * "CMR1" objects bound the key to tenant and object only; they are read and gone on with as they are.
 */
export const SEGMENT_BYTES = 8 << 20
export const SEALED_SEGMENT_BYTES = SEGMENT_BYTES + SEAL_OVERHEAD
export const TAIL_NUMBER_BYTES = 8
const MAGIC_BYTES = 4
const VERSION_BYTES = 4
const KEY_BYTES = 32
export const HEADER_BYTES = MAGIC_BYTES + VERSION_BYTES + KEY_BYTES + SEAL_OVERHEAD

const FORMATS = ['CMR1', 'CMR2'] as const
type Format = (typeof FORMATS)[number]
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** One object of one tenant. */
export interface ObjectName {
  readonly tenantId: string
  readonly objectId: string
}

/** An opened header. */
export interface ObjectHead {
  readonly format: Format
  /** Version of the tenant's key that sealed the object's own. */
  readonly keyVersion: number
  /** The object's own key. */
  readonly key: Buffer
}

/** Throws VALIDATION for anything but a UUID, so that no name can lead elsewhere. */
export function requireUuid(id: string): void {
  if (UUID.test(id)) return
  throw new AppError('VALIDATION', 'An object is named by two UUIDs.', { details: { reason: 'object-name' } })
}

export function objectName(tenantId: string, objectId: string): ObjectName {
  requireUuid(tenantId)
  requireUuid(objectId)
  return { tenantId, objectId }
}

/** Seals an object's own key with a key of its tenant. */
export function makeHeader(
  name: ObjectName,
  own: Pick<ObjectHead, 'format' | 'key'>,
  tenantKey: { readonly version: number; readonly key: Buffer },
): Buffer {
  const version = Buffer.alloc(VERSION_BYTES)
  version.writeUInt32BE(tenantKey.version)
  const sealed = seal(tenantKey.key, own.key, keyContext(name, own.format, tenantKey.version))
  return Buffer.concat([Buffer.from(own.format), version, sealed])
}

export async function openHeader(name: ObjectName, header: Buffer, keys: TenantKeys): Promise<ObjectHead> {
  const magic = header.toString('latin1', 0, MAGIC_BYTES)
  const format = FORMATS.find((known) => known === magic)
  if (header.length < HEADER_BYTES || format === undefined) throw damaged()
  const keyVersion = header.readUInt32BE(MAGIC_BYTES)
  const tenantKey = await keys.get(name.tenantId, keyVersion)
  const sealed = header.subarray(MAGIC_BYTES + VERSION_BYTES, HEADER_BYTES)
  return { format, keyVersion, key: open(tenantKey, sealed, keyContext(name, format, keyVersion)) }
}

function keyContext({ tenantId, objectId }: ObjectName, format: Format, version: number): string {
  const place = `object-key|${tenantId}|${objectId}`
  return format === 'CMR1' ? place : `${place}|${format}|${version}`
}

export function segmentContext(
  { tenantId, objectId }: ObjectName,
  format: Format,
  segment: number,
  isLast: boolean,
): string {
  const place = `segment|${tenantId}|${objectId}|${segment}|${isLast ? 'last' : 'more'}`
  return format === 'CMR1' ? place : `${place}|${format}`
}

/** What is stored as the tail: its number, then the sealed bytes. */
export function makeTail(segment: number, sealed: Buffer): Buffer {
  const number = Buffer.alloc(TAIL_NUMBER_BYTES)
  number.writeBigUInt64BE(BigInt(segment))
  return Buffer.concat([number, sealed])
}

/** The number of the last segment, which is how many full ones come before it, and its sealed bytes. */
export function splitTail(tail: Buffer | undefined): { readonly segments: number; readonly sealed: Buffer } {
  if (tail === undefined || tail.length < TAIL_NUMBER_BYTES + SEAL_OVERHEAD) throw damaged()
  return { segments: Number(tail.readBigUInt64BE(0)), sealed: tail.subarray(TAIL_NUMBER_BYTES) }
}

export function damaged(): AppError {
  return new AppError('INTERNAL', 'Stored data could not be opened: part of it is missing.', {
    details: { reason: 'sealed-bytes-damaged' },
  })
}

export function unknownObject(): AppError {
  return new AppError('NOT_FOUND', 'There is no such stored file.', { details: { reason: 'unknown-object' } })
}

export function objectExists(): AppError {
  return new AppError('CONFLICT', 'The stored file exists already.', { details: { reason: 'object-exists' } })
}
