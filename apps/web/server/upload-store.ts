import { files } from '@cmr/services'
import type { Context, ServiceDeps } from '@cmr/services'
import { AppError } from '@cmr/errors'
import { DataStore, Upload } from '@tus/server'
import type { Readable } from 'node:stream'

/**
 * The upload protocol's store for one request of one signed-in person: it knows no other office's files. An upload's
 * id is the file's id.
 */
export class UploadStore extends DataStore {
  readonly #ctx: Context
  readonly #deps: ServiceDeps

  constructor(ctx: Context, deps: ServiceDeps) {
    super()
    this.#ctx = ctx
    this.#deps = deps
    this.extensions = ['creation']
  }

  /** Metadata of the request: `batch`, the batch's id, and `name`, the file's name on the sender's computer. */
  override async create(upload: Upload): Promise<Upload> {
    const { batch, name } = upload.metadata ?? {}
    if (!batch || !name || upload.size === undefined) {
      throw new AppError('VALIDATION', 'An upload must say its batch, name and size.', {
        details: { reason: 'bad-input' },
      })
    }
    const { fileId } = await files.beginUpload(this.#ctx, this.#deps, { batchId: batch, name, size: upload.size })
    upload.id = fileId
    return upload
  }

  override async write(stream: Readable, id: string, offset: number): Promise<number> {
    // Whoever refuses the bytes stops reading; were the stream destroyed by that, its end would hide the reason.
    const body = stream.iterator({ destroyOnReturn: false })
    const stored = await files.appendUpload(this.#ctx, this.#deps, { fileId: id, offset, body })
    return stored.offset
  }

  override async getUpload(id: string): Promise<Upload> {
    const file = await files.getUpload(this.#ctx, this.#deps, { fileId: id })
    return new Upload({ id, size: file.size, offset: file.offset })
  }
}
