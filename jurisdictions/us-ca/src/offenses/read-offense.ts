import { detach } from '@cmr/record'
import { stronger } from './certainty.ts'
import type { Certainty } from './certainty.ts'
import { isKnownSection } from './known-codes.ts'
import { isLookalike, marijuanaOffenseOf } from './marijuana-offense.ts'
import type { MarijuanaOffense } from './marijuana-offense.ts'
import { parseOffense } from './parse-offense.ts'
import { formatCode } from './offense-code.ts'
import type { OffenseCode } from './offense-code.ts'
import { requiresRegistration } from './registrable.ts'
import { pleaDerivative } from './related-charges.ts'
import { superstrikeFinding } from './superstrikes.ts'
import type { SuperstrikeFinding } from './superstrikes.ts'

/** All there is to say of one offense text. */
export interface OffenseReading {
  readonly codes: readonly OffenseCode[]
  /** What the text charges, as opposed to what its description only mentions, in all of the following. */
  readonly marijuana: MarijuanaOffense | undefined
  readonly superstrike: Certainty | undefined
  /** Why it is one, for explanations. */
  readonly superstrikeFinding: SuperstrikeFinding | undefined
  readonly registrable: Certainty | undefined
  /** Whether it is on either list, as surely as the surer of them says. */
  readonly disqualifying: Certainty | undefined
  /** § 11361 of the Health & Safety Code: selling to, or employing, minors. What a description mentions counts too. */
  readonly minors: boolean
  /** The listed charge, such as `11364 HS`. */
  readonly pleaDerivative: string | undefined
  /** No marijuana offense, but a reader may take it for one. */
  readonly lookalike: boolean
  /** Codes the package does not know, or `NO_SECTION`. */
  readonly unknown: readonly string[]
}

/** Offense texts repeat endlessly in a file; each distinct one is read once. Comments could be unbounded, hence the caps. */
const readings = new Map<string, OffenseReading>()
const READINGS_KEPT = 20_000
const LONGEST_KEPT = 256

/** Stands for a text that names no section. Never the text itself: comments may hold names and numbers of people. */
export const NO_SECTION = '(no section)'

function unknownIn(charged: readonly OffenseCode[]): readonly string[] {
  if (charged.length === 0) return [NO_SECTION]
  return charged
    .filter((code) => !isKnownSection(code))
    .filter((code) => code.code !== undefined || marijuanaOffenseOf([code]) === undefined)
    .map(formatCode)
}

function isMinorsOffense({ section, code }: OffenseCode): boolean {
  return section === '11361' && (code === undefined || code === 'HS')
}

function read(text: string): OffenseReading {
  const codes = parseOffense(text)
  const charged = codes.filter((code) => !code.mentioned)
  const marijuana = marijuanaOffenseOf(codes)
  const finding = superstrikeFinding(codes)
  const registrable = requiresRegistration(codes)
  return Object.freeze({
    codes,
    marijuana,
    superstrike: finding?.certainty,
    superstrikeFinding: finding,
    registrable,
    disqualifying: stronger(finding?.certainty, registrable),
    minors: codes.some(isMinorsOffense),
    pleaDerivative: charged.map(pleaDerivative).find((listed) => listed !== undefined),
    lookalike: marijuana === undefined && charged.some(isLookalike),
    unknown: unknownIn(charged),
  })
}

/** Reads an offense text, `Charge.literal`. Never throws; equal texts may share one frozen answer. */
export function readOffenseText(text: string): OffenseReading {
  const known = readings.get(text)
  if (known !== undefined) return known
  const reading = read(text)
  if (text.length > LONGEST_KEPT) return reading
  if (readings.size >= READINGS_KEPT) readings.clear()
  readings.set(detach(text), reading)
  return reading
}
