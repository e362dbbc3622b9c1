import type { PlainRows } from './plain-rows.ts'
import { needsQuotes } from './quote-cell.ts'
import type { SetAsideReason } from './set-aside.ts'
import { ORDINARY, START_KIND } from './start-kind.ts'

const LINE_FEED = 10
const CARRIAGE_RETURN = 13
const SPACE = 32
export const QUOTE = 34
export const COMMA = 44

/** 1 for bytes that need a look inside quotes: those that make quotes needed, and binary zeros. */
export const NEEDS_A_LOOK = Uint8Array.from({ length: COMMA + 1 }, (_, code) =>
  code === 0 || code === COMMA || code === QUOTE || code === LINE_FEED || code === CARRIAGE_RETURN ? 1 : 0,
)

/** Bytes compared at a time. */
const WORD = Int32Array.BYTES_PER_ELEMENT

/** What makes a record malformed. */
export type RecordFault = Exclude<SetAsideReason, 'names-nobody' | 'binary-data'>

/**
 * Cuts records into fields, one at a time: offsets of the fields go to `starts`, and what else there is to know of the
 * record cut last is in the members.
 */
export class FieldCutter {
  /** Physical lines, up to where it failed. */
  lineFeeds = 0
  hasZero = false
  fault: RecordFault | undefined
  fieldCount = 0
  /** Whether the record, written by `quoteCell`, is byte for byte what stands in the file. */
  isVerbatim = true
  /** Fields from the second on, up to this one (exclusive), stand in the record before as well, byte for byte. */
  alike = 1
  /** Where a quoted field must have closed. */
  private limit = 0
  readonly words: DataView

  /** Records have `width` fields, or with `spare` also one more that is empty. `plain`: where it holds the bytes. */
  constructor(
    private readonly text: string,
    readonly bytes: Uint8Array,
    private readonly width: number,
    private readonly spare: boolean,
    private readonly plain?: PlainRows,
  ) {
    this.words = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  }

  /** Whether the next record may take over fields of this one. */
  get canBeTaken(): boolean {
    return this.isVerbatim && this.lineFeeds === 1 && !this.hasZero && this.fault === undefined
  }

  /**
   * Cuts the record at `at`. `starts` then holds, from `base` on, the offset of each field and one past the end of the
   * last. Returns the offset after the record's line end, or -1 when it is malformed. A quoted field that has not closed
   * at offset `limit` never does.
   *
   * `before` is where `starts` has the record before, if it `canBeTaken`, else -1: rows of one person begin
   * alike from their second field on, and then its fields are taken over instead of being walked again.
   */
  cut(starts: Int32Array, base: number, at: number, limit: number, before: number): number {
    this.isVerbatim = true
    this.hasZero = false
    this.fault = undefined
    this.lineFeeds = 1
    const next = this.cutPlain(base, at, limit, before)
    return next === -1 ? this.cutAny(starts, base, at, limit, before) : next
  }

  /** Like `cut`, for rows that need no look at single bytes, in the starts of `plain`; -1 for all others. */
  private cutPlain(base: number, at: number, limit: number, before: number): number {
    const { plain } = this
    if (plain === undefined) return -1
    const next = plain.cut(base, at, this.bytes.length, limit, before)
    if (next !== -1) this.alike = plain.alike
    return next
  }

  private cutAny(starts: Int32Array, base: number, at: number, limit: number, before: number): number {
    this.limit = limit
    starts[base] = at
    const field = before === -1 ? base : this.skipAlike(starts, base, before)
    this.alike = Math.max(field - base, 1)
    const end = this.walk(starts, base, field)
    this.closeFields(starts, base, end)
    if (this.fault !== undefined) return -1
    return Math.min(this.bytes[end] === CARRIAGE_RETURN ? end + 2 : end + 1, this.bytes.length)
  }

  /** Walks the fields of the record from the one at `starts[first]` on. Returns the offset of the line end. */
  private walk(starts: Int32Array, base: number, first: number): number {
    const { bytes } = this
    const { length } = bytes
    let field = first
    let i = this.startField(starts[first] ?? 0)
    while (i < length) {
      let code = bytes[i] ?? 0
      // Most bytes are letters and digits, all above the comma: one comparison each.
      if (code > COMMA) i++
      else if (code === COMMA) {
        do {
          // A record with too many fields spills into the room of the next one, and is malformed.
          starts[++field] = ++i
          code = bytes[i] ?? 0
          // Half of all fields are empty.
        } while (code === COMMA)
        if (START_KIND[code] !== ORDINARY) i = this.afterStart(i)
      } else if (code === SPACE) i++
      else if (code === LINE_FEED || this.isLineEnd(i)) break
      else i = this.afterOther(i, code)
    }
    this.fieldCount = field - base + 1
    return i
  }

  /** Takes over fields that stand in the record before. Returns where `starts` has the first to be walked. */
  private skipAlike(starts: Int32Array, base: number, before: number): number {
    const { bytes } = this
    let i = starts[base] ?? 0
    if (START_KIND[bytes[i] ?? 0] !== ORDINARY) return base
    while ((bytes[i] ?? 0) > COMMA) i++
    return bytes[i] === COMMA ? this.takeOver(starts, base, i + 1, before) : base
  }

  /**
   * Takes over the fields that begin at `at` and are, each with the comma behind it, those of the record before. Returns
   * where `starts` has the field after them.
   */
  private takeOver(starts: Int32Array, base: number, at: number, before: number): number {
    const { words, width } = this
    const from = starts[before + 1] ?? 0
    const most = Math.min((starts[before + width] ?? 0) - from, this.bytes.length - at) - WORD
    let alike = 0
    while (
      alike + WORD <= most &&
      words.getInt32(from + alike) === words.getInt32(at + alike) &&
      words.getInt32(from + alike + WORD) === words.getInt32(at + alike + WORD)
    )
      alike += 2 * WORD
    while (alike <= most && words.getInt32(from + alike) === words.getInt32(at + alike)) alike += WORD
    const shift = at - from
    let field = 1
    starts[base + 1] = at
    while (field + 1 < width && (starts[before + field + 1] ?? 0) <= from + alike) {
      field++
      starts[base + field] = (starts[before + field] ?? 0) + shift
    }
    return base + field
  }

  /** Ends the record at offset `end`; notes a wrong number of fields. */
  private closeFields(starts: Int32Array, base: number, end: number): void {
    const { fieldCount, width } = this
    if (fieldCount === width) starts[base + width] = end + 1
    else if (!this.hasSpareField(starts[base + width] ?? 0, end)) this.fault ??= 'wrong-field-count'
  }

  /** Whether the record has one field too many that goes from `start` to `end` and is the empty one its header has too. */
  private hasSpareField(start: number, end: number): boolean {
    return this.spare && this.fieldCount === this.width + 1 && start === end
  }

  /** Where to go on in a field that begins at `at`: there, or behind it when it is quoted. */
  private startField(at: number): number {
    return START_KIND[this.bytes[at] ?? 0] === ORDINARY ? at : this.afterStart(at)
  }

  /** Notes what is wrong with the record. Returns where to go on: nowhere. */
  private fail(fault: RecordFault): number {
    this.fault = fault
    return this.bytes.length
  }

  /** Steps over a byte below the comma in an unquoted field that does not end it. */
  private afterOther(at: number, code: number): number {
    if (code === QUOTE) return this.fail('bad-quote')
    if (code === CARRIAGE_RETURN) this.isVerbatim = false
    else if (code === 0) this.hasZero = true
    return at + 1
  }

  /** Looks at the field at `at`, whose first byte is not ordinary. Returns where to go on: behind it when it is quoted. */
  private afterStart(at: number): number {
    if (this.bytes[at] === QUOTE) return this.endOfQuoted(at)
    const { bytes, text } = this
    let end = at
    while (end < bytes.length && bytes[end] !== COMMA && bytes[end] !== LINE_FEED) end++
    if (needsQuotes(text.slice(at, end).replace(/\r$/, ''))) this.isVerbatim = false
    return at
  }

  /** Offset of the comma or line end after the quoted field at `open`. */
  private endOfQuoted(open: number): number {
    const close = this.closingQuote(open)
    if (close === -1) return this.fail('unclosed-quote')
    const end = close + 1
    const next = this.bytes[end]
    if (next !== undefined && next !== COMMA && next !== LINE_FEED && !this.isLineEnd(end))
      return this.fail('bad-quote')
    return end
  }

  /** Offset of the quote that closes the field opened at `open`, or -1. Counts its line feeds. */
  private closingQuote(open: number): number {
    const { bytes, limit } = this
    let needed = false
    for (let i = open + 1; i < limit; i++) {
      const code = bytes[i] ?? 0
      if (code > COMMA || NEEDS_A_LOOK[code] === 0) continue
      if (code === 0) {
        this.hasZero = true
        continue
      }
      if (code === QUOTE) {
        if (bytes[i + 1] !== QUOTE) {
          if (!needed && !needsQuotes(this.text.slice(open + 1, i))) this.isVerbatim = false
          return i
        }
        i++
      } else if (code === LINE_FEED) {
        this.lineFeeds++
        // CRLF inside quotes is written as LF.
        if (bytes[i - 1] === CARRIAGE_RETURN) this.isVerbatim = false
      }
      needed = true
    }
    return -1
  }

  /** Whether a carriage return stands at `at` that belongs to a line end. */
  private isLineEnd(at: number): boolean {
    const { bytes } = this
    return bytes[at] === CARRIAGE_RETURN && (at + 1 === bytes.length || bytes[at + 1] === LINE_FEED)
  }
}
