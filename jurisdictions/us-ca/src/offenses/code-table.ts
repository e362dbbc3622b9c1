import type { Citation, Effective } from '@cmr/jurisdiction'
import { HS_11357, HS_11357_FORMER, HS_11358, HS_11359, HS_11360, HS_11530_FORMER } from '../authorities.ts'
import type { MarijuanaSection } from './marijuana-offense.ts'

/**
 * What a subdivision is about. `any-possession`, `any-cultivation`, `any-for-sale`, `any-sale`: the text does not say
 * which of the section's subdivisions it was.
 */
export type CodeMeaning =
  | 'any-possession'
  | 'concentrate'
  /** Up to 28.5 g, since 2016-11-09 also up to 8 g of concentrate. */
  | 'small'
  | 'large'
  /** On school grounds, by a person of 18 or more. */
  | 'school-adult'
  | 'school-minor'
  | 'any-cultivation'
  | 'cultivation-minor'
  /** Up to six plants, aged 18 to 20. */
  | 'cultivation-small'
  | 'cultivation-large'
  | 'cultivation-aggravated'
  | 'any-for-sale'
  | 'for-sale-minor'
  | 'for-sale-adult'
  | 'for-sale-aggravated'
  /** Employing a person of 20 or less. */
  | 'for-sale-employing'
  | 'any-sale'
  /** § 11360(a): more than a gift. */
  | 'sale'
  | 'sale-minor'
  | 'sale-adult'
  | 'sale-aggravated'
  /** Giving away or transporting up to 28.5 g. */
  | 'gift'

/** What a subdivision meant for offenses of a period: `from` inclusive, `to` exclusive. */
export interface CodeEntry extends Effective {
  readonly section: MarijuanaSection
  /** Upper case; holds for the subdivisions below it that have no entry of their own. */
  readonly path: readonly string[]
  readonly meaning: CodeMeaning
  /** Whether the conduct is lawful today for a person of 21 or more; undefined where that depends on more than this. */
  readonly lawfulNow: boolean | undefined
  readonly citation: Citation
}

/** Earlier than any record: the sections before the renumbering of 1972 meant the same. */
const BEGINNING = '1900-01-01'
/** The Moscone Act told amounts apart. */
export const MOSCONE_ACT = '1976-01-01'
export const PROPOSITION_64 = '2016-11-09'

type Line = readonly [path: string, meaning: CodeMeaning, lawfulNow?: boolean]

function entries(section: MarijuanaSection, when: Effective, citation: Citation, lines: readonly Line[]): CodeEntry[] {
  return lines.map(([path, meaning, lawfulNow]) => {
    return { section, path: path === '' ? [] : path.split('.'), ...when, meaning, lawfulNow, citation }
  })
}

const early = { from: BEGINNING, to: MOSCONE_ACT }
const former = { from: MOSCONE_ACT, to: PROPOSITION_64 }
const beforeProp64 = { from: BEGINNING, to: PROPOSITION_64 }
const today = { from: PROPOSITION_64 }

/** Each subdivision of the four sections and what it meant when; the same letter is another offense before and after. */
export const codeTable: readonly CodeEntry[] = [
  ...entries('11357', early, HS_11530_FORMER, [['', 'any-possession']]),
  ...entries('11357', former, HS_11357_FORMER, [
    ['', 'any-possession'],
    ['A', 'concentrate'],
    ['B', 'small', true],
    ['C', 'large'],
    ['D', 'school-adult', false],
    ['E', 'school-minor', false],
  ]),
  ...entries('11357', today, HS_11357, [
    ['', 'any-possession'],
    ['A', 'small', true],
    ['B', 'large', false],
    ['C', 'school-adult', false],
    ['D', 'school-minor', false],
  ]),
  ...entries('11358', beforeProp64, HS_11358, [['', 'any-cultivation']]),
  ...entries('11358', today, HS_11358, [
    ['', 'any-cultivation'],
    ['A', 'cultivation-minor', false],
    ['B', 'cultivation-small', true],
    ['C', 'cultivation-large', false],
    ['D', 'cultivation-aggravated', false],
  ]),
  ...entries('11359', beforeProp64, HS_11359, [['', 'any-for-sale', false]]),
  ...entries('11359', today, HS_11359, [
    ['', 'any-for-sale', false],
    ['A', 'for-sale-minor', false],
    ['B', 'for-sale-adult', false],
    ['C', 'for-sale-aggravated', false],
    ['D', 'for-sale-employing', false],
  ]),
  ...entries('11360', early, HS_11530_FORMER, [['', 'any-sale']]),
  ...entries('11360', former, HS_11360, [
    ['', 'any-sale'],
    ['A', 'sale'],
    ['B', 'gift', true],
  ]),
  ...entries('11360', today, HS_11360, [
    ['', 'any-sale'],
    ['A', 'sale', false],
    ['A.1', 'sale-minor', false],
    ['A.2', 'sale-adult', false],
    ['A.3', 'sale-aggravated', false],
    ['B', 'gift', true],
  ]),
]

function isInForce({ from, to }: CodeEntry, on: string): boolean {
  return from <= on && (to === undefined || on < to)
}

function covers(entry: CodeEntry, section: MarijuanaSection, path: readonly string[]): boolean {
  return (
    entry.section === section &&
    entry.path.length <= path.length &&
    entry.path.every((element, index) => element === path[index])
  )
}

/**
 * What a subdivision meant for an offense of the day `on`: the entry of the longest path that covers it, so always one.
 * Without a day, one entry for each period, oldest first: the candidates.
 */
export function meaningsOf(
  section: MarijuanaSection,
  path: readonly string[],
  on: string | undefined,
): readonly CodeEntry[] {
  const byPeriod = new Map<string, CodeEntry>()
  for (const entry of codeTable) {
    if (!covers(entry, section, path) || (on !== undefined && !isInForce(entry, on))) continue
    const longest = byPeriod.get(entry.from)
    if (longest === undefined || longest.path.length < entry.path.length) byPeriod.set(entry.from, entry)
  }
  return [...byPeriod.values()]
}
