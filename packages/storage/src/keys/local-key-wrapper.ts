import { mkdir, open as openFile, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@cmr/errors'
import { hasCode, keepFile, replaceFile, syncFolder, writeFully } from '../disk/durable-file.ts'
import { requireUuid } from '../object-format.ts'
import { deriveKey, newKey, open, seal } from '../seal.ts'
import { unknownTenantKey } from '../tenant-keys.ts'
import type { KeyPlace, KeyWrapper } from './key-wrapper.ts'

export interface LocalWrapperOptions {
  /** 32 bytes, kept outside the database. */
  readonly masterKey: Buffer
  /** Folder of the tenants' key halves; made when it is missing. Not part of any backup of database or files. */
  readonly root: string
}

/** First byte of what is wrapped with a half. Without it the master key alone wrapped, which older databases have. */
const WITH_HALF = 2
const SEALED_KEY_BYTES = 60
const HALF_BYTES = 32

/**
 * Wraps with the master key and, for each tenant, a random half of its own in `<root>/<tenant>`. Destroying writes
 * over the half and puts `<tenant>.destroyed` in its place: a copy of the database, whose rows still hold the wrapped
 * keys, opens nothing any more.
 */
export function createLocalWrapper({ masterKey, root }: LocalWrapperOptions): KeyWrapper {
  const halfPath = (tenantId: string): string => join(root, tenantId)
  const tombPath = (tenantId: string): string => join(root, `${tenantId}.destroyed`)

  async function isDestroyed(tenantId: string): Promise<boolean> {
    return (await readOrNothing(() => stat(tombPath(tenantId)))) !== undefined
  }

  async function readHalf(tenantId: string): Promise<Buffer | undefined> {
    if (await isDestroyed(tenantId)) return undefined
    return readOrNothing(() => readFile(halfPath(tenantId)))
  }

  /** The tenant's half; made when there is none. Of two that make one at once, one stands. */
  async function ensureHalf(tenantId: string): Promise<Buffer> {
    const known = await readHalf(tenantId)
    if (known !== undefined) return known
    await mkdir(root, { recursive: true, mode: 0o700 })
    await keepFile(halfPath(tenantId), newKey(), 0o600)
    return readFile(halfPath(tenantId))
  }

  function wrappingKey(half: Buffer): Buffer {
    return deriveKey(Buffer.concat([masterKey, half]), 'tenant-key-wrapping')
  }

  return {
    async wrap(place, key) {
      requireUuid(place.tenantId)
      if (await isDestroyed(place.tenantId)) {
        throw new AppError('CONFLICT', 'The keys of this office were destroyed when it left. It cannot get new ones.', {
          details: { reason: 'tenant-key-destroyed' },
        })
      }
      const half = await ensureHalf(place.tenantId)
      return Buffer.concat([Buffer.of(WITH_HALF), seal(wrappingKey(half), key, contextOf(place))])
    },
    async unwrap(place, wrapped) {
      requireUuid(place.tenantId)
      const half = await readHalf(place.tenantId)
      const byMasterAlone = wrapped.length === SEALED_KEY_BYTES
      if (byMasterAlone && !(await isDestroyed(place.tenantId))) return open(masterKey, wrapped, contextOf(place))
      if (half === undefined) throw unknownTenantKey(place.version)
      return open(wrappingKey(half), wrapped.subarray(1), contextOf(place))
    },
    async destroy(tenantId) {
      requireUuid(tenantId)
      await mkdir(root, { recursive: true, mode: 0o700 })
      await replaceFile(tombPath(tenantId), Buffer.alloc(0))
      await overwrite(halfPath(tenantId))
      await rm(halfPath(tenantId), { force: true })
      await syncFolder(root)
    },
  }
}

function contextOf({ tenantId, version }: KeyPlace): string {
  return `tenant-key|${tenantId}|${version}`
}

async function overwrite(path: string): Promise<void> {
  const file = await readOrNothing(() => openFile(path, 'r+'))
  if (file === undefined) return
  try {
    await writeFully(file, Buffer.alloc(HALF_BYTES), 0)
    await file.datasync()
  } finally {
    await file.close()
  }
}

async function readOrNothing<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
}
