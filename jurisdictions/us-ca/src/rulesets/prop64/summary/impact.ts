import { type ImpactReading, sevenYearsBefore } from '../../../summaries/impact.ts'

/** How convictions are read for their impact; the seven years end on `asOf`. */
export function impactReading(asOf: string): ImpactReading {
  const windowStart = sevenYearsBefore(asOf)
  return {
    isFelony: ({ given }) => given.level === 'felony',
    isOfLast7Years: ({ disposedOn }) => disposedOn !== undefined && disposedOn > windowStart,
  }
}
