import type { Charge } from '@cmr/record'
import { addYears } from '@cmr/record'

/** People whose record changes for good, counted once each. Plain JSON. */
export interface Impact {
  /** Had a felony, and every felony is dismissed or reduced. */
  noFelony: number
  /** Had a conviction, and every one is dismissed. */
  noConviction: number
  /** Had a conviction in the last seven years, and every such one is dismissed. */
  noConvictionLast7Years: number
}

/** What a conviction came to, as far as impact goes. */
export type Relieved = 'dismissed' | 'reduced' | undefined

/** How a ruleset reads a conviction for its impact. */
export interface ImpactReading {
  isFelony(charge: Charge): boolean
  isOfLast7Years(charge: Charge): boolean
}

/** Labels of the counts, in the order they are shown. */
export const IMPACT_LABELS = {
  noFelony: 'No longer have a felony',
  noConvictionLast7Years: 'No longer have a conviction in the last 7 years',
  noConviction: 'No longer have any conviction',
} as const satisfies Readonly<Record<keyof Impact, string>>

const SEVEN_YEARS = 7

/** The day seven years before `day`, itself not among the last seven years. */
export function sevenYearsBefore(day: string): string {
  return addYears(day, -SEVEN_YEARS)
}

export function noImpact(): Impact {
  return { noFelony: 0, noConviction: 0, noConvictionLast7Years: 0 }
}

export function addImpact(into: Impact, from: Readonly<Impact>): void {
  into.noFelony += from.noFelony
  into.noConviction += from.noConviction
  into.noConvictionLast7Years += from.noConvictionLast7Years
}

/** Adds one person; `relievedAt` says what the charge at an index came to. Convictions without an answer stay as they are. */
export function addPersonImpact(
  impact: Impact,
  charges: readonly Charge[],
  relievedAt: (index: number) => Relieved,
  reading: ImpactReading,
): void {
  let felonies = 0
  let feloniesLeft = 0
  let recent = 0
  let recentLeft = 0
  let left = 0
  charges.forEach((charge, index) => {
    const relieved = relievedAt(index)
    if (relieved !== 'dismissed') left++
    if (reading.isFelony(charge)) {
      felonies++
      if (relieved === undefined) feloniesLeft++
    }
    if (reading.isOfLast7Years(charge)) {
      recent++
      if (relieved !== 'dismissed') recentLeft++
    }
  })
  if (felonies > 0 && feloniesLeft === 0) impact.noFelony++
  if (charges.length > 0 && left === 0) impact.noConviction++
  if (recent > 0 && recentLeft === 0) impact.noConvictionLast7Years++
}
