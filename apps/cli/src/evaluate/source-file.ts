import { AppError } from '@cmr/errors'
import { open, type FileHandle } from 'node:fs/promises'
import { inputError } from '../file-error.ts'

/** How much is read at a time. */
const READ_BYTES = 1 << 20
/**
 * How much becomes one text. Larger strings leave the heap of young objects, and making and dropping them costs more
 * than everything done with them.
 */
export const SLICE_BYTES = 120 << 10

/** An input file. */
export class SourceFile {
  private constructor(
    private readonly handle: FileHandle,
    readonly bytes: number,
  ) {}

  /** Throws VALIDATION when there is no such file or it cannot be read. */
  static async open(path: string): Promise<SourceFile> {
    try {
      const handle = await open(path, 'r')
      const stats = await handle.stat()
      if (stats.isFile()) return new SourceFile(handle, stats.size)
      await handle.close()
      if (stats.isDirectory()) throw Object.assign(new Error('is a folder'), { code: 'EISDIR' })
    } catch (error) {
      throw inputError(error)
    }
    throw new AppError(
      'VALIDATION',
      'This is not a file on a disk, and it must be read twice. Save it as a file first.',
      {
        details: { reason: 'unreadable-file' },
      },
    )
  }

  /**
   * The bytes from `start` inclusive to `end` exclusive, in `room` when that is large enough. Throws CONFLICT when the
   * file has become shorter.
   */
  async read(start: number, end: number, room: Buffer = Buffer.alloc(0)): Promise<Buffer> {
    const length = end - start
    const buffer = length <= room.length ? room.subarray(0, length) : Buffer.allocUnsafe(length)
    for (let done = 0; done < buffer.length;) {
      const bytesRead = await this.readInto(buffer, done, start + done)
      if (bytesRead === 0) {
        throw new AppError(
          'CONFLICT',
          'The file changed while it was being read. Copy it to a place of your own and try again.',
          {
            details: { reason: 'file-changed' },
          },
        )
      }
      done += bytesRead
    }
    return buffer
  }

  private async readInto(buffer: Buffer, offset: number, position: number): Promise<number> {
    try {
      return (await this.handle.read(buffer, offset, buffer.length - offset, position)).bytesRead
    } catch (error) {
      throw inputError(error)
    }
  }

  /** The whole file as byte text, one character a byte, in slices; more is read while they are used. */
  async *slices(): AsyncGenerator<string, void> {
    const rooms = [Buffer.allocUnsafe(READ_BYTES), Buffer.allocUnsafe(READ_BYTES)]
    const readAt = (start: number): Promise<Buffer> | undefined => {
      if (start >= this.bytes) return undefined
      const bytes = this.read(start, Math.min(start + READ_BYTES, this.bytes), rooms[(start / READ_BYTES) % 2])
      // A caller that stops early never awaits the read ahead; its failure then concerns nobody.
      bytes.catch(() => undefined)
      return bytes
    }
    let next = readAt(0)
    for (let start = READ_BYTES; next !== undefined; start += READ_BYTES) {
      const bytes: Buffer = await next
      next = readAt(start)
      for (let at = 0; at < bytes.length; at += SLICE_BYTES) yield bytes.toString('latin1', at, at + SLICE_BYTES)
    }
  }

  async close(): Promise<void> {
    await this.handle.close()
  }
}
