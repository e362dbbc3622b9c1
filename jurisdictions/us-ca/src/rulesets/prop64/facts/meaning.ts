import type { Charge } from '@cmr/record'
import { codeTable, meaningsOf } from '../../../offenses/code-table.ts'
import type { MarijuanaOffense } from '../../../offenses/marijuana-offense.ts'
import { offenseOf } from '../reading.ts'
import { chargeDay } from './charge-days.ts'

/** Days on which any subdivision changed its meaning, in order. */
const TURNING_DAYS = [...new Set(codeTable.map(({ from }) => from))].sort()

/** Meanings by offense and period; offenses are shared by all charges with equal text. */
const known = new WeakMap<MarijuanaOffense, (string | undefined)[]>()

function periodOf(day: string): number {
  let period = 0
  while (period < TURNING_DAYS.length && (TURNING_DAYS[period] ?? '') <= day) period++
  return period
}

function meaningIn({ section, path }: MarijuanaOffense, day: string | undefined): string {
  const [first, ...others] = meaningsOf(section, path, day)
  if (first === undefined || first.meaning.startsWith('any-')) return 'open'
  return others.every(({ meaning }) => meaning === first.meaning) ? first.meaning : 'open'
}

/**
 * What a subdivision of § 11357 or § 11360 meant on the day of the offense (else of the arrest or conviction), in the
 * words of the code table; `open` where the charge names none, or one that does not settle it.
 */
export function meaningOfCharge(charge: Charge): string {
  const { marijuana } = offenseOf(charge)
  if (marijuana === undefined || marijuana.path.length === 0) return 'open'
  const day = chargeDay(charge) ?? charge.disposedOn
  if (day === undefined) return meaningIn(marijuana, day)
  let meanings = known.get(marijuana)
  if (meanings === undefined) known.set(marijuana, (meanings = []))
  const period = periodOf(day)
  return (meanings[period] ??= meaningIn(marijuana, day))
}
