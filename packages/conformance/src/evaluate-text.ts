import { compile, findCounty, findFormat, findRuleset, type Program } from '@cmr/engine'
import {
  type CutRows,
  EMPTY_LEDGER,
  type Ledger,
  ledgerOf,
  PersonUnion,
  personKeysOf,
  RecordIndexer,
  RecordReader,
  ResultRenderer,
  type RunLedger,
  type SetAsideRow,
  subjectKeyOf,
  cutRows,
} from '@cmr/intake'
import type { Evaluated, IntakeEntry, IntakeFormat, Jurisdiction } from '@cmr/jurisdiction'

export interface EvaluateTextRequest {
  readonly jurisdiction: Jurisdiction
  readonly ruleset: string
  readonly profile?: string
  /** Whole source files as byte text, headers included or not; one text is one file. */
  readonly text: string | readonly string[]
  readonly options: unknown
  readonly county: string
  /** `YYYY-MM-DD`. */
  readonly asOf: string
  /** `YYYY-MM-DD`; by default `asOf`. */
  readonly now?: string
}

/** What became of one input. */
export interface EvaluatedInput {
  /** Rows loaded. */
  readonly rows: number
  /** Computed cells of each determined row, by row number. */
  readonly cells: ReadonlyMap<number, readonly string[]>
  /** Whole result files, by the ids of the ruleset's result table. */
  readonly files: Readonly<Record<string, string>>
  readonly ledger: Ledger
  readonly setAside: readonly SetAsideRow[]
}

/** The run, and of its first input what `EvaluatedInput` has. */
export interface EvaluatedText extends EvaluatedInput {
  readonly inputs: readonly EvaluatedInput[]
  /** In order of first appearance. */
  readonly people: readonly Evaluated[]
  readonly report: Readonly<Record<string, unknown>>
  readonly runLedger: RunLedger
}

interface Input {
  readonly pieces: readonly CutRows[]
  readonly entries: readonly IntakeEntry[]
  readonly cells: Map<number, readonly string[]>
  readonly ledger: Ledger
}

function inputOf(pieces: readonly CutRows[], ledger: Ledger): Input {
  const entries = pieces.flatMap((rows) => Array.from({ length: rows.count }, (_, index) => rows.entry(index)))
  return { pieces, entries, cells: new Map(), ledger }
}

/** As earlier software read a file: columns by position, all rows well-formed. */
function readStrictly({ layout }: IntakeFormat, text: string): Input {
  let start = text.length
  let first = { row: 0, line: 1 }
  const indexer = new RecordIndexer(layout, (span) => {
    if (span.row > 0) return
    start = span.start
    first = { row: 0, line: span.line }
  })
  indexer.push(text)
  indexer.end()
  const rows = cutRows(layout, text.slice(start), first)
  const { lines, blankLines } = indexer
  return inputOf([rows], {
    ...EMPTY_LEDGER,
    ...ledgerOf(rows),
    lines,
    blankLines,
    headerLines: indexer.hasHeader ? 1 : 0,
  })
}

/** As part of a record set: columns by name, what cannot be used set aside. */
function readTolerantly({ layout, personKeys }: IntakeFormat, text: string, file: number): Input {
  const pieces: CutRows[] = []
  const namesSomebody = (fields: readonly string[]): boolean => personKeys(fields).length > 0
  const reader = new RecordReader(layout, { file, namesSomebody }, ({ rows }) => pieces.push(rows))
  reader.push(text)
  return inputOf(pieces, reader.end())
}

/** Entries by person, in order of first appearance. */
function groupBy(entries: readonly IntakeEntry[], groupOf: (entry: IntakeEntry) => unknown): IntakeEntry[][] {
  const groups = new Map<unknown, IntakeEntry[]>()
  for (const entry of entries) {
    const key = groupOf(entry)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [entry])
    else group.push(entry)
  }
  return [...groups.values()]
}

function peopleOf({ layout, personKeys }: IntakeFormat, entries: readonly IntakeEntry[]): IntakeEntry[][] {
  const union = new PersonUnion()
  const members = new Map(entries.map((entry) => [entry, union.add(personKeysOf(layout, personKeys, entry))]))
  return groupBy(entries, (entry) => union.groupOf(members.get(entry) ?? -1))
}

/** One share of a run: a file that stands alone, or a whole record set. */
interface Share {
  readonly inputs: readonly Input[]
  readonly people: readonly (readonly IntakeEntry[])[]
}

function sharesOf(format: IntakeFormat, gathers: 'record-set' | 'file', texts: readonly string[]): Share[] {
  if (gathers === 'record-set') {
    const inputs = texts.map((text, file) => readTolerantly(format, text, file))
    return [
      {
        inputs,
        people: peopleOf(
          format,
          inputs.flatMap(({ entries }) => entries),
        ),
      },
    ]
  }
  return texts.map((text) => {
    const input = readStrictly(format, text)
    return { inputs: [input], people: groupBy(input.entries, (entry) => subjectKeyOf(format.layout, entry)) }
  })
}

type Environment = Program['environment'] & { readonly now: string }

/** Evaluates one person and keeps the cells of its rows. */
function evaluatePerson(
  program: Program,
  environment: Environment,
  format: IntakeFormat,
  share: Share,
  entries: readonly IntakeEntry[],
): Evaluated {
  const { results, gathers } = program.ruleset
  const evaluated = program.evaluate(format.assemble(entries, gathers))
  evaluated.determinations.forEach((determination, index) => {
    const charge = evaluated.subject.charges[index]
    if (determination === undefined || charge === undefined) return
    const { file, row } = charge
    const fields = entries.find((entry) => entry.file === file && entry.row === row)?.fields ?? []
    share.inputs[file]?.cells.set(row, results.cells(evaluated, index, fields, environment))
  })
  return evaluated
}

function render(format: IntakeFormat, { ruleset }: Program, input: Input): EvaluatedInput {
  const renderer = new ResultRenderer(format.layout, ruleset.results)
  const texts = renderer.headers()
  for (const rows of input.pieces) {
    renderer.render(rows, (row) => input.cells.get(row)).forEach((body, index) => (texts[index] += body))
  }
  const files = Object.fromEntries(ruleset.results.files.map(({ id }, index) => [id, texts[index] ?? '']))
  const setAside = input.pieces.flatMap((rows) => rows.setAside)
  return { rows: input.entries.length, cells: input.cells, files, ledger: input.ledger, setAside }
}

function ledgerOfRun(shares: readonly Share[], people: readonly Evaluated[]): RunLedger {
  const outcomes: Record<string, number> = {}
  for (const { determinations } of people) {
    for (const answer of determinations) {
      if (answer !== undefined) outcomes[answer.outcome.kind] = (outcomes[answer.outcome.kind] ?? 0) + 1
    }
  }
  const inputs = shares.flatMap((share) => share.inputs)
  return {
    files: inputs.map(({ ledger }) => ledger),
    subjects: people.length,
    rowsHeld: shares.flatMap((share) => share.people).reduce((sum, entries) => sum + entries.length, 0),
    determinations: inputs.reduce((sum, { cells }) => sum + cells.size, 0),
    outcomes,
  }
}

/**
 * Evaluates small files in memory, the plain way: read all, group, evaluate, render. Hosts must agree with it. How files
 * are read and rows become people is what the ruleset's `gathers` says. Throws VALIDATION on a file that is refused.
 */
export function evaluateText(request: EvaluateTextRequest): EvaluatedText {
  const { jurisdiction, text, asOf, now = asOf } = request
  const ruleset = findRuleset(jurisdiction, request.ruleset, request.profile)
  const format = findFormat(jurisdiction, ruleset)
  const county = findCounty(jurisdiction, request.county)
  const program = compile(ruleset, { options: request.options, asOf, county })
  const environment = { ...program.environment, now }
  const shares = sharesOf(format, ruleset.gathers, typeof text === 'string' ? [text] : text)
  const people: Evaluated[] = []
  const tallies = shares.map((share) => {
    const state: unknown = ruleset.summary.empty()
    for (const entries of share.people) {
      const evaluated = evaluatePerson(program, environment, format, share, entries)
      ruleset.summary.add(state, evaluated, environment)
      people.push(evaluated)
    }
    return { state, rows: share.inputs.reduce((sum, { entries }) => sum + entries.length, 0) }
  })
  const report = ruleset.summary.report(tallies, { ...environment, seconds: 0 })
  const inputs = shares.flatMap((share) => share.inputs.map((input) => render(format, program, input)))
  const [first] = inputs
  if (first === undefined) throw new RangeError('there is no text')
  return { ...first, inputs, people, report, runLedger: ledgerOfRun(shares, people) }
}
