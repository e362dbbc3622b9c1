import { AppError } from '@cmr/errors'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { inputError } from '../file-error.ts'

/**
 * An input file, read at any place. Reading blocks the thread: every thread reads what it works on itself, and waiting
 * for the system's memory of the file takes less time than being told that it is there.
 */
export class SourceFile {
  private constructor(
    private readonly handle: number,
    readonly bytes: number,
  ) {}

  /** Throws VALIDATION when there is no such file or it cannot be read. */
  static open(path: string): SourceFile {
    try {
      const handle = openSync(path, 'r')
      const stats = fstatSync(handle)
      if (stats.isFile()) return new SourceFile(handle, stats.size)
      closeSync(handle)
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
  read(start: number, end: number, room?: Buffer): Buffer {
    const length = end - start
    const buffer = room !== undefined && length <= room.length ? room.subarray(0, length) : Buffer.allocUnsafe(length)
    for (let done = 0; done < length;) {
      const bytesRead = this.readInto(buffer, done, start + done)
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

  private readInto(buffer: Buffer, offset: number, position: number): number {
    try {
      return readSync(this.handle, buffer, offset, buffer.length - offset, position)
    } catch (error) {
      throw inputError(error)
    }
  }

  close(): void {
    closeSync(this.handle)
  }
}
