/** Up to this many bytes a loop is faster than setting up a copy. */
const SHORT = 160
/** Bytes copied at a time by the loop, which may write beyond the end by one less: what comes next overwrites that. */
const WORD = Int32Array.BYTES_PER_ELEMENT

const COMMA = 44

/** Bytes to copy from, with a view that reads several at a time. */
export interface ByteSource {
  readonly bytes: Uint8Array
  readonly words: DataView
}

/** Bytes that grow at the end. Reusable: `clear` keeps the room. */
export class ByteWriter {
  private buffer: Uint8Array<ArrayBuffer>
  private words: DataView
  private used = 0

  constructor(room: number) {
    this.buffer = new Uint8Array(Math.max(room, 64))
    this.words = new DataView(this.buffer.buffer)
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
    this.words = new DataView(larger.buffer)
  }

  byte(code: number): void {
    this.makeRoom(1)
    this.buffer[this.used++] = code
  }

  /** Bytes of `from`, `start` inclusive, `end` exclusive. */
  copy(from: ByteSource, start: number, end: number): void {
    this.makeRoom(end - start + WORD)
    this.put(from.bytes, from.words, start, end)
  }

  /** All that another writer holds. */
  append(other: ByteWriter): void {
    this.makeRoom(other.used + WORD)
    this.put(other.buffer, other.words, 0, other.used)
  }

  /** Copies where there is room. */
  private put(bytes: Uint8Array, words: DataView, start: number, end: number): void {
    const { used } = this
    const count = end - start
    this.used = used + count
    if (count > SHORT || end + WORD > bytes.length) this.buffer.set(bytes.subarray(start, end), used)
    else for (let i = 0; i < count; i += WORD) this.words.setInt32(used + i, words.getInt32(start + i, true), true)
  }

  /**
   * Stretches of the fields of a row, a comma between them: `starts` has, from `base` on, the offset of each field in
   * `from` and one past the last field's separator. A stretch is its first field and the field after its last.
   */
  fields(
    { bytes, words }: ByteSource,
    starts: Int32Array,
    base: number,
    stretches: readonly (readonly [first: number, end: number])[],
  ): void {
    for (let i = 0; i < stretches.length; i++) {
      const stretch = stretches[i]
      if (stretch === undefined) continue
      const start = starts[base + stretch[0]] ?? 0
      const end = (starts[base + stretch[1]] ?? 0) - 1
      this.makeRoom(end - start + 1 + WORD)
      if (i > 0) this.buffer[this.used++] = COMMA
      this.put(bytes, words, start, end)
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
