import { DISPOSITIONS, type Charge, type Given, type Scalar, type Subject } from '../subject.ts'
import {
  checkBody,
  FIXED_WORDS,
  type Header,
  MARK,
  readHeader,
  unreadable,
  VERSION,
  writeHeader,
} from './record-set-format.ts'
import type { WordList } from './word-list.ts'

type Template = Record<string, Scalar | undefined>

/**
 * Many subjects in little room, without their keys and names: what one load of files came to, kept so that it can be
 * evaluated again under other options without reading the files. Made by `RecordSetBuilder`.
 *
 * `bytes` is the set in its binary form, which `read` takes back on a machine of the same byte order; it may be written
 * to a file or handed to a thread.
 */
export class RecordSet {
  private constructor(
    readonly bytes: Uint8Array,
    /** For the builder, which takes one set into another. */
    readonly header: Header,
    readonly offsets: Int32Array,
    readonly body: Int32Array,
  ) {}

  get subjectCount(): number {
    return this.header.subjects
  }

  get chargeCount(): number {
    return this.header.charges
  }

  /** Puts a set together from what a builder gathered. */
  static of(header: Header, offsets: WordList, body: WordList): RecordSet {
    const head = writeHeader(header)
    const start = FIXED_WORDS + head.length
    const words = new Int32Array(start + offsets.length + body.length)
    words.set([MARK, VERSION, head.length])
    words.set(head, FIXED_WORDS)
    offsets.copyTo(words, start)
    body.copyTo(words, start + offsets.length)
    return RecordSet.over(words, header, start)
  }

  /** Throws VALIDATION (`record-set-unreadable`) for anything that is not a whole record set of this version. */
  static read(bytes: Uint8Array): RecordSet {
    if (bytes.length % 4 !== 0) throw unreadable('it is cut off')
    const words =
      bytes.byteOffset % 4 === 0
        ? new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)
        : new Int32Array(bytes.slice().buffer)
    const [mark, version, headerWords = 0] = words
    if (mark !== MARK) throw unreadable('it does not begin like one')
    if (version !== VERSION) throw unreadable('it is of another version')
    const start = FIXED_WORDS + headerWords
    if (headerWords < 0 || start > words.length) throw unreadable('it is cut off')
    const header = readHeader(words.subarray(FIXED_WORDS, start))
    if (start + header.subjects + 1 > words.length) throw unreadable('it is cut off')
    const set = RecordSet.over(words, header, start)
    checkBody(header, set.offsets, set.body)
    return set
  }

  private static over(words: Int32Array, header: Header, start: number): RecordSet {
    const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength)
    const bodyStart = start + header.subjects + 1
    return new RecordSet(bytes, header, words.subarray(start, bodyStart), words.subarray(bodyStart))
  }

  /**
   * Makes each subject anew and hands it over with its ordinal, in the order they were added, from `from` (inclusive) to
   * `to` (exclusive). A subject's key is its ordinal as text and its name is empty; a case's id is its number within
   * the subject; everything else is as it was, without the given values that were left out.
   */
  forEach(visit: (subject: Subject, ordinal: number) => void, from = 0, to = this.subjectCount): void {
    const decoder = new Decoder(this.header, this.body)
    for (let ordinal = from; ordinal < to; ordinal++) {
      visit(decoder.subject(ordinal, this.offsets[ordinal] ?? 0), ordinal)
    }
  }
}

class Decoder {
  private at = 0
  private readonly values: readonly Scalar[]
  private readonly template: Template

  constructor(
    private readonly header: Header,
    private readonly body: Int32Array,
  ) {
    this.values = header.values
    this.template = templateOf(header.shapes)
  }

  subject(ordinal: number, offset: number): Subject {
    this.at = offset
    const bornOn = this.next()
    const given = this.given()
    const charges = new Array<Charge>(this.next())
    for (let i = 0; i < charges.length; i++) charges[i] = this.charge()
    return { key: String(ordinal), name: '', bornOn: bornOn === 0 ? undefined : this.text(bornOn), charges, given }
  }

  private charge(): Charge {
    const file = this.next()
    const row = this.next()
    const line = this.next()
    const caseId = String(this.next())
    const literal = this.text(this.next())
    const disposition = DISPOSITIONS[this.next()] ?? 'other'
    const disposedOn = this.next()
    const given = this.given()
    const id = `${file}:${row}`
    return {
      id,
      caseId,
      file,
      row,
      line,
      literal,
      disposition,
      disposedOn: disposedOn === 0 ? undefined : this.text(disposedOn),
      given,
    }
  }

  private given(): Given {
    const shape = this.next()
    const keys = this.header.shapes[shape] ?? []
    const given = { ...this.template }
    for (const key of keys) given[key] = this.values[this.next()] ?? ''
    return given
  }

  /** Dates and literals are text: whoever wrote or checked the set saw to it. */
  private text(value: number): string {
    return String(this.values[value])
  }

  private next(): number {
    return this.body[this.at++] ?? 0
  }
}

/** An object with the keys of every shape, so that what is copied from it has one form. */
function templateOf(shapes: readonly (readonly string[])[]): Template {
  const keys = [...new Set(shapes.flat())]
  // Safe: it is written as such on the same line. Parsed, because then it has just the room it needs, and so have its copies.
  const template = JSON.parse(JSON.stringify(Object.fromEntries(keys.map((key) => [key, ''])))) as Template
  for (const key of keys) template[key] = undefined
  return template
}
