import { badInput } from './bad-input.ts'
import { blankLineLength, cutRows } from './cut-rows.ts'
import type { Layout } from './layout.ts'

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

/** A copy that does not keep the text it was sliced from alive. */
export function detach(text: string): string {
  // V8 copies slices of fewer than 13 characters and shares longer ones.
  if (text.length < 13) return text
  let copy = ''
  for (let i = 0; i < text.length; i++) copy += String.fromCharCode(text.charCodeAt(i))
  return copy
}

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
      if (length < this.layout.minimumBytes) throw badInput('file-too-short', 1, length, this.layout.minimumBytes)
    }
    this.scan(this.tail, true)
    this.tail = ''
  }

  /** Visits the complete records of `text`. Returns how much of it is done. */
  private scan(text: string, last: boolean): number {
    let at = 0
    if (!this.begun) {
      const binary = text.indexOf('\0')
      if (binary !== -1) throw badInput('binary-file', text.slice(0, binary).split('\n').length)
      if (text.startsWith(this.layout.headerPrefix)) {
        const headerEnd = text.indexOf('\n')
        if (headerEnd === -1 && !last) return 0
        at = headerEnd === -1 ? text.length : headerEnd + 1
        this.hasHeader = true
        this.lines = 1
      }
      this.begun = true
    }
    let quote = text.indexOf('"', at)
    while (at < text.length) {
      const blank = blankLineLength(text, at)
      // A carriage return that ends the piece may be half of a line end.
      if (blank > 0 && !last && at + blank === text.length && text.endsWith('\r')) return at
      if (blank > 0) {
        this.lines++
        this.blankLines++
        at += blank
        continue
      }
      let lineFeeds = 1
      let end = text.indexOf('\n', at)
      let open = false
      for (;;) {
        while (quote !== -1 && (end === -1 || quote < end)) {
          open = !open
          quote = text.indexOf('"', quote + 1)
        }
        if (!open || end === -1) break
        end = text.indexOf('\n', end + 1)
        lineFeeds++
      }
      if (end === -1) {
        if (open && (last || text.length - at > MAX_RECORD_BYTES)) this.refuseOpenQuote(text.slice(at))
        if (!last) return at
        end = text.length - 1
      }
      this.emit(text, at, end + 1)
      this.lines += lineFeeds
      at = end + 1
    }
    return at
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

/** Value of one of the first fields of the record in `text` from `start` to `end`; empty when there are fewer fields. */
function fieldAt(text: string, start: number, end: number, column: number): string {
  let at = start
  for (let skipped = 0; skipped < column; skipped++) {
    if (text[at] === '"') at = afterQuoted(text, at)
    at = text.indexOf(',', at) + 1
    if (at === 0 || at >= end) return ''
  }
  if (text[at] === '"') return text.slice(at + 1, afterQuoted(text, at) - 1).replaceAll('""', '"').replaceAll('\r\n', '\n')
  const comma = text.indexOf(',', at)
  const to = comma === -1 || comma >= end ? end : comma
  return to === end ? text.slice(at, to).replace(/\r?\n$/, '') : text.slice(at, to)
}

/** Offset after the quote that closes the field opened at `open`, or the end of the text. */
function afterQuoted(text: string, open: number): number {
  let close = text.indexOf('"', open + 1)
  while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
  return close === -1 ? text.length : close + 1
}
