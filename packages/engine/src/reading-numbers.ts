/** No number: what the fact read is not to be known again. */
export const NO_NUMBER = -1

const SILENCE = 0
const NO = 1
const YES = 2
const FIRST_TEXT = 3
const TEXTS = 64
const FIRST_WHOLE_NUMBER = FIRST_TEXT + TEXTS
const WHOLE_NUMBERS = 100

/**
 * Gives what one fact reads small numbers, so that what followed from it can be kept in a table. Values that are `===`
 * are one value. Yes and no, whole numbers below 100 and up to 64 texts have a number; a fact with more texts, such as a
 * date, has none for texts any more and lets go of those it knew.
 */
export class ReadingNumbers {
  private texts: Map<string, number> | undefined = new Map()
  /** The text numbered last: neighbors mostly read the same. */
  private lastText: string | undefined
  private lastNumber = NO_NUMBER

  /** The number of a value, given or presumed; undefined stands for silence. */
  of(value: unknown, isPresumed: boolean): number {
    const number = typeof value === 'string' ? this.numberOfText(value) : numberOf(value)
    return number === NO_NUMBER ? number : number * 2 + (isPresumed ? 1 : 0)
  }

  private numberOfText(text: string): number {
    if (this.texts === undefined) return NO_NUMBER
    if (text === this.lastText) return this.lastNumber
    this.lastText = text
    return (this.lastNumber = this.find(text, this.texts))
  }

  private find(text: string, texts: Map<string, number>): number {
    const known = texts.get(text)
    if (known !== undefined) return known
    if (texts.size === TEXTS) {
      this.texts = undefined
      return NO_NUMBER
    }
    const number = FIRST_TEXT + texts.size
    texts.set(text, number)
    return number
  }
}

// One comparison after the other is faster than a `switch` over `typeof`, and this runs for every fact read.
function numberOf(value: unknown): number {
  if (value === true) return YES
  if (value === false) return NO
  if (value === undefined) return SILENCE
  return typeof value === 'number' && isSmall(value) ? FIRST_WHOLE_NUMBER + value : NO_NUMBER
}

function isSmall(value: number): boolean {
  return value >= 0 && value < WHOLE_NUMBERS && Number.isInteger(value)
}
