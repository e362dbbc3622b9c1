import type { OffenseCode } from './offense-code.ts'

/**
 * What marijuana charges were bargained down to: the list of the 2019 county pilots. Without a subdivision, any
 * subdivision of the section; `647(F)` only that one.
 */
const LISTED: readonly string[] = [
  '32 PC',
  '148 PC',
  '148.9 PC',
  '466 PC',
  '602 PC',
  '647(F) PC',
  '1320 PC',
  '11364 HS',
  '11366 HS',
  '11550 HS',
  '4060 BP',
  '4140 BP',
  '4149 BP',
  '40508 VC',
]
const listed: ReadonlySet<string> = new Set(LISTED)

/** The listed charge a code falls under, such as `11364 HS` for `11364(A) HS`; undefined when it is none. */
export function pleaDerivative({ prefix, section, path, code }: OffenseCode): string | undefined {
  if (prefix === 'accessory') return '32 PC'
  if (code === undefined || (prefix !== undefined && prefix !== 'attempt')) return undefined
  const whole = `${section} ${code}`
  if (listed.has(whole)) return whole
  const subdivision = `${section}(${path[0] ?? ''}) ${code}`
  return listed.has(subdivision) ? subdivision : undefined
}

/** Whether marijuana charges were commonly bargained down to this one (*Boatwright* (2019) 36 Cal.App.5th 848). */
export function isPleaDerivative(code: OffenseCode): boolean {
  return pleaDerivative(code) !== undefined
}
