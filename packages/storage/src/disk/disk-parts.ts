import { mkdir, open as openFile, readdir, readFile, rm, stat, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import {
  damaged,
  HEADER_BYTES,
  objectExists,
  type ObjectName,
  SEALED_SEGMENT_BYTES,
  unknownObject,
} from '../object-format.ts'
import type { ObjectParts, PartStore } from '../part-store.ts'
import { hasCode, replaceFile, syncFolder, writeFully } from './durable-file.ts'

/**
 * Parts on a local disk. `<root>/<tenant>/<object>` has the header and the full segments and only ever grows;
 * `<object>.tail` has the tail, and `<object>.head` a header that took the first one's place; both are replaced as a
 * whole.
 */
export function createDiskParts(root: string): PartStore {
  const folderOf = (tenantId: string): string => join(root, tenantId)
  const mainOf = ({ tenantId, objectId }: ObjectName): string => join(folderOf(tenantId), objectId)
  return {
    async create(name, header) {
      await mkdir(folderOf(name.tenantId), { recursive: true, mode: 0o700 })
      const file = await openFile(mainOf(name), 'wx', 0o600).catch((error: unknown) => {
        throw hasCode(error, 'EEXIST') ? objectExists() : error
      })
      try {
        await writeFully(file, header, 0)
        return new DiskParts(file, folderOf(name.tenantId), mainOf(name))
      } catch (error) {
        await file.close()
        await rm(mainOf(name), { force: true })
        throw error
      }
    },
    async open(name, mode) {
      const file = await openFile(mainOf(name), mode === 'read' ? 'r' : 'r+').catch((error: unknown) => {
        throw hasCode(error, 'ENOENT') ? unknownObject() : error
      })
      return new DiskParts(file, folderOf(name.tenantId), mainOf(name))
    },
    async replaceHeader(name, header) {
      await replaceFile(`${mainOf(name)}.head`, header)
      await syncFolder(folderOf(name.tenantId))
      // An object that was removed meanwhile leaves no header behind.
      if (await missing(mainOf(name))) await rm(`${mainOf(name)}.head`, { force: true })
    },
    async remove(name) {
      const ends = ['', '.tail', '.tail.next', '.head', '.head.next']
      await Promise.all(ends.map((end) => rm(mainOf(name) + end, { force: true })))
    },
    async *list(tenantId) {
      const names = await readdir(folderOf(tenantId)).catch((error: unknown) => {
        if (hasCode(error, 'ENOENT')) return []
        throw error
      })
      yield* new Set(names.map((name) => name.split('.')[0] ?? name))
    },
    removeAll: (tenantId) => rm(folderOf(tenantId), { recursive: true, force: true }),
  }
}

class DiskParts implements ObjectParts {
  constructor(
    private readonly file: FileHandle,
    private readonly folder: string,
    private readonly main: string,
  ) {}

  async readHeader(): Promise<Buffer> {
    const replaced = await readIfThere(`${this.main}.head`)
    if (replaced !== undefined) return replaced
    return (await this.readAt(0, HEADER_BYTES)) ?? refuse()
  }

  async mayHave(count: number): Promise<boolean> {
    return count === 0 || (await this.file.stat()).size >= segmentOffset(count)
  }

  readSegment(segment: number): Promise<Buffer | undefined> {
    return this.readAt(segmentOffset(segment), SEALED_SEGMENT_BYTES)
  }

  writeSegment(segment: number, sealed: Buffer): Promise<void> {
    return writeFully(this.file, sealed, segmentOffset(segment))
  }

  sync(): Promise<void> {
    return this.file.datasync()
  }

  readTail(): Promise<Buffer | undefined> {
    return readIfThere(`${this.main}.tail`)
  }

  async replaceTail(tail: Buffer): Promise<void> {
    await replaceFile(`${this.main}.tail`, tail)
    await syncFolder(this.folder)
  }

  dropSegments(from: number): Promise<void> {
    return this.file.truncate(segmentOffset(from))
  }

  close(): Promise<void> {
    return this.file.close()
  }

  private async readAt(position: number, length: number): Promise<Buffer | undefined> {
    const bytes = Buffer.allocUnsafe(length)
    const { bytesRead } = await this.file.read(bytes, 0, length, position)
    return bytesRead < length ? undefined : bytes
  }
}

/** Offset of a full segment in the main file. */
function segmentOffset(segment: number): number {
  return HEADER_BYTES + segment * SEALED_SEGMENT_BYTES
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
}

async function missing(path: string): Promise<boolean> {
  try {
    await stat(path)
    return false
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return true
    throw error
  }
}

function refuse(): never {
  throw damaged()
}
