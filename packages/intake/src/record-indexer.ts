import { detach } from '@cmr/record'
import { badInput } from './bad-input.ts'
import { blankLineLength } from './blank-line.ts'
import { cutRows } from './cut-records.ts'
import type { Layout } from './layout.ts'
import { fieldAt } from './quoted.ts'

/** Where one record stands in its file. The indexer reuses the object: copy what is to be kept. */
export interface RecordSpan {
  /** 0-based among data rows. */
  row: number
  /** 1-based physical line it begins on. */
  line: number
  /** Byte offset of its first byte. */
  start: number
  /** Byte offset after its line end. */
  end: number
  /** The source's own key for the person; safe to keep. */
  subject: string
}

/** No record of a criminal-history file comes near this; a longer one is an open quote that swallows the rest. */
const MAX_RECORD_BYTES = 1 << 20

/**
 * Finds the records of a file without cutting their fields: where each begins and ends and whose it is.
 * Push the file in order, in pieces of any size, then call `end`.
 *
 * Refuses (VALIDATION) an empty, too short or binary file and a quote that never closes. Stray quotes and wrong
 * numbers of fields show only when the records are cut.
 */
export class RecordIndexer {
  /** Data rows seen so far. */
  rows = 0
  /** Physical lines seen so far; after `end`, those of the file. */
  lines = 0
  /** Empty lines seen so far. */
  blankLines = 0
  /** Whether the first line was a header. */
  hasHeader = false

  private readonly span: RecordSpan = { row: 0, line: 0, start: 0, end: 0, subject: '' }
  private tail = ''
  private offset = 0
  private begun = false

  constructor(
    private readonly layout: Layout,
    private readonly visit: (span: RecordSpan) => void,
  ) {}

  /** Takes the next piece of the file. */
  push(text: string): void {
    const all = this.tail === '' ? text : this.tail + text
    if (!this.begun && all.length < Math.max(this.layout.minimumBytes, this.layout.headerPrefix.length)) {
      this.tail = all
      return
    }
    const done = this.scan(all, false)
    this.offset += done
    this.tail = all.slice(done)
  }

  /** Ends the file. */
  end(): void {
    if (!this.begun) {
      const { length } = this.tail
      if (length === 0) throw badInput('empty-file', 1)
      if (length < this.layout.minimumBytes)
        throw badInput('file-too-short', 1, { found: length, expected: this.layout.minimumBytes })
    }
    this.scan(this.tail, true)
    this.tail = ''
  }

  /** Visits the complete records of `text`. Returns how much of it is done. */
  private scan(text: string, last: boolean): number {
    let at = this.begun ? 0 : this.begin(text, last)
    const ends = new RecordEnds(text, at)
    while (this.begun && at < text.length) {
      const blank = blankLineLength(text, at)
      const next = blank > 0 ? this.skipBlank(text, at, blank, last) : this.visitRecord(text, at, ends, last)
      if (next === undefined) return at
      at = next
    }
    return at
  }

  /** Counts an empty line. Undefined when its end may be in the next piece. */
  private skipBlank(text: string, at: number, length: number, last: boolean): number | undefined {
    // A carriage return that ends the piece may be half of a line end.
    if (!last && at + length === text.length && text.endsWith('\r')) return undefined
    this.lines++
    this.blankLines++
    return at + length
  }

  /** Visits one record. Undefined when its end is in the next piece. */
  private visitRecord(text: string, at: number, ends: RecordEnds, last: boolean): number | undefined {
    let end = ends.after(at)
    if (end === undefined) {
      if (ends.isOpen && (last || text.length - at > MAX_RECORD_BYTES)) this.refuseOpenQuote(text.slice(at))
      if (!last) return undefined
      end = text.length
    }
    this.emit(text, at, end)
    this.lines += ends.lineFeeds
    return end
  }

  /** Looks at the first line. Returns where the rows begin; stays before the beginning while the header is incomplete. */
  private begin(text: string, last: boolean): number {
    const binary = text.indexOf('\0')
    if (binary !== -1) throw badInput('binary-file', text.slice(0, binary).split('\n').length)
    this.begun = true
    if (!text.startsWith(this.layout.headerPrefix)) return 0
    const headerEnd = text.indexOf('\n')
    if (headerEnd === -1 && !last) {
      this.begun = false
      return 0
    }
    this.hasHeader = true
    this.lines = 1
    return headerEnd === -1 ? text.length : headerEnd + 1
  }

  private emit(text: string, start: number, end: number): void {
    const { span } = this
    span.row = this.rows++
    span.line = this.lines + 1
    span.start = this.offset + start
    span.end = this.offset + end
    span.subject = detach(fieldAt(text, start, end, this.layout.subject))
    this.visit(span)
  }

  /** A quote count that never comes out even: names the stray quote if there is one, else the quote that stays open. */
  private refuseOpenQuote(record: string): never {
    cutRows(this.layout, record, { row: this.rows, line: this.lines + 1 })
    throw badInput('unclosed-quote', this.lines + 1)
  }
}

/** Where records end in a piece: at a line feed with an even number of quote marks before it. Asked in order. */
class RecordEnds {
  /** Line feeds of the record asked for last, its own end included. */
  lineFeeds = 0
  /** Whether that record ends within quotes. */
  isOpen = false
  /** The next quote mark that was not counted yet; -1 when there is none. */
  private quote: number

  constructor(
    private readonly text: string,
    from: number,
  ) {
    this.quote = text.indexOf('"', from)
  }

  /** Offset after the record that begins at `at`; undefined when the piece holds no end of it. */
  after(at: number): number | undefined {
    const { text } = this
    let end = text.indexOf('\n', at)
    this.lineFeeds = 1
    this.isOpen = false
    for (;;) {
      while (this.quote !== -1 && (end === -1 || this.quote < end)) {
        this.isOpen = !this.isOpen
        this.quote = text.indexOf('"', this.quote + 1)
      }
      if (end === -1) return undefined
      if (!this.isOpen) return end + 1
      end = text.indexOf('\n', end + 1)
      this.lineFeeds++
    }
  }
}
