import type { Charge, Subject } from '@cmr/record'
import { detach } from '@cmr/intake'
import { isRegistrable, isSuperstrike, prop64Section } from './offense-patterns.ts'

/** What the original tools took for "no date" and used in comparisons as if it were one (D3). */
export const NO_DATE = '0001-01-01'

/** What the patterns say about one offense text. */
export interface OffenseReading {
  readonly section: string | undefined
  readonly superstrike: boolean
  readonly registrable: boolean
}

/** Offense texts repeat endlessly in a file; each distinct one is read once. Comments could be unbounded, hence the cap. */
const readings = new Map<string, OffenseReading>()
const READINGS_KEPT = 20_000

export function readOffense(text: string): OffenseReading {
  const known = readings.get(text)
  if (known !== undefined) return known
  if (readings.size >= READINGS_KEPT) readings.clear()
  const reading = { section: prop64Section(text), superstrike: isSuperstrike(text), registrable: isRegistrable(text) }
  readings.set(detach(text), reading)
  return reading
}

/** The date of a conviction as the original tools computed with it. */
export function convictedOn(charge: Charge): string {
  return charge.disposedOn ?? NO_DATE
}

/** A subject's whole history, every county and charge, as the original tools summed it up. */
export interface History {
  /** Latest conviction date; `NO_DATE` when none is dated. */
  readonly mostRecentOn: string
  /** Convictions by Prop 64 section. */
  readonly bySection: Readonly<Record<string, number>>
  readonly prop64Count: number
  /** Offense texts in file order, repeats kept. */
  readonly superstrikes: readonly string[]
  readonly registrable: readonly string[]
}

const histories = new WeakMap<Subject, History>()

/** Computed once for each subject object. */
export function historyOf(subject: Subject): History {
  const known = histories.get(subject)
  if (known !== undefined) return known
  const bySection: Record<string, number> = { '11357': 0, '11358': 0, '11359': 0, '11360': 0 }
  const superstrikes: string[] = []
  const registrable: string[] = []
  let prop64Count = 0
  let mostRecentOn = NO_DATE
  for (const charge of subject.charges) {
    const reading = readOffense(charge.literal)
    if (reading.section !== undefined) {
      prop64Count++
      bySection[reading.section] = (bySection[reading.section] ?? 0) + 1
    }
    if (reading.superstrike) superstrikes.push(charge.literal)
    if (reading.registrable) registrable.push(charge.literal)
    const date = convictedOn(charge)
    if (date > mostRecentOn) mostRecentOn = date
  }
  const history = { mostRecentOn, bySection, prop64Count, superstrikes, registrable }
  histories.set(subject, history)
  return history
}
