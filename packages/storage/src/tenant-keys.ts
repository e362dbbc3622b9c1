import { AppError, isAppError } from '@cmr/errors'
import { newKey, open, seal } from './seal.ts'

/** The keys an office's objects and columns are encrypted under. */
export interface TenantKeys {
  /** The key new data is written with; made at the first call. */
  current(tenantId: string): Promise<{ readonly version: number; readonly key: Buffer }>
  /** A key by its version, for reading; a retired one too. Throws NOT_FOUND `unknown-tenant-key`. */
  get(tenantId: string, version: number): Promise<Buffer>
}

/** A tenant's key as it may be kept anywhere: wrapped by the master key. */
export interface WrappedKey {
  /** Counts from 1. */
  readonly version: number
  readonly wrapped: Buffer
  /** True for a key that still opens what was sealed with it, and seals nothing new. */
  readonly retired?: boolean
}

export interface TenantKeysOptions {
  /** 32 bytes, kept outside the database. */
  readonly masterKey: Buffer
  /** All wrapped keys of a tenant, in any order. */
  load(tenantId: string): Promise<readonly WrappedKey[]>
  /** Keeps a new one. Throws CONFLICT, or does nothing, when that version is there already: the first one stands. */
  save(tenantId: string, key: WrappedKey): Promise<void>
}

/** A keyring that unwraps each key once per process. */
export function createTenantKeys({ masterKey, load, save }: TenantKeysOptions): TenantKeys {
  const opened = new Map<string, Buffer>()
  const newest = new Map<string, number>()

  function unwrap(tenantId: string, { version, wrapped }: WrappedKey): Buffer {
    const context = contextOf(tenantId, version)
    const key = opened.get(context) ?? open(masterKey, wrapped, context)
    opened.set(context, key)
    return key
  }

  async function begin(tenantId: string, known: readonly WrappedKey[]): Promise<WrappedKey> {
    const version = Math.max(0, ...known.map((key) => key.version)) + 1
    try {
      await save(tenantId, { version, wrapped: seal(masterKey, newKey(), contextOf(tenantId, version)) })
    } catch (error) {
      if (!isAppError(error, 'CONFLICT')) throw error
    }
    // Another process may have been first; what is kept is the one.
    const kept = newestOf(await load(tenantId))
    if (kept === undefined)
      throw new AppError('INTERNAL', 'A new key was not kept.', { details: { reason: 'invariant' } })
    return kept
  }

  return {
    async current(tenantId) {
      const version = newest.get(tenantId)
      const known = version === undefined ? undefined : opened.get(contextOf(tenantId, version))
      if (version !== undefined && known !== undefined) return { version, key: known }
      const keys = await load(tenantId)
      const kept = newestOf(keys) ?? (await begin(tenantId, keys))
      newest.set(tenantId, kept.version)
      return { version: kept.version, key: unwrap(tenantId, kept) }
    },
    async get(tenantId, version) {
      const known = opened.get(contextOf(tenantId, version))
      if (known !== undefined) return known
      const kept = (await load(tenantId)).find((key) => key.version === version)
      if (kept !== undefined) return unwrap(tenantId, kept)
      throw new AppError('NOT_FOUND', 'The key of this data does not exist any more.', {
        details: { reason: 'unknown-tenant-key', version },
      })
    },
  }
}

function contextOf(tenantId: string, version: number): string {
  return `tenant-key|${tenantId}|${version}`
}

function newestOf(keys: readonly WrappedKey[]): WrappedKey | undefined {
  return keys.filter((key) => key.retired !== true).sort((a, b) => b.version - a.version)[0]
}
