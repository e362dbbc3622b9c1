import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { outputError } from './file-error.ts'

/**
 * A file that appears under its name only when it is complete: it is written beside it under another name and
 * renamed at the end, replacing a file that was there.
 */
export class PartialFile {
  bytes = 0
  private pending: Promise<void> = Promise.resolve()

  private constructor(
    readonly path: string,
    private readonly partialPath: string,
    private readonly handle: FileHandle,
  ) {}

  /** Throws VALIDATION when the place cannot be written to. */
  static async create(path: string): Promise<PartialFile> {
    const partialPath = join(dirname(path), `.${basename(path)}.${process.pid}.partial`)
    try {
      return new PartialFile(path, partialPath, await open(partialPath, 'w'))
    } catch (error) {
      throw outputError(error, path)
    }
  }

  /**
   * Adds bytes, which must stay as they are until the next call resolves: it waits for them, so that one piece is
   * written while the next is made. An error of one write is thrown by the next call.
   */
  async write(bytes: Uint8Array): Promise<void> {
    await this.pending
    if (bytes.length === 0) return
    this.bytes += bytes.length
    this.pending = this.writeAll(bytes)
    // The next call awaits the same promise and throws; this only tells Node that someone will.
    this.pending.catch(() => undefined)
  }

  private async writeAll(bytes: Uint8Array): Promise<void> {
    try {
      for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await this.handle.write(bytes, done)
        done += bytesWritten
      }
    } catch (error) {
      throw outputError(error, this.path)
    }
  }

  /** The open file for others to write behind what was written so far; it is closed when the file is finished. */
  async shareHandle(): Promise<number> {
    await this.pending
    return this.handle.fd
  }

  /** Completes the file and gives it its name. */
  async finish(): Promise<void> {
    await this.pending
    await this.handle.close()
    try {
      await rename(this.partialPath, this.path)
    } catch (error) {
      throw outputError(error, this.path)
    }
  }

  /** Removes what was written. Safe to call after an error. */
  async discard(): Promise<void> {
    await this.pending.catch(() => undefined)
    await this.handle.close().catch(() => undefined)
    await rm(this.partialPath, { force: true })
  }
}
