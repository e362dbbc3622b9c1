import { COMMA } from './field-cutter.ts'
import { ORDINARY, START_KIND } from './start-kind.ts'

/** Bytes compared at a time. */
const WORD = Int32Array.BYTES_PER_ELEMENT

/**
 * Passes over rows that seem to be of the same person as the row cut last, without cutting them. Such a row is one line,
 * and stands like the other from its second field on, byte for byte, up to behind the columns that say whose it is. That
 * it is well formed does not show; where it ends does, because a record goes on over a line's end only within quotes,
 * that is with an odd number of quote marks on the line.
 */
export class RowSkimmer {
  /** What the row cut last has from its second field on: offsets, empty where nothing may be compared with it. */
  private from = 0
  private to = 0
  /** The next quote mark that was not counted yet; the text's length when there is none. */
  private quote = 0
  private readonly words: DataView

  constructor(
    private readonly text: string,
    private readonly bytes: Uint8Array,
  ) {
    this.words = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  }

  /** Takes the bytes from `from` to `to` (exclusive), fields with the comma behind each, for those of the person; none if equal. */
  follow(from: number, to: number): void {
    this.from = from
    this.to = to
  }

  /** Offset after the line at `at` when it may be passed over, else -1. */
  pass(at: number): number {
    if (this.to <= this.from) return -1
    const { bytes, text } = this
    let second = at
    if (START_KIND[bytes[at] ?? 0] !== ORDINARY) return -1
    while ((bytes[second] ?? 0) > COMMA) second++
    if (bytes[second] !== COMMA || !this.isAlike(++second)) return -1
    const behind = second + this.to - this.from
    const lineEnd = text.indexOf('\n', behind)
    return lineEnd === -1 || this.isOdd(behind, lineEnd) ? -1 : lineEnd + 1
  }

  /** Whether the bytes at `at` are those of the person. */
  private isAlike(at: number): boolean {
    const { from, words, bytes } = this
    const length = this.to - from
    if (at + length > bytes.length) return false
    let i = 0
    for (; i + WORD <= length; i += WORD)
      if (words.getInt32(from + i, true) !== words.getInt32(at + i, true)) return false
    for (; i < length; i++) if (bytes[from + i] !== bytes[at + i]) return false
    return true
  }

  /** Whether there is an odd number of quote marks between the offsets, which must not go back. */
  private isOdd(from: number, to: number): boolean {
    let isOdd = false
    if (this.quote < from) this.quote = this.quoteFrom(from)
    while (this.quote < to) {
      isOdd = !isOdd
      this.quote = this.quoteFrom(this.quote + 1)
    }
    return isOdd
  }

  private quoteFrom(at: number): number {
    const found = this.text.indexOf('"', at)
    return found === -1 ? this.text.length : found
  }
}
