import type { Citation } from '@cmr/jurisdiction'
import { SUPERSTRIKE_GROUPS } from '../authorities.ts'
import { forPenalCode } from './certainty.ts'
import type { Certainty } from './certainty.ts'
import type { OffenseCode } from './offense-code.ts'
import { SectionTable } from './section-table.ts'

/** The eight groups of Penal Code § 667(e)(2)(C)(iv). */
export type SuperstrikeGroup = 'I' | 'II' | 'III' | 'IV' | 'V' | 'VI' | 'VII' | 'VIII'

/** Why a text names a superstrike. */
export interface SuperstrikeFinding {
  readonly certainty: Certainty
  readonly group: SuperstrikeGroup
  readonly citation: Citation
  readonly code: OffenseCode
}

type Listed = readonly [group: SuperstrikeGroup, certainty: Certainty] | 'none'

/** Homicide, the only group whose attempts the statute names. */
const HOMICIDE =
  '187 188 189 189.1 189.5 190 190.03 190.05 190.1 190.2 190.25 190.3 190.4 190.41 190.5 190.6 190.7 190.8 190.9 191 191.5'

const penal = new SectionTable<Listed>([
  // I: sexually violent offenses of Welfare & Institutions Code § 6600(b). The subdivision says force, or does not.
  ['261(a)(2) 261(a)(6) 262(a)(1) 262(a)(4) 264.1 269 288(b) 288.5 286(c)(2) 286(c)(3) 286(d)', ['I', 'certain']],
  ['287(c)(2) 287(c)(3) 287(d) 288a(c)(2) 288a(c)(3) 288a(d) 289(a)', ['I', 'certain']],
  ['261 262 286 287 288a 289', ['I', 'probable']],
  // Whoever is confined, of any age and without force.
  ['286(e) 287(e) 288a(e)', 'none'],
  // A felony only with the intent to commit one of the above; § 220(b) and § 209 are also punishable by life.
  ['207 209 220', ['I', 'probable']],
  // II: a child under 14 and more than ten years younger.
  ['286(c)(1) 287(c)(1) 288a(c)(1) 289(j)', ['II', 'certain']],
  // III: a lewd act with a child under 14; (c) is with a child of 14 or 15, or with a dependent person.
  ['288(a) 288(b)(1)', ['III', 'certain']],
  ['288', ['III', 'probable']],
  ['288(c)', 'none'],
  [HOMICIDE, ['IV', 'certain']],
  ['653f(b)', ['V', 'certain']],
  ['653f', ['V', 'probable']],
  ['653f(a) 653f(c) 653f(d) 653f(e)', 'none'],
  ['245(d)(3)', ['VI', 'certain']],
  ['245(d)', ['VI', 'probable']],
  ['245(d)(1) 245(d)(2)', 'none'],
  ['11418(a)(1)', ['VII', 'certain']],
  ['11418(a)', ['VII', 'probable']],
  ['11418(a)(2)', 'none'],
  // VIII: serious or violent, and punishable by life or death. The sentence is not in the text.
  ['37 128 205 206 206.1 209.5 217.1 217.1(b) 218 219 236.1(c)(2) 273ab 288.7 451.5', ['VIII', 'probable']],
  ['667.61 667.7 667.71 4500 11418(b)(1) 11418(b)(2) 12308 12310 18745 18755', ['VIII', 'probable']],
  ['217.1(a)', 'none'],
])

const military = new SectionTable<Listed>([['1672(a)', ['VIII', 'probable']]])

/** Felonies that § 186.22(b)(4) makes punishable by life when a gang profits from them. */
const gangFelonies = new SectionTable<true>([['136.1 215 213(a)(1)(A) 246 519 12022.55', true]])
const gangEnhancement = new SectionTable<true>([['186.22(b)(4)', true]])

const homicides: ReadonlySet<string> = new Set(HOMICIDE.split(' '))

/** `653f/187` is solicitation of murder, group V. */
const MURDER: ReadonlySet<string> = new Set(['187', '188', '189'])

function listedIn({ section, path, code }: OffenseCode): Exclude<Listed, 'none'> | undefined {
  const listed = code === 'MV' ? military.find(section, path) : penal.find(section, path)
  if (listed === undefined || listed === 'none') return undefined
  const certainty = code === 'MV' ? listed[1] : forPenalCode(listed[1], code)
  return certainty === undefined ? undefined : [listed[0], certainty]
}

/** What is left of a listed offense when it was attempted, planned, asked for or covered up. */
function asPrefixed(code: OffenseCode): Exclude<Listed, 'none'> | undefined {
  const listed = listedIn(code)
  if (listed === undefined) return undefined
  switch (code.prefix) {
    case undefined:
      return listed
    case 'attempt':
      return homicides.has(code.section) ? listed : undefined
    case 'conspiracy':
      // Conspiracy to commit a serious felony is itself serious and punished like it: § 1192.7(c)(42), § 182(a).
      return ['VIII', 'probable']
    case 'solicitation':
      return MURDER.has(code.section) ? ['V', listed[1]] : undefined
    case 'accessory':
      return undefined
  }
}

function gangFinding(charged: readonly OffenseCode[]): SuperstrikeFinding | undefined {
  const isPenal = ({ code }: OffenseCode) => code === 'PC'
  const isGang = charged.some((code) => isPenal(code) && gangEnhancement.find(code.section, code.path) !== undefined)
  const felony = charged.find((code) => isPenal(code) && gangFelonies.find(code.section, code.path) !== undefined)
  if (!isGang || felony === undefined) return undefined
  return { certainty: 'probable', group: 'VIII', citation: SUPERSTRIKE_GROUPS.VIII, code: felony }
}

/** The strongest reason why a text's charges are a superstrike, the first of equals; undefined when they are none. */
export function superstrikeFinding(codes: readonly OffenseCode[]): SuperstrikeFinding | undefined {
  const charged = codes.filter((code) => !code.mentioned)
  const findings = charged.flatMap((code): SuperstrikeFinding[] => {
    const listed = asPrefixed(code)
    if (listed === undefined) return []
    const [group, certainty] = listed
    return [{ certainty, group, citation: SUPERSTRIKE_GROUPS[group], code }]
  })
  return findings.find(({ certainty }) => certainty === 'certain') ?? findings[0] ?? gangFinding(charged)
}

/**
 * Whether a text's charges, all codes of one text, are a superstrike: an offense of Penal Code § 667(e)(2)(C)(iv).
 * Groups I to VII are certain where the subdivision alone decides; group VIII never is, since it hangs on the sentence.
 */
export function superstrike(codes: readonly OffenseCode[]): Certainty | undefined {
  return superstrikeFinding(codes)?.certainty
}
