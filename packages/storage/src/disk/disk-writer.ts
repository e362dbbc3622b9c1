import { open as openFile, rename, type FileHandle } from 'node:fs/promises'
import type { ObjectWriter } from '../object-store.ts'
import { seal } from '../seal.ts'
import { syncFolder, writeFully } from './durable-file.ts'
import {
  type ObjectName,
  type ObjectPaths,
  SEGMENT_BYTES,
  segmentContext,
  segmentOffset,
  TAIL_NUMBER_BYTES,
} from './object-file.ts'

/** A crash in a long write loses 32 MiB at most. */
const FLUSHED_SEGMENTS = 4

/** Collects one segment, appends it when it is full, and keeps the rest in the tail file. */
export class DiskWriter implements ObjectWriter {
  private readonly buffer = Buffer.allocUnsafe(SEGMENT_BYTES)
  private filled: number
  private dirty: boolean

  constructor(
    private readonly file: FileHandle,
    private readonly key: Buffer,
    private readonly name: ObjectName,
    private readonly paths: ObjectPaths,
    private segments: number,
    tail: Buffer,
    /** Whether there is no tail file yet. */
    isNew: boolean,
  ) {
    tail.copy(this.buffer)
    this.filled = tail.length
    this.dirty = isNew
  }

  get size(): number {
    return this.segments * SEGMENT_BYTES + this.filled
  }

  async write(chunk: Uint8Array): Promise<void> {
    for (let taken = 0; taken < chunk.length;) {
      // Still full when storing it failed the last time.
      if (this.filled === SEGMENT_BYTES) await this.appendSegment()
      const part = chunk.subarray(taken, taken + SEGMENT_BYTES - this.filled)
      this.buffer.set(part, this.filled)
      this.filled += part.length
      taken += part.length
      this.dirty = true
      if (this.filled === SEGMENT_BYTES) await this.appendSegment()
    }
  }

  async flush(): Promise<void> {
    if (!this.dirty) return
    // Segments first: a tail that counts segments the disk has lost would be damage.
    await this.file.datasync()
    await this.replaceTail()
    this.dirty = false
  }

  async close(): Promise<void> {
    try {
      await this.flush()
    } finally {
      await this.file.close()
    }
  }

  private async appendSegment(): Promise<void> {
    const sealed = seal(this.key, this.buffer, segmentContext(this.name, this.segments, false))
    await writeFully(this.file, sealed, segmentOffset(this.segments))
    this.segments++
    this.filled = 0
    if (this.segments % FLUSHED_SEGMENTS === 0) await this.flush()
  }

  /** A new tail under a new nonce takes the old one's place at once or not at all. */
  private async replaceTail(): Promise<void> {
    const number = Buffer.alloc(TAIL_NUMBER_BYTES)
    number.writeBigUInt64BE(BigInt(this.segments))
    const sealed = seal(this.key, this.buffer.subarray(0, this.filled), segmentContext(this.name, this.segments, true))
    const next = await openFile(`${this.paths.tail}.next`, 'w', 0o600)
    try {
      await writeFully(next, number, 0)
      await writeFully(next, sealed, number.length)
      await next.datasync()
    } finally {
      await next.close()
    }
    await rename(`${this.paths.tail}.next`, this.paths.tail)
    await syncFolder(this.paths.folder)
  }
}
