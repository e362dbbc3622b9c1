import { AppError, isAppError } from '@cmr/errors'
import type { KeyWrapper } from './keys/key-wrapper.ts'
import { newKey } from './seal.ts'

/** The keys an office's objects and columns are encrypted under. */
export interface TenantKeys {
  /** The key new data is written with; made at the first call. Throws NOT_FOUND `unknown-tenant-key` once they were destroyed. */
  current(tenantId: string): Promise<{ readonly version: number; readonly key: Buffer }>
  /** A key by its version, for reading; a retired one too. Throws NOT_FOUND `unknown-tenant-key`. */
  get(tenantId: string, version: number): Promise<Buffer>
  /**
   * Makes the next version, which new data is written with from now on. Returns its number. `save` keeps it in the place
   * of the usual way: for whoever does more in the same transaction.
   */
  rotate(tenantId: string, save?: SaveKey): Promise<number>
  /** Destroys every key of the tenant: what they sealed opens nowhere any more, copies included. */
  destroy(tenantId: string): Promise<void>
  /** Forgets what is held in memory, of one tenant or of all; the next use asks again. */
  forget(tenantId?: string): void
}

/** A tenant's key as it may be kept anywhere: wrapped. */
export interface WrappedKey {
  /** Counts from 1. */
  readonly version: number
  readonly wrapped: Buffer
  /** True for a key that still opens what was sealed with it, and seals nothing new. */
  readonly retired?: boolean
  /** True for a key that is gone: of it only the number is kept. */
  readonly destroyed?: boolean
}

/** Keeps a new key. Throws CONFLICT, or does nothing, when that version is there already: the first one stands. */
export type SaveKey = (tenantId: string, key: WrappedKey) => Promise<void>

export interface TenantKeysOptions {
  readonly wrapper: KeyWrapper
  /** All wrapped keys of a tenant, in any order. */
  load(tenantId: string): Promise<readonly WrappedKey[]>
  readonly save: SaveKey
}

/** A keyring that unwraps each key once per process, until it is told to forget. */
export function createTenantKeys({ wrapper, load, save }: TenantKeysOptions): TenantKeys {
  const held = new Map<string, Ring>()

  function ringOf(tenantId: string): Ring {
    const ring = held.get(tenantId) ?? { opened: new Map<number, Buffer>() }
    held.set(tenantId, ring)
    return ring
  }

  /** Into the ring it was asked for: one that was forgotten meanwhile keeps it from nobody's sight but its caller's. */
  async function unwrap(tenantId: string, ring: Ring, { version, wrapped, destroyed }: WrappedKey): Promise<Buffer> {
    if (destroyed === true) throw unknownTenantKey(version)
    const key = ring.opened.get(version) ?? (await wrapper.unwrap({ tenantId, version }, wrapped))
    ring.opened.set(version, key)
    return key
  }

  /** Makes the version after those known, unless another process was first; what is kept is the one. */
  async function makeNext(tenantId: string, known: readonly WrappedKey[], keep = save): Promise<WrappedKey> {
    if (known.some((key) => key.destroyed === true)) throw unknownTenantKey()
    const version = Math.max(0, ...known.map((key) => key.version)) + 1
    try {
      await keep(tenantId, { version, wrapped: await wrapper.wrap({ tenantId, version }, newKey()) })
    } catch (error) {
      if (!isAppError(error, 'CONFLICT') || error.details?.reason === 'tenant-key-destroyed') throw error
    }
    const kept = newestOf(await load(tenantId))
    if (kept === undefined)
      throw new AppError('INTERNAL', 'A new key was not kept.', { details: { reason: 'invariant' } })
    return kept
  }

  return {
    async current(tenantId) {
      const ring = ringOf(tenantId)
      const known = ring.newest === undefined ? undefined : ring.opened.get(ring.newest)
      if (ring.newest !== undefined && known !== undefined) return { version: ring.newest, key: known }
      const keys = await load(tenantId)
      const kept = newestOf(keys) ?? (await makeNext(tenantId, keys))
      const key = await unwrap(tenantId, ring, kept)
      ring.newest = kept.version
      return { version: kept.version, key }
    },
    async get(tenantId, version) {
      const ring = ringOf(tenantId)
      const known = ring.opened.get(version)
      if (known !== undefined) return known
      const kept = (await load(tenantId)).find((key) => key.version === version)
      if (kept === undefined) throw unknownTenantKey(version)
      return unwrap(tenantId, ring, kept)
    },
    async rotate(tenantId, keep) {
      const { version } = await makeNext(tenantId, await load(tenantId), keep)
      held.delete(tenantId)
      return version
    },
    async destroy(tenantId) {
      await wrapper.destroy(tenantId)
      held.delete(tenantId)
    },
    forget(tenantId) {
      if (tenantId === undefined) held.clear()
      else held.delete(tenantId)
    },
  }
}

/** Keys of one tenant in memory. */
interface Ring {
  readonly opened: Map<number, Buffer>
  newest?: number
}

export function unknownTenantKey(version?: number): AppError {
  return new AppError('NOT_FOUND', 'The key of this data does not exist any more.', {
    details: version === undefined ? { reason: 'unknown-tenant-key' } : { reason: 'unknown-tenant-key', version },
  })
}

function newestOf(keys: readonly WrappedKey[]): WrappedKey | undefined {
  return keys.filter((key) => key.retired !== true && key.destroyed !== true).sort((a, b) => b.version - a.version)[0]
}
