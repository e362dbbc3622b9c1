import type { Charge } from '@cmr/record'
import { readOffenseText, type OffenseReading } from '../../offenses/read-offense.ts'

let lastCharge: Charge | undefined
let lastOffense: OffenseReading | undefined

/** The offense a conviction is judged by: what the person was convicted of where the file says so, else the charge as filed. */
export function offenseOf(charge: Charge): OffenseReading {
  if (charge === lastCharge && lastOffense !== undefined) return lastOffense
  const { convictedOffense } = charge.given
  let offense = readOffenseText(charge.literal)
  if (convictedOffense !== undefined) {
    const convicted = readOffenseText(String(convictedOffense))
    if (convicted.codes.length > 0) offense = convicted
  }
  lastCharge = charge
  return (lastOffense = offense)
}

/** The reading of a comment that names a marijuana offense where the charge names none; undefined otherwise. */
export function commentOffenseOf(charge: Charge): OffenseReading | undefined {
  const { commentOffense } = charge.given
  if (commentOffense === undefined || offenseOf(charge).marijuana !== undefined) return undefined
  const comment = readOffenseText(String(commentOffense))
  return comment.marijuana === undefined ? undefined : comment
}
