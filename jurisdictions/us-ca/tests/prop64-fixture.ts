import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { RowColumns } from './doj-rows.ts'

/** What the file cannot give, put on the charge of the first row. */
export type AlsoGiven = Readonly<Record<string, string | number | boolean>>

/** The answer a fixture asks for, strictly: what is not named must not be there. */
export interface Expected {
  /** The outcome's kind and what goes with it: "eligible dismiss-and-seal", "ineligible barred", "out of scope". */
  answer: string
  /** Rule of the statutory floor, without the ruleset's name; absent when none answered. */
  floor?: string
  /** What the floor alone came to, where the office answers otherwise. */
  floorAnswer?: string
  /** Rule of the office, and the ground it contests on. */
  policy?: string
  ground?: string
  /** Ids of facts the law presumed, in either layer. */
  presumed?: string[]
  procedure?: string
  /** A policy rule that would have answered below the floor. */
  refused?: string
}

interface Given {
  columns?: RowColumns
  more?: RowColumns[]
}

interface Setting {
  given?: Given
  /** `null` takes away what the group gives. */
  also?: Record<string, string | number | boolean | null>
  options?: unknown
  preset?: string
  asOf?: string
  county?: string
  /** The authority the answer must carry, as it is cited. */
  citation?: string
}

interface CaseText extends Setting {
  rule?: string
  name: string
  /** "holds", "does not hold", or "without <fact id>": what it shows of the group's rule. */
  shows?: string
  expect: Expected
}

interface GroupText extends Setting {
  rule: string
  cases: CaseText[]
}

interface FileText {
  rules?: GroupText[]
  cases?: CaseText[]
  neverMissing?: Reasons
  alwaysHolds?: Reasons
}

/** Why, by the id of a fact or a rule. */
export type Reasons = Readonly<Record<string, string>>

export interface FixtureSet {
  readonly fixtures: readonly Fixture[]
  /** Facts the file always supplies, so that no fixture can show them missing. */
  readonly neverMissing: Reasons
  /** Rules that hold whenever they are asked, because the rules before them leave nothing else. */
  readonly alwaysHolds: Reasons
}

/** One case with everything its group gives it. */
export interface Fixture {
  readonly file: string
  readonly name: string
  readonly rule: string | undefined
  readonly shows: string | undefined
  /** The row asked about comes first. */
  readonly rows: readonly RowColumns[]
  readonly also: AlsoGiven
  readonly options: unknown
  readonly preset: string | undefined
  readonly asOf: string
  readonly county: string
  readonly citation: string | undefined
  readonly expect: Expected
}

const FOLDER = new URL('../fixtures/prop64/', import.meta.url)

/** A felony possession for sale, arrested and convicted before the law changed, of a person of 39. */
const OLD_CONVICTION: RowColumns = { CYC_DATE: '20091201', STP_EVENT_DATE: '20100115' }
/** Rows are of other arrests, years apart from each other, unless their counts are numbered. */
function asRow(columns: RowColumns, index: number): RowColumns {
  return { ...OLD_CONVICTION, CNT_ORDER: `${101 + index}001001000`, ...columns }
}

function alsoOf(given: NonNullable<Setting['also']>): AlsoGiven {
  return Object.fromEntries(
    Object.entries(given).flatMap(([key, value]) => (value === null ? [] : [[key, value] as const])),
  )
}

const DEFAULTS = { options: {}, asOf: '2024-01-01', county: 'San Joaquin' }

function toFixture(file: string, group: GroupText | undefined, one: CaseText): Fixture {
  const { rule, preset, citation, shows, options, asOf, county, name, expect } = { ...DEFAULTS, ...group, ...one }
  const more = one.given?.more ?? group?.given?.more ?? []
  const first = { ...group?.given?.columns, ...one.given?.columns }
  const also = alsoOf({ ...group?.also, ...one.also })
  return {
    file,
    name,
    rule,
    shows,
    rows: [first, ...more].map(asRow),
    also,
    options,
    preset,
    asOf,
    county,
    citation,
    expect,
  }
}

function filesOf(): [name: string, content: FileText][] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => [name, parse(readFileSync(new URL(name, FOLDER), 'utf8'), { merge: true }) as FileText])
}

/** All fixtures of the ruleset, in the order of their files. */
export function readFixtures(): FixtureSet {
  const files = filesOf()
  const fixtures = files.flatMap(([name, { rules = [], cases = [] }]) => [
    ...rules.flatMap((group) => group.cases.map((one) => toFixture(name, group, one))),
    ...cases.map((one) => toFixture(name, undefined, one)),
  ])
  const reasons = (member: 'neverMissing' | 'alwaysHolds'): Reasons =>
    Object.fromEntries(files.flatMap(([, file]) => Object.entries(file[member] ?? {})))
  return { fixtures, neverMissing: reasons('neverMissing'), alwaysHolds: reasons('alwaysHolds') }
}
