import type { Charge } from '@cmr/record'
import { type Impact, type ImpactReading, sevenYearsBefore } from '../../../summaries/impact.ts'
import { convictedOn } from './history.ts'

/** As the originals' JSON names them. */
export function impactReport({ noFelony, noConviction, noConvictionLast7Years }: Impact): Record<string, number> {
  return {
    CountSubjectsNoConviction: noConviction,
    CountSubjectsNoConvictionLast7Years: noConvictionLast7Years,
    CountSubjectsNoFelony: noFelony,
  }
}

/** Convictions as the originals counted them: the seven years end on `now`, the day the report is made (D1). */
export function impactReading(now: string): ImpactReading {
  const windowStart = sevenYearsBefore(now)
  return {
    isFelony: ({ given }: Charge) => given.felony === true,
    isOfLast7Years: (charge) => convictedOn(charge) > windowStart,
  }
}
