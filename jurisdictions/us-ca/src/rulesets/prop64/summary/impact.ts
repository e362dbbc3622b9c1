import type { Determination, Evaluated } from '@cmr/jurisdiction'
import { addYears } from '@cmr/record'

/** People whose record changes for good, counted once each. */
export interface Impact {
  /** Had a felony, and every felony is dismissed or redesignated. */
  noFelony: number
  /** Had a conviction, and every one is dismissed. */
  noConviction: number
  /** Had a conviction in the seven years before the as-of day, and every such one is dismissed. */
  noConvictionLast7Years: number
}

const SEVEN_YEARS = 7

export function noImpact(): Impact {
  return { noFelony: 0, noConviction: 0, noConvictionLast7Years: 0 }
}

export function addImpact(into: Impact, from: Impact): void {
  into.noFelony += from.noFelony
  into.noConviction += from.noConviction
  into.noConvictionLast7Years += from.noConvictionLast7Years
}

/** The relief a layer grants; undefined when it grants none. */
type ReliefOf = (determination: Determination) => string | undefined

export const grantedByOffice: ReliefOf = ({ outcome }) => (outcome.kind === 'eligible' ? outcome.relief : undefined)
export const grantedByFloor: ReliefOf = ({ floor }) =>
  floor.outcome.kind === 'eligible' ? floor.outcome.relief : undefined

/** Adds one person under one layer. Convictions of other counties and offenses stay as they are. */
export function countPerson(impact: Impact, { subject, determinations }: Evaluated, of: ReliefOf, asOf: string): void {
  const windowStart = addYears(asOf, -SEVEN_YEARS)
  let felonies = 0
  let feloniesLeft = 0
  let recent = 0
  let recentLeft = 0
  let left = 0
  subject.charges.forEach((charge, index) => {
    const determination = determinations[index]
    const granted = determination === undefined ? undefined : of(determination)
    const isDismissed = granted === 'dismiss-and-seal'
    if (!isDismissed) left++
    if (charge.given.level === 'felony') {
      felonies++
      if (granted === undefined) feloniesLeft++
    }
    if (charge.disposedOn !== undefined && charge.disposedOn > windowStart) {
      recent++
      if (!isDismissed) recentLeft++
    }
  })
  if (felonies > 0 && feloniesLeft === 0) impact.noFelony++
  if (subject.charges.length > 0 && left === 0) impact.noConviction++
  if (recent > 0 && recentLeft === 0) impact.noConvictionLast7Years++
}
