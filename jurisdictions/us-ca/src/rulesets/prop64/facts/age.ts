import { wholeYears, type Charge, type Subject } from '@cmr/record'
import { arrestDay, offenseDay } from './charge-days.ts'

/** Age at the offense where the record says both days; undefined otherwise. */
export function ageAtOffense(subject: Subject, charge: Charge): number | undefined {
  const day = offenseDay(charge)
  return day === undefined || subject.bornOn === undefined ? undefined : wholeYears(subject.bornOn, day)
}

/**
 * Age at the offense as presumed where the record does not say it: the age at the arrest; without an arrest the age most
 * favorable to the person that the age at conviction allows; without any day or a date of birth the most favorable one.
 */
export function presumedAge(subject: Subject, charge: Charge, favorable: number): number {
  const { bornOn } = subject
  if (bornOn === undefined) return favorable
  const arrest = arrestDay(charge)
  if (arrest !== undefined) return wholeYears(bornOn, arrest)
  return charge.disposedOn === undefined ? favorable : Math.min(favorable, wholeYears(bornOn, charge.disposedOn))
}
