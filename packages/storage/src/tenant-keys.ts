import { isAppError } from '@cmr/errors'
import { newKey, open, seal } from './seal.ts'

/** The keys an office's objects and columns are encrypted under. */
export interface TenantKeys {
  /** The key new data is written with; made at the first call. */
  current(tenantId: string): Promise<{ readonly version: number; readonly key: Buffer }>
  /** A key by its version, for reading. */
  get(tenantId: string, version: number): Promise<Buffer>
}

/** A tenant's key as it may be kept anywhere: wrapped by the master key. */
export interface WrappedKey {
  readonly version: number
  readonly wrapped: Buffer
}

export interface TenantKeysOptions {
  /** 32 bytes, kept outside the database. */
  readonly masterKey: Buffer
  /** All wrapped keys of a tenant. */
  load(tenantId: string): Promise<readonly WrappedKey[]>
  /** Keeps a new one. Throws CONFLICT when that version is there already. */
  save(tenantId: string, key: WrappedKey): Promise<void>
}

function contextOf(tenantId: string, version: number): string {
  return `tenant-key|${tenantId}|${version}`
}

/** A keyring that unwraps each key once per process. */
export function createTenantKeys({ masterKey, load, save }: TenantKeysOptions): TenantKeys {
  const rings = new Map<string, Map<number, Buffer>>()

  async function read(tenantId: string): Promise<Map<number, Buffer>> {
    const ring = new Map((await load(tenantId)).map(({ version, wrapped }) => [version, open(masterKey, wrapped, contextOf(tenantId, version))]))
    if (ring.size > 0) rings.set(tenantId, ring)
    return ring
  }

  async function begin(tenantId: string): Promise<Map<number, Buffer>> {
    const version = 1
    try {
      await save(tenantId, { version, wrapped: seal(masterKey, newKey(), contextOf(tenantId, version)) })
    } catch (error) {
      // Another process was first; its key is the one.
      if (!isAppError(error, 'CONFLICT')) throw error
    }
    return read(tenantId)
  }

  async function ringOf(tenantId: string): Promise<Map<number, Buffer>> {
    const known = rings.get(tenantId) ?? (await read(tenantId))
    return known.size > 0 ? known : begin(tenantId)
  }

  return {
    async current(tenantId) {
      const ring = await ringOf(tenantId)
      const version = Math.max(...ring.keys())
      const key = ring.get(version)
      if (key === undefined) throw new Error('The tenant has no key.')
      return { version, key }
    },
    async get(tenantId, version) {
      const key = (await ringOf(tenantId)).get(version) ?? (await read(tenantId)).get(version)
      if (key === undefined) throw new Error(`The tenant has no key of version ${version}.`)
      return key
    },
  }
}
