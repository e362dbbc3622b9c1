import type { Charge } from '@cmr/record'
import { PROP_64_EFFECTIVE } from '../effective-date.ts'

/** The day of the arrest; undefined when the file has none or one after the conviction, which cannot be right. */
export function arrestDay({ given, disposedOn }: Charge): string | undefined {
  const { arrestedOn } = given
  if (typeof arrestedOn !== 'string') return undefined
  return disposedOn !== undefined && arrestedOn > disposedOn ? undefined : arrestedOn
}

/** The day of the offense where a file gives it; the Department of Justice's does not. */
export function offenseDay({ given: { offenseOn } }: Charge): string | undefined {
  return typeof offenseOn === 'string' ? offenseOn : undefined
}

/** The day of the marijuana charge for what came before it: of the offense, else of the arrest. */
export function chargeDay(charge: Charge): string | undefined {
  return offenseDay(charge) ?? arrestDay(charge)
}

/**
 * Whether the offense was on or after the day Proposition 64 took effect. An offense is never later than its arrest or
 * conviction, so an earlier one of these settles it; undefined where nothing does.
 */
export function isUnderNewLaw(charge: Charge): boolean | undefined {
  const offense = offenseDay(charge)
  if (offense !== undefined) return offense >= PROP_64_EFFECTIVE
  const latest = arrestDay(charge) ?? charge.disposedOn
  return latest !== undefined && latest < PROP_64_EFFECTIVE ? false : undefined
}
