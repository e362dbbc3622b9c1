import { forPenalCode, stronger } from './certainty.ts'
import type { Certainty } from './certainty.ts'
import type { OffenseCode } from './offense-code.ts'
import { SectionTable } from './section-table.ts'

/** Penal Code § 290(c). `none` takes a subdivision out of a section that is listed. */
const penal = new SectionTable<Certainty | 'none'>([
  // Failing to register is only charged to those who must.
  ['290 290.002 290.010 290.011 290.012 290.013 290.014 290.015 290.018', 'certain'],
  ['236.1(b) 236.1(c) 243.4 261(a)(1) 261(a)(2) 261(a)(3) 261(a)(4) 261(a)(6) 264.1 266 266c', 'certain'],
  ['266h(b) 266i(b) 266j 267 269 285 286 287 288 288a 288.3 288.4 288.5 288.7 289', 'certain'],
  ['311.1 311.2(b) 311.2(c) 311.2(d) 311.3 311.4 311.10 311.11 314(1) 314(2) 647.6 647a 653f(c)', 'certain'],
  // As the subdivisions of § 314 used to be written.
  ['314.1 314.2', 'certain'],
  // The subdivision is not named, and not every one is listed.
  ['236.1 261 262 262(a) 266h 266i 311.2 314 653f', 'probable'],
  ['236.1(a) 261(a)(5) 261(a)(7) 262(a)(2) 262(a)(3) 262(a)(4) 262(a)(5) 262(b)', 'none'],
  ['266h(a) 266i(a) 311.2(a) 314(3) 653f(a) 653f(b) 653f(d) 653f(e)', 'none'],
  // Only with the intent to commit a sexual offense; § 220(b) names no other intent.
  ['187 207 209 220', 'probable'],
  ['220(b)', 'certain'],
  // Only lewd conduct, only as a felony, only with force and a prison sentence.
  ['272 288.2 262(a)(1)', 'probable'],
  // § 290(c)(2): not where the person is at most ten years older than the minor.
  ['286(b) 287(b) 288a(b) 289(h) 289(i)', 'probable'],
])

/** Sections § 653f(c) speaks of. */
const SOLICITED: ReadonlySet<string> = new Set(['261', '262', '264.1', '286', '287', '288', '288A', '289'])

function certaintyOf({ prefix, section, path, code, mentioned }: OffenseCode): Certainty | undefined {
  const listed = mentioned || prefix === 'accessory' ? undefined : penal.find(section, path)
  if (listed === undefined || listed === 'none') return undefined
  const certainty = forPenalCode(listed, code)
  if (prefix !== 'solicitation') return certainty
  return certainty !== undefined && SOLICITED.has(section) ? 'probable' : undefined
}

/**
 * Whether a conviction of a text's charges requires registration under Penal Code § 290(c), attempts and conspiracies
 * included. Probable where that depends on what the text does not say.
 */
export function requiresRegistration(codes: readonly OffenseCode[]): Certainty | undefined {
  return codes.reduce<Certainty | undefined>((found, code) => stronger(found, certaintyOf(code)), undefined)
}
