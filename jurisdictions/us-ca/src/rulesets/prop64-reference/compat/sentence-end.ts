import { dayNumber } from '@cmr/record'
import type { Charge } from '@cmr/record'
import { readSentence, type SentencePart } from '../../../intake/doj-bulk/sentence-parts.ts'
import { convictedOn } from './history.ts'

const HOUR = 3_600_000_000_000n
/** Nanoseconds of a unit: years of 366 days and months of a twelfth of that (D6). */
const UNITS: Readonly<Record<string, bigint>> = { D: 24n * HOUR, M: 732n * HOUR, Y: 8_784n * HOUR }
const NANOSECONDS_A_DAY = Number(UNITS['D'])

const HIGHEST = 2n ** 63n - 1n

/** A whole number as the originals read it: anything else is 0, one beyond 64 bits the highest (or lowest) there is. */
function wholeNumber(text: string): bigint {
  if (!/^[+-]?\d+$/.test(text)) return 0n
  const value = BigInt(text.replace('+', ''))
  if (value > HIGHEST) return HIGHEST
  return value < -HIGHEST - 1n ? -HIGHEST - 1n : value
}

/** Days of a part of a sentence; wraps around where nanoseconds end, so that 300 years are 284 years ago (D6). */
export function partDays({ length, unit }: SentencePart): number {
  const nanoseconds = UNITS[unit]
  if (nanoseconds === undefined) return 0
  return Number(BigInt.asIntN(64, wholeNumber(length) * nanoseconds)) / NANOSECONDS_A_DAY
}

const lengths = new Map<string, number>()
const LENGTHS_KEPT = 20_000

function totalDays(sentence: string): number {
  const known = lengths.get(sentence)
  if (known !== undefined) return known
  const total = readSentence(sentence).reduce((days, part) => days + partDays(part), 0)
  if (lengths.size >= LENGTHS_KEPT) lengths.clear()
  lengths.set(sentence, total)
  return total
}

/**
 * When the sentence of a conviction ends, in days since the year 0, with a fraction: the conviction and all parts one
 * after another (D7), parts of other counts included where the rows of a count do not stand together (D4).
 */
export function sentenceEndDay(charge: Charge): number {
  const { sentence = '', sentenceAsAppended = sentence } = charge.given
  return dayNumber(convictedOn(charge)) + totalDays(String(sentenceAsAppended))
}
