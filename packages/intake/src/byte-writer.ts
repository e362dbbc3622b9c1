/** Up to this many bytes a loop is faster than setting up a copy. */
const SHORT = 32
const COMMA = 44

/** Bytes that grow at the end. Reusable: `clear` keeps the room. */
export class ByteWriter {
  private buffer: Uint8Array<ArrayBuffer>
  private used = 0

  constructor(room: number) {
    this.buffer = new Uint8Array(Math.max(room, 64))
  }

  get length(): number {
    return this.used
  }

  /** What was written, as a view: valid until the next write. */
  bytes(): Uint8Array<ArrayBuffer> {
    return this.buffer.subarray(0, this.used)
  }

  clear(): void {
    this.used = 0
  }

  private makeRoom(count: number): void {
    if (this.used + count <= this.buffer.length) return
    const larger = new Uint8Array(Math.max(this.buffer.length * 2, this.used + count))
    larger.set(this.buffer.subarray(0, this.used))
    this.buffer = larger
  }

  byte(code: number): void {
    this.makeRoom(1)
    this.buffer[this.used++] = code
  }

  /** Bytes of `from`, `start` inclusive, `end` exclusive. */
  copy(from: Uint8Array, start: number, end: number): void {
    const count = end - start
    this.makeRoom(count)
    const { buffer, used } = this
    if (count > SHORT) buffer.set(from.subarray(start, end), used)
    else for (let i = 0; i < count; i++) buffer[used + i] = from[start + i] ?? 0
    this.used = used + count
  }

  /**
   * Stretches of the fields of a row, a comma between them: `starts` has, from `base` on, the offset of each field in
   * `from` and one past the last field's separator. A stretch is its first field and the field after its last.
   */
  fields(
    from: Uint8Array,
    starts: Int32Array,
    base: number,
    stretches: readonly (readonly [first: number, end: number])[],
  ): void {
    for (let i = 0; i < stretches.length; i++) {
      const stretch = stretches[i]
      if (stretch === undefined) continue
      if (i > 0) this.byte(COMMA)
      this.copy(from, starts[base + stretch[0]] ?? 0, (starts[base + stretch[1]] ?? 0) - 1)
    }
  }

  /** Byte text: every character below 256. */
  text(text: string): void {
    this.makeRoom(text.length)
    const { buffer, used } = this
    for (let i = 0; i < text.length; i++) buffer[used + i] = text.charCodeAt(i)
    this.used = used + text.length
  }
}
