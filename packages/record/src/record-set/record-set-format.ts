import { AppError } from '@cmr/errors'
import { DISPOSITIONS, type Scalar } from '../subject.ts'

/*
 * A record set is a row of 32-bit words in the byte order of the machine:
 *
 *   mark, version, number of header words, header, offsets, body
 *
 * header   JSON in ASCII, four characters a word, padded with blanks: see `Header`
 * offsets  where each subject begins in the body, and where the last one ends
 * body     for each subject: date of birth, given, number of charges, charges
 * charge   file, row, line, case (numbered within the subject), literal, disposition, date, given
 * given    number of the shape, then one value for each key of the shape
 *
 * Dates, literals and given values are numbers into `values`; 0 means absent.
 */
export const MARK = 0x534d_4352
export const VERSION = 1
export const FIXED_WORDS = 3
/** The words of a charge before its given: whether each is a number into `values`. */
export const CHARGE_WORDS = [false, false, false, false, true, false, true] as const

export interface Header {
  readonly subjects: number
  readonly charges: number
  /** The first stands for "absent". */
  readonly values: readonly Scalar[]
  /** Keys of `given`, in order. */
  readonly shapes: readonly (readonly string[])[]
}

/** The header as words. */
export function writeHeader(header: Header): Int32Array {
  const json = JSON.stringify(header).replaceAll(
    /[^\0-~]/g,
    (character) => '\\u' + character.charCodeAt(0).toString(16).padStart(4, '0'),
  )
  const bytes = new Uint8Array(Math.ceil(json.length / 4) * 4).fill(32)
  for (let i = 0; i < json.length; i++) bytes[i] = json.charCodeAt(i)
  return new Int32Array(bytes.buffer)
}

const LETTERS = 8192

/** Reads a header back. Throws VALIDATION when it is none. */
export function readHeader(words: Int32Array): Header {
  const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength)
  let json = ''
  for (let at = 0; at < bytes.length; at += LETTERS) json += String.fromCharCode(...bytes.subarray(at, at + LETTERS))
  let header: unknown
  try {
    header = JSON.parse(json)
  } catch {
    throw unreadable('its header is damaged')
  }
  if (!isHeader(header)) throw unreadable('its header is not of this kind')
  return header
}

function isHeader(value: unknown): value is Header {
  if (typeof value !== 'object' || value === null) return false
  // Safe: every member is looked at before it is used as what it should be.
  const { subjects, charges, values, shapes } = value as Partial<Record<keyof Header, unknown>>
  return (
    isCount(subjects) &&
    isCount(charges) &&
    Array.isArray(values) &&
    values[0] === '' &&
    values.every(isScalar) &&
    Array.isArray(shapes) &&
    shapes.every(isShape)
  )
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 31
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

function isShape(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every((key) => typeof key === 'string' && key !== '__proto__') &&
    new Set(value).size === value.length
  )
}

const PLAIN_DATE = /^\d{4}-\d{2}-\d{2}$/
const TEXT = 1
const DATE = 2

/** Throws VALIDATION unless offsets and body are what the header says, so that decoding cannot go astray. */
export function checkBody({ subjects, charges, values, shapes }: Header, offsets: Int32Array, body: Int32Array): void {
  const kinds = Uint8Array.from(values, (value) =>
    typeof value !== 'string' ? 0 : PLAIN_DATE.test(value) ? DATE : TEXT,
  )
  kinds[0] = DATE
  const checker = new BodyChecker(kinds, shapes, body)
  let counted = 0
  for (let subject = 0; subject < subjects; subject++) {
    if (offsets[subject] !== checker.at) throw unreadable('its parts do not fit together')
    counted += checker.subject()
  }
  if (offsets[subjects] !== checker.at || checker.at !== body.length || counted !== charges) {
    throw unreadable('its parts do not fit together')
  }
}

class BodyChecker {
  at = 0

  constructor(
    private readonly kinds: Uint8Array,
    private readonly shapes: Header['shapes'],
    private readonly body: Int32Array,
  ) {}

  /** Goes over one subject; gives its number of charges. */
  subject(): number {
    this.text(DATE)
    this.given()
    const charges = this.number(0, this.body.length)
    for (let charge = 0; charge < charges; charge++) this.charge()
    return charges
  }

  private charge(): void {
    this.number(0)
    this.number(0)
    this.number(1)
    this.number(0)
    this.text(TEXT)
    this.number(0, DISPOSITIONS.length)
    this.text(DATE)
    this.given()
  }

  private given(): void {
    const shape = this.shapes[this.number(0, this.shapes.length)] ?? []
    for (let key = 0; key < shape.length; key++) this.number(1, this.kinds.length)
  }

  private text(kind: typeof TEXT | typeof DATE): void {
    if ((this.kinds[this.number(0, this.kinds.length)] ?? 0) < kind) throw unreadable('it holds a value out of place')
  }

  /** The next word, which must lie within `from` (inclusive) and `to` (exclusive). */
  private number(from: number, to = Infinity): number {
    const word = this.body[this.at++]
    if (word === undefined || word < from || word >= to) throw unreadable('it holds a number out of range')
    return word
  }
}

/** `why` is a clause without data of anybody. */
export function unreadable(why: string): AppError {
  return new AppError('VALIDATION', `This is not a record set that can be read: ${why}.`, {
    details: { reason: 'record-set-unreadable' },
  })
}
