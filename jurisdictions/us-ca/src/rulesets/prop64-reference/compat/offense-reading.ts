import { detach } from '@cmr/record'
import {
  isGangEnhanceable,
  isGangEnhancement,
  isRegistrable,
  isSuperstrike,
  prop64Section,
  relatedCharge,
} from './offense-patterns.ts'

/** What the original tools' patterns say about one offense text. */
export interface OffenseReading {
  /** The text up to its first hyphen, untrimmed: all the original tools looked at (D8). */
  readonly text: string
  /** The section of Proposition 64 named first. */
  readonly section: string | undefined
  /** The related charge named first, as it is written. */
  readonly related: string | undefined
  readonly superstrike: boolean
  readonly registrable: boolean
  readonly gangEnhanceable: boolean
  readonly gangEnhancement: boolean
}

/** Offense texts repeat endlessly in a file; each distinct one is read once. Comments could be unbounded, hence the cap. */
const readings = new Map<string, OffenseReading>()
const READINGS_KEPT = 20_000

function upToHyphen(literal: string): string {
  const hyphen = literal.indexOf('-')
  return detach(hyphen === -1 ? literal : literal.slice(0, hyphen))
}

/** Reads the offense of a charge, `Charge.literal`. */
export function readOffense(literal: string): OffenseReading {
  const known = readings.get(literal)
  if (known !== undefined) return known
  if (readings.size >= READINGS_KEPT) readings.clear()
  const text = upToHyphen(literal)
  const reading = {
    text,
    section: prop64Section(text),
    related: relatedCharge(text),
    superstrike: isSuperstrike(text),
    registrable: isRegistrable(text),
    gangEnhanceable: isGangEnhanceable(text),
    gangEnhancement: isGangEnhancement(text),
  }
  readings.set(detach(literal), reading)
  return reading
}
