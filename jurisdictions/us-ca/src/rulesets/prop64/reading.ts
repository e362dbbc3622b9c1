import type { Charge } from '@cmr/record'
import { readOffenseText, type OffenseReading } from '../../offenses/read-offense.ts'

let lastCharge: Charge | undefined
let lastReading: OffenseReading | undefined

/** The offense a conviction is judged by: what the person was convicted of where the file says so, else the charge as filed. */
export function offenseOf(charge: Charge): OffenseReading {
  // Several facts ask about one charge in turn.
  if (charge === lastCharge && lastReading !== undefined) return lastReading
  lastCharge = charge
  return (lastReading = read(charge))
}

function read({ literal, given: { convictedOffense } }: Charge): OffenseReading {
  if (typeof convictedOffense !== 'string') return readOffenseText(literal)
  const convicted = readOffenseText(convictedOffense)
  return convicted.codes.length === 0 ? readOffenseText(literal) : convicted
}

/** The reading of a comment that names a marijuana offense where the charge names none; undefined otherwise. */
export function commentOffenseOf(charge: Charge): OffenseReading | undefined {
  const { commentOffense } = charge.given
  if (commentOffense === undefined || offenseOf(charge).marijuana !== undefined) return undefined
  const comment = readOffenseText(String(commentOffense))
  return comment.marijuana === undefined ? undefined : comment
}
