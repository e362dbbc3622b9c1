import { AppError } from '@cmr/errors'
import { open, type FileHandle } from 'node:fs/promises'
import { inputError } from '../file-error.ts'

/** How much is read at a time. */
export const PIECE_BYTES = 1 << 18

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

  /** The whole file as byte text, one character a byte; one piece is read while the one before is used. */
  async *pieces(): AsyncGenerator<string, void> {
    const room = Buffer.allocUnsafe(PIECE_BYTES)
    const readAt = async (start: number): Promise<string> => {
      const end = Math.min(start + PIECE_BYTES, this.bytes)
      return (await this.read(start, end, room)).toString('latin1')
    }
    let next = this.bytes === 0 ? undefined : readAt(0)
    for (let at = PIECE_BYTES; next !== undefined; at += PIECE_BYTES) {
      const piece = await next
      next = at < this.bytes ? readAt(at) : undefined
      // A caller that stops early never awaits the read ahead; its failure then concerns nobody.
      next?.catch(() => undefined)
      yield piece
    }
  }

  async close(): Promise<void> {
    await this.handle.close()
  }
}
