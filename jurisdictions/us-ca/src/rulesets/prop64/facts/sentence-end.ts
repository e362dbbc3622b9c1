import { addDays, addMonths, addYears, detach, yearOf, type Charge } from '@cmr/record'
import { readSentence, type SentencePart } from '../../../intake/doj-bulk/sentence-parts.ts'

/** A sentence without an end. */
export const LIFE = 'life'

const LIFE_WORDS = /LIFE|LWOP|DEATH/i
/** No fixed term is this long: files write life terms as 99 or 999 years. */
const LIFE_YEARS = 99

/** A part with a length that can be read. */
interface Term {
  readonly count: number
  readonly unit: 'D' | 'M' | 'Y'
}

/** What a sentence's text says: a life term, or terms that run side by side. */
interface Sentence {
  readonly isLife: boolean
  readonly terms: readonly Term[]
  /** Whole years no term is longer than; -1 where there is no term. */
  readonly mostYears: number
}

function isLife({ length, unit, place }: SentencePart): boolean {
  if (LIFE_WORDS.test(place) || LIFE_WORDS.test(length) || LIFE_WORDS.test(unit) || unit.trim() === 'L') return true
  return unit.trim() === 'Y' && wholeNumber(length) >= LIFE_YEARS
}

/** The length of a part; NaN when it is no whole number. */
function wholeNumber(text: string): number {
  const trimmed = text.trim()
  return /^\d{1,6}$/.test(trimmed) ? Number(trimmed) : Number.NaN
}

const UNITS_A_YEAR = { D: 365, M: 12, Y: 1 } as const

function termOf({ length, unit }: SentencePart): Term | undefined {
  const count = wholeNumber(length)
  const letter = unit.trim()
  if (Number.isNaN(count) || (letter !== 'D' && letter !== 'M' && letter !== 'Y')) return undefined
  // A term nobody can serve is a slip of the pen, not a length.
  return count / UNITS_A_YEAR[letter] > LIFE_YEARS ? undefined : { count, unit: letter }
}

function read(text: string): Sentence {
  const parts = readSentence(text)
  const terms = parts.map(termOf).filter((term) => term !== undefined)
  const mostYears = Math.max(-1, ...terms.map(({ count, unit }) => Math.ceil(count / UNITS_A_YEAR[unit])))
  return { isLife: parts.some(isLife), terms, mostYears }
}

/** Sentences repeat endlessly in a file; each distinct text is read once. */
const sentences = new Map<string, Sentence>()
const SENTENCES_KEPT = 20_000

function sentenceOf({ given: { sentence } }: Charge): Sentence | undefined {
  if (typeof sentence !== 'string') return undefined
  let known = sentences.get(sentence)
  if (known === undefined) {
    if (sentences.size >= SENTENCES_KEPT) sentences.clear()
    known = read(sentence)
    sentences.set(detach(sentence), known)
  }
  return known
}

function endOf(from: string, { count, unit }: Term): string {
  switch (unit) {
    case 'D':
      return addDays(from, count)
    case 'M':
      return addMonths(from, count)
    case 'Y':
      return addYears(from, count)
  }
}

/** Whether a conviction's sentence ends on a day (`ends`) or never (`LIFE`), without working out the day; undefined where `sentenceEnd` is. */
export function sentenceKind(charge: Charge): 'ends' | typeof LIFE | undefined {
  const sentence = sentenceOf(charge)
  if (sentence?.isLife === true) return LIFE
  const { disposedOn } = charge
  // Beyond the calendar there is no day to name.
  if (sentence === undefined || disposedOn === undefined || yearOf(disposedOn) > 9999 - LIFE_YEARS - 1) return undefined
  return sentence.terms.length > 0 ? 'ends' : undefined
}

/**
 * The day a conviction's sentence ends, by the calendar; `LIFE` for a life term; undefined when the file gives no length
 * that can be read, or no day it began. Parts run side by side from the day of conviction, as jail and probation of one
 * sentence do: the one that ends last ends the sentence. A person serves it up to, not on, that day.
 */
export function sentenceEnd(charge: Charge): string | undefined {
  const kind = sentenceKind(charge)
  const { disposedOn } = charge
  if (kind !== 'ends' || disposedOn === undefined) return kind === LIFE ? LIFE : undefined
  let end: string | undefined
  for (const term of sentenceOf(charge)?.terms ?? []) {
    const ends = endOf(disposedOn, term)
    if (end === undefined || ends > end) end = ends
  }
  return end
}

/** Whether a sentence was still running on `asOf`; undefined where `sentenceEnd` is. */
export function isServing(charge: Charge, asOf: string): boolean | undefined {
  const sentence = sentenceOf(charge)
  const { disposedOn } = charge
  // Most sentences ended years ago: comparing years settles it.
  if (sentence !== undefined && !sentence.isLife && sentence.mostYears >= 0 && disposedOn !== undefined) {
    if (yearOf(disposedOn) + sentence.mostYears + 1 < yearOf(asOf)) return false
  }
  const end = sentenceEnd(charge)
  return end === undefined ? undefined : end === LIFE || end > asOf
}
