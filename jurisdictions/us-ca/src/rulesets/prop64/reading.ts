import { ChargeMemo, type Charge } from '@cmr/record'
import { readOffenseText, type OffenseReading } from '../../offenses/read-offense.ts'

const readings = new ChargeMemo(({ literal, given: { convictedOffense } }) => {
  const convicted = typeof convictedOffense === 'string' ? readOffenseText(convictedOffense) : undefined
  return convicted === undefined || convicted.codes.length === 0 ? readOffenseText(literal) : convicted
})

/** The offense a conviction is judged by: what the person was convicted of where the file says so, else the charge as filed. */
export function offenseOf(charge: Charge): OffenseReading {
  return readings.of(charge)
}

/** The reading of a comment that names a marijuana offense where the charge names none; undefined otherwise. */
export function commentOffenseOf(charge: Charge): OffenseReading | undefined {
  const { commentOffense } = charge.given
  if (commentOffense === undefined || offenseOf(charge).marijuana !== undefined) return undefined
  const comment = readOffenseText(String(commentOffense))
  return comment.marijuana === undefined ? undefined : comment
}
