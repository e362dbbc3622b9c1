import type { Charge, Subject } from '@cmr/record'
import type { Edition } from './edition.ts'
import { superstrikesOf } from './superstrikes.ts'

/** What the original tools took for "no date" and used in comparisons as if it were one (D3). */
export const NO_DATE = '0001-01-01'

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
  readonly superstrikes: readonly string[]
  /** Earliest conviction for a superstrike; `NO_DATE` where there is none, even if a gang pair makes a superstrike (D24). */
  readonly earliestSuperstrikeOn: string
  /** Texts of sections that require registration, in file order, repeats kept. */
  readonly registrable: readonly string[]
  /** Earliest conviction that requires or records registration; `NO_DATE` where there is none (D24). */
  readonly earliestRegistrableOn: string
}

const histories: Record<Edition['id'], WeakMap<Subject, History>> = {
  'pilots-of-july': new WeakMap(),
  'los-angeles': new WeakMap(),
  '58-counties': new WeakMap(),
}

function earlier(known: string | undefined, date: string): string {
  return known === undefined || date < known ? date : known
}

function sumUp(edition: Edition, subject: Subject): History {
  const bySection: Record<string, number> = { '11357': 0, '11358': 0, '11359': 0, '11360': 0 }
  const registrable: string[] = []
  let prop64Count = 0
  let mostRecentOn = NO_DATE
  let superstrikeOn: string | undefined
  let registrableOn: string | undefined
  for (const charge of subject.charges) {
    const reading = edition.read(charge)
    const date = convictedOn(charge)
    if (reading.section !== undefined) {
      prop64Count++
      bySection[reading.section] = (bySection[reading.section] ?? 0) + 1
    }
    if (reading.superstrike) superstrikeOn = earlier(superstrikeOn, date)
    if (reading.registrable) registrable.push(reading.text)
    if (reading.registrable || charge.given.registration === true) registrableOn = earlier(registrableOn, date)
    if (date > mostRecentOn) mostRecentOn = date
  }
  return {
    mostRecentOn,
    bySection,
    prop64Count,
    superstrikes: superstrikesOf(edition, subject),
    earliestSuperstrikeOn: superstrikeOn ?? NO_DATE,
    registrable,
    earliestRegistrableOn: registrableOn ?? NO_DATE,
  }
}

/** Computed once for each subject object and edition. */
export function historyOf(edition: Edition, subject: Subject): History {
  const kept = histories[edition.id]
  let history = kept.get(subject)
  if (history === undefined) kept.set(subject, (history = sumUp(edition, subject)))
  return history
}
