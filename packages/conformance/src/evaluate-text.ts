import { compile, findCounty, findFormat, findRuleset } from '@cmr/engine'
import { cutRows, RecordIndexer, ResultRenderer, subjectKeyOf } from '@cmr/intake'
import type { Evaluated, IntakeEntry, Jurisdiction } from '@cmr/jurisdiction'

export interface EvaluateTextRequest {
  readonly jurisdiction: Jurisdiction
  readonly ruleset: string
  readonly profile?: string
  /** A whole source file as byte text, header included or not. */
  readonly text: string
  readonly options: unknown
  readonly county: string
  /** `YYYY-MM-DD`. */
  readonly asOf: string
  /** `YYYY-MM-DD`; by default `asOf`. */
  readonly now?: string
}

export interface EvaluatedText {
  /** Data rows read. */
  readonly rows: number
  /** In order of first appearance. */
  readonly people: readonly Evaluated[]
  /** Computed cells of each determined row, by row number. */
  readonly cells: ReadonlyMap<number, readonly string[]>
  /** Whole result files, by the ids of the ruleset's result table. */
  readonly files: Readonly<Record<string, string>>
  readonly report: Readonly<Record<string, unknown>>
}

function groupBySubject(entries: readonly IntakeEntry[], keyOf: (entry: IntakeEntry) => string): IntakeEntry[][] {
  const groups = new Map<string, IntakeEntry[]>()
  for (const entry of entries) {
    const group = groups.get(keyOf(entry))
    if (group === undefined) groups.set(keyOf(entry), [entry])
    else group.push(entry)
  }
  return [...groups.values()]
}

/** Evaluates one small file in memory, the plain way: read all, group, evaluate, render. Hosts must agree with it. */
export function evaluateText(request: EvaluateTextRequest): EvaluatedText {
  const { jurisdiction, text, asOf, now = asOf } = request
  const ruleset = findRuleset(jurisdiction, request.ruleset, request.profile)
  const { layout, assemble } = findFormat(jurisdiction, ruleset)
  const county = findCounty(jurisdiction, request.county)
  const program = compile(ruleset, { options: request.options, asOf, county })
  const environment = { ...program.environment, now }

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
  const entries = Array.from({ length: rows.count }, (_, index) => rows.entry(index))
  const cells = new Map<number, readonly string[]>()
  const tally = ruleset.summary.empty()
  const people = groupBySubject(entries, (entry) => subjectKeyOf(layout, entry)).map((group) => {
    const evaluated = program.evaluate(assemble(group))
    ruleset.summary.add(tally, evaluated, environment)
    evaluated.determinations.forEach((determination, index) => {
      const charge = evaluated.subject.charges[index]
      if (determination === undefined || charge === undefined) return
      const fields = entries[charge.row]?.fields ?? []
      cells.set(charge.row, ruleset.results.cells(evaluated, index, fields, environment))
    })
    return evaluated
  })
  const renderer = new ResultRenderer(layout, ruleset.results)
  const headers = renderer.headers()
  const bodies = renderer.render(rows, (row) => cells.get(row))
  const files = ruleset.results.files.map(
    ({ id }, index) => [id, `${headers[index] ?? ''}${bodies[index] ?? ''}`] as const,
  )
  const report = ruleset.summary.report([{ state: tally, rows: rows.count }], { ...environment, seconds: 0 })
  return { rows: rows.count, people, cells, files: Object.fromEntries(files), report }
}
