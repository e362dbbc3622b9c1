import type { Charge } from '@cmr/record'
import { addYears } from '@cmr/record'
import { convictedOn } from './history.ts'

/** People whose record loses all felonies, all convictions, or all convictions of the last seven years. */
export interface Impact {
  noFelony: number
  noConviction: number
  noConvictionLast7Years: number
}

export type Relieved = 'dismissed' | 'reduced' | undefined

const SEVEN_YEARS = 7

export function noImpact(): Impact {
  return { noFelony: 0, noConviction: 0, noConvictionLast7Years: 0 }
}

export function addImpact(into: Impact, from: Readonly<Impact>): void {
  into.noFelony += from.noFelony
  into.noConviction += from.noConviction
  into.noConvictionLast7Years += from.noConvictionLast7Years
}

/** As the originals' JSON names them. */
export function impactReport({ noFelony, noConviction, noConvictionLast7Years }: Impact): Record<string, number> {
  return {
    CountSubjectsNoConviction: noConviction,
    CountSubjectsNoConvictionLast7Years: noConvictionLast7Years,
    CountSubjectsNoFelony: noFelony,
  }
}

/** Whether a conviction is of the seven years before `now`, the day the report is made (D1). */
export function isOfLast7Years(charge: Charge, now: string): boolean {
  return convictedOn(charge) > addYears(now, -SEVEN_YEARS)
}

/** Adds one person; `relieved` runs parallel to the charges. Convictions elsewhere are never relieved (D21). */
export function addPersonImpact(
  impact: Impact,
  charges: readonly Charge[],
  relieved: readonly Relieved[],
  now: string,
): void {
  let felonies = 0
  let feloniesLeft = 0
  let recent = 0
  let recentLeft = 0
  let left = 0
  charges.forEach((charge, index) => {
    const isDismissed = relieved[index] === 'dismissed'
    if (!isDismissed) left++
    if (charge.given.felony === true) {
      felonies++
      if (relieved[index] === undefined) feloniesLeft++
    }
    if (isOfLast7Years(charge, now)) {
      recent++
      if (!isDismissed) recentLeft++
    }
  })
  if (felonies > 0 && feloniesLeft === 0) impact.noFelony++
  if (charges.length > 0 && left === 0) impact.noConviction++
  if (recent > 0 && recentLeft === 0) impact.noConvictionLast7Years++
}
