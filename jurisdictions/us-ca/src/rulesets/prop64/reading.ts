import type { Charge, Subject } from '@cmr/record'
import { readOffenseText, type OffenseReading } from '../../offenses/read-offense.ts'

let lastSubject: Subject | undefined
let lastOffenses: readonly OffenseReading[] = []
/** Where the person's charge is that was asked for last. */
let place = 0

/** The offense a conviction is judged by: what the person was convicted of where the file says so, else the charge as filed. */
export function offenseOf(charge: Charge): OffenseReading {
  // Several facts ask about one charge in turn.
  const offense = lastSubject?.charges[place] === charge ? lastOffenses[place] : undefined
  return offense ?? read(charge)
}

function read({ literal, given: { convictedOffense } }: Charge): OffenseReading {
  if (typeof convictedOffense !== 'string') return readOffenseText(literal)
  const convicted = readOffenseText(convictedOffense)
  return convicted.codes.length === 0 ? readOffenseText(literal) : convicted
}

/** The same for all charges of a person, in their order. Those of the person asked for last are at hand. */
export function offensesOf(subject: Subject): readonly OffenseReading[] {
  if (subject === lastSubject) return lastOffenses
  const { charges } = subject
  const offenses = new Array<OffenseReading>(charges.length)
  for (let i = 0; i < charges.length; i++) {
    const charge = charges[i]
    if (charge !== undefined) offenses[i] = read(charge)
  }
  lastSubject = subject
  place = 0
  return (lastOffenses = offenses)
}

/** The same for one charge of a person. Whoever asks for all of them in turn needs no look-up of their texts any more. */
export function offenseIn(subject: Subject, charge: Charge): OffenseReading {
  const offenses = offensesOf(subject)
  const { charges } = subject
  if (charges[place] !== charge)
    place = charges[place + 1] === charge ? place + 1 : Math.max(0, charges.indexOf(charge))
  return (charges[place] === charge ? offenses[place] : undefined) ?? read(charge)
}

/** The reading of a comment that names a marijuana offense where the charge names none; undefined otherwise. */
export function commentOffenseOf(charge: Charge): OffenseReading | undefined {
  const { commentOffense } = charge.given
  if (commentOffense === undefined || offenseOf(charge).marijuana !== undefined) return undefined
  const comment = readOffenseText(String(commentOffense))
  return comment.marijuana === undefined ? undefined : comment
}
