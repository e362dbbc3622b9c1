/** One part of a sentence as its row gives it, untrimmed. */
export interface SentencePart {
  /** A whole number as text, when the file is in order. */
  readonly length: string
  /** D, M or Y; other letters occur. */
  readonly unit: string
  /** JAIL, PRISON, PROBATION, FINE; other words occur. */
  readonly place: string
}

const PART_END = ';'
const FIELD_END = '|'

const SEPARATORS = /[;|]/g

function plain(text: string): string {
  return text.replace(SEPARATORS, '?')
}

/** Whether there is nothing for `plain` to do. */
function isPlain(text: string): boolean {
  return !text.includes(PART_END) && !text.includes(FIELD_END)
}

/** A part as text that `readSentence` reads back. */
export function writePart(length: string, unit: string, place: string): string {
  if (isPlain(length) && isPlain(unit) && isPlain(place)) return length + FIELD_END + unit + FIELD_END + place
  return plain(length) + FIELD_END + plain(unit) + FIELD_END + plain(place)
}

export function joinParts(parts: readonly string[]): string {
  return parts.length === 1 ? (parts[0] ?? '') : parts.join(PART_END)
}

/** The parts of a sentence, in the order of their rows. A count always has at least one, empty where the file gives none. */
export function readSentence(text: string): SentencePart[] {
  return text.split(PART_END).map((part) => {
    const [length = '', unit = '', place = ''] = part.split(FIELD_END)
    return { length, unit, place }
  })
}
