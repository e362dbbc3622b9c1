import { randomUUID } from 'node:crypto'
import { link, open, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AppError } from '@cmr/errors'

const FULL_CODES = ['ENOSPC', 'EDQUOT']

/** Whether an error of the file system is one of these. */
export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}

/** Writes all bytes at a place in a file. Throws UNAVAILABLE `storage-full`. */
export async function writeFully(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  try {
    for (let done = 0; done < bytes.length;) {
      done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten
    }
  } catch (error) {
    if (!hasCode(error, ...FULL_CODES)) throw error
    throw new AppError('UNAVAILABLE', 'The storage is full. Make room, then go on where it stopped.', {
      details: { reason: 'storage-full' },
    })
  }
}

/** Puts a file in the place of the one of that name, at once or not at all. Its name is durable after `syncFolder`. */
export async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const next = await open(`${path}.next`, 'w', 0o600)
  try {
    await writeFully(next, bytes, 0)
    await next.datasync()
  } finally {
    await next.close()
  }
  await rename(`${path}.next`, path)
}

/**
 * Keeps a file under a name that nothing has yet, durable and at once or not at all: a crash leaves no part of it under
 * that name. False when there is one already, which stays as it is; of many writers at once one is kept.
 */
export async function keepFile(path: string, bytes: Uint8Array, mode: number): Promise<boolean> {
  const own = `${path}.${randomUUID()}`
  try {
    const file = await open(own, 'wx', mode)
    try {
      await writeFully(file, bytes, 0)
      await file.datasync()
    } finally {
      await file.close()
    }
    return await linkNew(own, path)
  } finally {
    await rm(own, { force: true })
    await syncFolder(dirname(path))
  }
}

async function linkNew(own: string, path: string): Promise<boolean> {
  try {
    await link(own, path)
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
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
