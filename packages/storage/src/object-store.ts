/**
 * Objects are files of any size, encrypted, known by the tenant they belong to and an id. Both ids are UUIDs. An
 * object that does not exist throws NOT_FOUND `unknown-object`; one that was changed from outside throws INTERNAL
 * `sealed-bytes-damaged`; storage that does not answer throws UNAVAILABLE `storage-unreachable`, and one whose credentials
 * or policy keep us out `storage-refused`.
 */
export interface ObjectStore {
  /** Begins a new, empty object. Throws CONFLICT when it exists. One writer at a time. */
  create(tenantId: string, objectId: string): Promise<ObjectWriter>
  /** Goes on with an object after what is durable; see `ObjectWriter.size`. One writer at a time. */
  resume(tenantId: string, objectId: string): Promise<ObjectWriter>
  /** The bytes from `start` (inclusive) to `end` (exclusive, cut at the object's end), in pieces of at most 8 MiB. */
  read(
    tenantId: string,
    objectId: string,
    range?: { readonly start: number; readonly end: number },
  ): AsyncIterable<Buffer>
  /** Durable bytes. */
  size(tenantId: string, objectId: string): Promise<number>
  /** Removes an object; one that is not there is removed already. */
  remove(tenantId: string, objectId: string): Promise<void>
  /** Ids of all objects of a tenant, half-written ones included, in any order. */
  list(tenantId: string): AsyncIterable<string>
  /** Removes everything of a tenant. */
  removeAll(tenantId: string): Promise<void>
  /**
   * Seals an object's own key with the tenant's current key; its bytes stay as they are, and may be written and read
   * meanwhile. False when it was sealed with that one already.
   */
  rewrap(tenantId: string, objectId: string): Promise<boolean>
}

/** Appends to one object. Holds at most one segment of 8 MiB. */
export interface ObjectWriter {
  /** Bytes written so far, those of earlier writers included. */
  readonly size: number
  write(chunk: Uint8Array): Promise<void>
  /** Resolves when everything written survives a crash. */
  flush(): Promise<void>
  /** Flushes and lets go. */
  close(): Promise<void>
}
