import type { Evaluated, Quality, QualityFinding } from '@cmr/jurisdiction'
import type { Charge } from '@cmr/record'
import { arrestDay } from './facts/charge-days.ts'
import { isDestroyedRecord } from './facts/history.ts'
import { LIFE, sentenceKind } from './facts/sentence-end.ts'
import type { OffenseReading } from '../../offenses/read-offense.ts'
import { offensesOf } from './reading.ts'

interface Doubt {
  readonly label: string
  readonly effect: string
  readonly severity: 'info' | 'warning'
  /** Whether a conviction with an answer gives rise to it. */
  readonly of: (charge: Charge, offense: OffenseReading) => boolean
}

const CHARGE_DOUBTS = {
  'no-conviction-date': {
    label: 'No valid date of conviction',
    effect: 'Goes to review: what the law was, and what came before, cannot be told.',
    severity: 'warning',
    of: ({ disposedOn }) => disposedOn === undefined,
  },
  'no-arrest-date': {
    label: 'No valid date of arrest',
    effect: 'The age at the offense is presumed in the person’s favor; what came before the charge may go to review.',
    severity: 'info',
    of: ({ given }) => given.arrestedOn === undefined,
  },
  'arrest-after-conviction': {
    label: 'Arrest dated after the conviction',
    effect: 'The date of arrest is not used.',
    severity: 'warning',
    of: (charge) => charge.given.arrestedOn !== undefined && arrestDay(charge) === undefined,
  },
  'no-level': {
    label: 'Neither felony, misdemeanor nor infraction',
    effect: 'Rules that ask for the level presume in the person’s favor or go to review.',
    severity: 'warning',
    of: ({ given }) => given.level === undefined,
  },
  'no-sentence': {
    label: 'No sentence that can be read',
    effect: 'The sentence is presumed served.',
    severity: 'info',
    of: (charge) => sentenceKind(charge) === undefined,
  },
  'life-sentence': {
    label: 'Life sentence',
    effect: 'Counts as still being served: relief is by petition.',
    severity: 'info',
    of: (charge) => sentenceKind(charge) === LIFE,
  },
  'no-county': {
    label: 'No county',
    effect: 'Goes to review: it may be another county’s conviction.',
    severity: 'warning',
    of: ({ given }) => typeof given.county !== 'string' || given.county.trim() === '',
  },
  'doubtful-code': {
    label: 'One of the four sections with another code than Health & Safety',
    effect: 'Read as the Health & Safety section.',
    severity: 'info',
    of: (_charge, { marijuana }) => marijuana?.codeDoubtful === true,
  },
} as const satisfies Readonly<Record<string, Doubt>>

const PERSON_DOUBTS = {
  'birth-dates-differ': { label: 'Rows of one person give different dates of birth', given: 'birthDatesDiffer' },
  'names-differ': { label: 'Rows of one person give different names', given: 'namesDiffer' },
} as const

const CHARGE_DOUBT_LIST: readonly (readonly [string, Doubt])[] = Object.entries(CHARGE_DOUBTS)
const PERSON_DOUBT_LIST = Object.entries(PERSON_DOUBTS)

const EXAMPLES = 10
const CODES_KEPT = 20_000
const CODES_SHOWN = 100

interface Place {
  readonly file: number
  readonly line: number
}

interface Count {
  count: number
  examples: Place[]
}

/** Counts by finding. Plain JSON of bounded size. */
interface State {
  doubts: Record<string, Count>
  codes: Record<string, number>
  unknownCodes: Count
}

function noted(counts: Record<string, Count>, id: string, place: Place): void {
  addTo((counts[id] ??= { count: 0, examples: [] }), place)
}

function addTo(count: Count, place: Place): void {
  count.count++
  addExample(count, place)
}

function inOrder(a: Place, b: Place): number {
  return a.file - b.file || a.line - b.line
}

/** Keeps the first places of the record set, in whatever order they come. */
function addExample({ examples }: Count, place: Place): void {
  const last = examples[EXAMPLES - 1]
  if (last !== undefined && inOrder(last, place) <= 0) return
  examples.push({ file: place.file, line: place.line })
  examples.sort(inOrder)
  examples.length = Math.min(examples.length, EXAMPLES)
}

function addCode(state: State, code: string, by: number): void {
  const known = state.codes[code]
  if (known === undefined && Object.keys(state.codes).length >= CODES_KEPT) return
  state.codes[code] = (known ?? 0) + by
}

function addUnknown(state: State, codes: readonly string[], place: Place): void {
  if (codes.length === 0) return
  addTo(state.unknownCodes, place)
  for (const code of codes) addCode(state, code, 1)
}

function addAnswered(doubts: State['doubts'], charge: Charge, offense: OffenseReading): void {
  for (const [id, doubt] of CHARGE_DOUBT_LIST) if (doubt.of(charge, offense)) noted(doubts, id, charge)
  if (charge.disposedOn !== undefined && isDestroyedRecord(charge, '9999-12-31', offense))
    noted(doubts, 'to-be-destroyed', charge)
}

function mergeCount(into: Count, from: Count): void {
  into.count += from.count
  for (const place of from.examples) addExample(into, place)
}

function add(state: State, { subject, determinations }: Evaluated): void {
  const { charges } = subject
  const offenses = offensesOf(subject)
  for (let i = 0; i < charges.length; i++) {
    const [charge, offense] = [charges[i], offenses[i]]
    if (charge === undefined || offense === undefined) continue
    addUnknown(state, offense.unknown, charge)
    if (determinations[i] !== undefined) addAnswered(state.doubts, charge, offense)
  }
  const [first] = charges
  if (first === undefined) return
  if (subject.bornOn === undefined) noted(state.doubts, 'no-birth-date', first)
  for (const [id, { given }] of PERSON_DOUBT_LIST) if (subject.given[given] === true) noted(state.doubts, id, first)
}

const OTHER = {
  'to-be-destroyed': {
    label: 'Record that § 11361.5 orders destroyed two years after conviction',
    effect: 'Answered, marked, and never counted as a prior.',
    severity: 'warning',
    of: 'convictions',
  },
  'no-birth-date': {
    label: 'No valid date of birth',
    effect: 'The age at the offense is presumed in the person’s favor.',
    severity: 'warning',
    of: 'people',
  },
} as const

function describe(id: string, { count, examples }: Count): QualityFinding {
  const charge = (CHARGE_DOUBTS as Readonly<Record<string, Doubt>>)[id]
  if (charge !== undefined) {
    const { label, effect, severity } = charge
    return { id, label, effect, severity, count, of: 'convictions', examples }
  }
  const person = (PERSON_DOUBTS as Readonly<Record<string, { label: string }>>)[id]
  if (person !== undefined) {
    const effect = 'It may be two people under one number: look before anything is filed.'
    return { id, label: person.label, effect, severity: 'warning', count, of: 'people', examples }
  }
  // Safe: every other id comes from the table.
  return { id, ...OTHER[id as keyof typeof OTHER], count, examples }
}

/** What in the record makes answers doubtful, and offense codes nobody knows. */
export const prop64Quality: Quality<State> = {
  empty: () => ({ doubts: {}, codes: {}, unknownCodes: { count: 0, examples: [] } }),
  add,
  merge(state, part) {
    for (const [id, count] of Object.entries(part.doubts)) {
      mergeCount((state.doubts[id] ??= { count: 0, examples: [] }), count)
    }
    mergeCount(state.unknownCodes, part.unknownCodes)
    for (const [code, count] of Object.entries(part.codes)) addCode(state, code, count)
  },
  findings(state) {
    const found = Object.keys(state.doubts)
      .sort()
      .flatMap((id) => (state.doubts[id] === undefined ? [] : [describe(id, state.doubts[id])]))
    if (state.unknownCodes.count === 0) return found
    const values = Object.entries(state.codes)
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
      .slice(0, CODES_SHOWN)
    return [
      ...found,
      {
        id: 'unknown-codes',
        label: 'Offense codes this package does not know',
        effect: 'They count as other offenses. Tell the package’s authors which they are.',
        severity: 'info',
        count: state.unknownCodes.count,
        of: 'convictions',
        examples: state.unknownCodes.examples,
        values,
      },
    ]
  },
}
