import type { OffenseCode, OffensePrefix } from './offense-code.ts'

export type MarijuanaSection = '11357' | '11358' | '11359' | '11360'
/** Sections of the Health & Safety Code the four were numbered before 1972. */
export type PredecessorSection = '11530' | '11530.1' | '11530.5' | '11531'

/** An offense under one of the four sections whose penalties Proposition 64 reduced. */
export interface MarijuanaOffense {
  readonly section: MarijuanaSection
  /** Subdivisions, upper case; empty for a predecessor, whose subdivisions were others. */
  readonly path: readonly string[]
  /** The first of them in lower case, as the law is cited. */
  readonly subdivision: string | undefined
  /** Never `accessory`: PC 32 is an offense of its own, however often it was bargained down to. */
  readonly prefix: Exclude<OffensePrefix, 'accessory'> | undefined
  readonly attempt: boolean
  readonly predecessor: PredecessorSection | undefined
  /** The letters beside the number are not those of the Health & Safety Code: `11357(A) PC`. */
  readonly codeDoubtful: boolean
}

const SECTIONS: ReadonlySet<string> = new Set(['11357', '11358', '11359', '11360'] satisfies MarijuanaSection[])

const PREDECESSORS: ReadonlyMap<string, MarijuanaSection> = new Map<PredecessorSection, MarijuanaSection>([
  ['11530', '11357'],
  ['11530.1', '11358'],
  ['11530.5', '11359'],
  ['11531', '11360'],
])

function isMarijuanaSection(section: string): section is MarijuanaSection {
  return SECTIONS.has(section)
}

function isPredecessor(section: string): section is PredecessorSection {
  return PREDECESSORS.has(section)
}

/**
 * The offense under § 11357, 11358, 11359 or 11360, or under the section that came before it, that a code names.
 * The four numbers count without code letters and, marked `codeDoubtful`, with those of another code, because no other
 * code has a crime of that number; a predecessor's number counts with the letters HS or none.
 */
function marijuanaOffense({ prefix, section, path, code }: OffenseCode): MarijuanaOffense | undefined {
  if (prefix === 'accessory') return undefined
  const attempt = prefix === 'attempt'
  if (isMarijuanaSection(section)) {
    const subdivision = path[0]?.toLowerCase()
    const codeDoubtful = code !== undefined && code !== 'HS'
    return { section, path, subdivision, prefix, attempt, predecessor: undefined, codeDoubtful }
  }
  const successor = PREDECESSORS.get(section)
  if (successor === undefined || !isPredecessor(section) || (code !== undefined && code !== 'HS')) return undefined
  return {
    section: successor,
    path: [],
    subdivision: undefined,
    prefix,
    attempt,
    predecessor: section,
    codeDoubtful: code === undefined,
  }
}

/** The first marijuana offense a text charges; one that its description only mentions does not count. */
export function marijuanaOffenseOf(codes: readonly OffenseCode[]): MarijuanaOffense | undefined {
  for (const code of codes) {
    const offense = code.mentioned ? undefined : marijuanaOffense(code)
    if (offense !== undefined) return offense
  }
  return undefined
}

/** Drug and marijuana sections next to the four that Proposition 64 does not reach. */
const NEIGHBORS = /^(?:11357\.5|11360\.5|11361(?:\.[15])?|11362(?:\.\d{1,3})?)$/

/**
 * Whether a reader may take a code for one of the four sections though it is none: synthetic cannabinoids (11357.5),
 * sales to minors (11361), possession in prison (PC 4573.6), a longer number that holds one of the four.
 */
export function isLookalike({ section, code }: OffenseCode): boolean {
  if (SECTIONS.has(section)) return false
  if (NEIGHBORS.test(section) && (code === 'HS' || code === undefined)) return true
  return (section === '4573.6' && code === 'PC') || /1135[789]|11360/.test(section)
}
