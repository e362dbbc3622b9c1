import type { Determination, Evaluated } from '@cmr/jurisdiction'
import { addPersonImpact, type Impact, type Relieved, sevenYearsBefore } from '../../../summaries/impact.ts'

/** The relief a layer grants; undefined when it grants none. */
type ReliefOf = (determination: Determination) => string | undefined

export const grantedByOffice: ReliefOf = ({ outcome }) => (outcome.kind === 'eligible' ? outcome.relief : undefined)
export const grantedByFloor: ReliefOf = ({ floor }) =>
  floor.outcome.kind === 'eligible' ? floor.outcome.relief : undefined

/** Adds one person under one layer. The seven years end on `asOf`. */
export function countPerson(impact: Impact, { subject, determinations }: Evaluated, of: ReliefOf, asOf: string): void {
  const windowStart = sevenYearsBefore(asOf)
  const relievedAt = (index: number): Relieved => {
    const determination = determinations[index]
    const granted = determination === undefined ? undefined : of(determination)
    if (granted === undefined) return undefined
    return granted === 'dismiss-and-seal' ? 'dismissed' : 'reduced'
  }
  addPersonImpact(impact, subject.charges, relievedAt, {
    isFelony: ({ given }) => given.level === 'felony',
    isOfLast7Years: ({ disposedOn }) => disposedOn !== undefined && disposedOn > windowStart,
  })
}
