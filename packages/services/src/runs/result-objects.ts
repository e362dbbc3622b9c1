import { createHash, type Hash } from 'node:crypto'
import type { ObjectStore, ObjectWriter } from '@cmr/storage'

/** What a finished result object holds. */
export interface WrittenObject {
  readonly objectId: string
  readonly size: number
  /** Of the plain bytes, in lower-case hex. */
  readonly sha256: string
}

/** Writes one new object and hashes what goes in. */
export class HashedWriter {
  private readonly hash: Hash = createHash('sha256')

  private constructor(
    private readonly objectId: string,
    private readonly writer: ObjectWriter,
  ) {}

  static async create(store: ObjectStore, tenantId: string, objectId: string): Promise<HashedWriter> {
    return new HashedWriter(objectId, await store.create(tenantId, objectId))
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0) return
    this.hash.update(bytes)
    await this.writer.write(bytes)
  }

  /** Ends the object; what is written is durable when this resolves. */
  async close(): Promise<WrittenObject> {
    await this.writer.close()
    return { objectId: this.objectId, size: this.writer.size, sha256: this.hash.digest('hex') }
  }
}

/** Removes objects an earlier attempt left behind, whether or not it came to write them. */
export async function removeObjects(store: ObjectStore, tenantId: string, objectIds: readonly string[]): Promise<void> {
  for (const objectId of objectIds) await store.remove(tenantId, objectId)
}
