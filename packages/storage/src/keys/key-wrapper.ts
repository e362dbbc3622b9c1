/** A key of a tenant, as it is told apart. */
export interface KeyPlace {
  readonly tenantId: string
  /** Counts from 1. */
  readonly version: number
}

/**
 * Wraps the tenants' keys, so that the database may keep them. What it wraps with is kept outside the database and
 * outside the copies made of database and files.
 *
 * `createLocalWrapper` is one. A key management service can be another: one key of the service for each tenant, its
 * `Encrypt` and `Decrypt` with the place as encryption context, its key deletion as `destroy`.
 */
export interface KeyWrapper {
  /** Throws CONFLICT `tenant-key-destroyed` for a tenant whose keys were destroyed. */
  wrap(place: KeyPlace, key: Buffer): Promise<Buffer>
  /** Throws NOT_FOUND `unknown-tenant-key` when it was destroyed, INTERNAL `sealed-bytes-damaged` when it is not what was wrapped. */
  unwrap(place: KeyPlace, wrapped: Buffer): Promise<Buffer>
  /** From here on nothing opens that was ever wrapped for the tenant, copies included. Twice is as good as once. */
  destroy(tenantId: string): Promise<void>
}
