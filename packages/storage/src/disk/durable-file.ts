import { open, type FileHandle } from 'node:fs/promises'
import { AppError } from '@cmr/errors'

const FULL_CODES = new Set<unknown>(['ENOSPC', 'EDQUOT'])

/** Writes all bytes at a place in a file. Throws UNAVAILABLE `storage-full`. */
export async function writeFully(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  try {
    for (let done = 0; done < bytes.length;) {
      done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && FULL_CODES.has(error.code))) throw error
    throw new AppError('UNAVAILABLE', 'The storage is full. Make room, then go on where it stopped.', {
      details: { reason: 'storage-full' },
    })
  }
}

/** Makes new names in a folder survive a loss of power. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
