import { makeTail, type ObjectHead, type ObjectName, SEGMENT_BYTES, segmentContext } from './object-format.ts'
import type { ObjectWriter } from './object-store.ts'
import type { ObjectParts } from './part-store.ts'
import { seal } from './seal.ts'

/** A crash in a long write loses 32 MiB at most. */
const FLUSHED_SEGMENTS = 4

/** Collects one segment, appends it when it is full, and keeps the rest in the tail. */
export class SegmentWriter implements ObjectWriter {
  private readonly buffer = Buffer.allocUnsafe(SEGMENT_BYTES)
  private filled: number
  private dirty: boolean

  constructor(
    private readonly name: ObjectName,
    private readonly head: Pick<ObjectHead, 'format' | 'key'>,
    private readonly parts: ObjectParts,
    private segments: number,
    tail: Buffer,
    /** Whether there is no tail yet. */
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
    // Segments first: a tail that counts segments the storage has lost would be damage.
    await this.parts.sync()
    await this.parts.replaceTail(makeTail(this.segments, this.sealed(true)))
    this.dirty = false
  }

  async close(): Promise<void> {
    try {
      await this.flush()
    } finally {
      await this.parts.close()
    }
  }

  private async appendSegment(): Promise<void> {
    await this.parts.writeSegment(this.segments, this.sealed(false))
    this.segments++
    this.filled = 0
    if (this.segments % FLUSHED_SEGMENTS === 0) await this.flush()
  }

  /** What is collected, under a new nonce. */
  private sealed(isLast: boolean): Buffer {
    const context = segmentContext(this.name, this.head.format, this.segments, isLast)
    return seal(this.head.key, this.buffer.subarray(0, this.filled), context)
  }
}
