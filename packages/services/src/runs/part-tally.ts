import { type DifferenceCounts, emptyDifferences, mergeDifferences } from '@cmr/engine'
import type { Determination, Evaluated } from '@cmr/jurisdiction'
import type { EvaluatedShare } from './evaluate-person.ts'
import type { RunProgram } from './run-program.ts'

/** What a part of a run's people came to. Plain JSON, so that it can be stored and merged. */
export interface Tally {
  /** State of the ruleset's summary: one for the record set, or one a file where each file stands alone. */
  readonly summaries: Record<string, unknown>
  /** State of the ruleset's quality findings; null when it has none. */
  readonly quality: unknown
  subjects: number
  rowsHeld: number
  determinations: number
  /** Determinations that rest on a presumption. */
  presuming: number
  readonly outcomes: Record<string, number>
  /** Determinations by the facts presumed in them. */
  readonly presumptions: Record<string, number>
  /** How the answers compare with those of earlier rules; absent for a run without a comparison. */
  comparison?: DifferenceCounts
}

const COUNTS = ['subjects', 'rowsHeld', 'determinations', 'presuming'] as const
const RECORD_SET = 'all'

/** Key of the summary a file's people are counted in; `file` is its position from 0. */
export function summaryKey({ ruleset }: Pick<RunProgram, 'ruleset'>, file: number): string {
  return ruleset.gathers === 'record-set' ? RECORD_SET : String(file)
}

export function emptyTally({ ruleset }: Pick<RunProgram, 'ruleset'>): Tally {
  // Safe: states of summary and quality are only carried between functions of the same object.
  const quality = (ruleset.quality?.empty() ?? null) as unknown
  const counts = { subjects: 0, rowsHeld: 0, determinations: 0, presuming: 0 }
  return { summaries: {}, quality, ...counts, outcomes: {}, presumptions: {} }
}

/** Adds one share of a person. `now` is the day the run is made, `YYYY-MM-DD`. */
export function addShare(tally: Tally, run: RunProgram, { evaluated, entries }: EvaluatedShare, now: string): void {
  const { summary, quality } = run.ruleset
  const state: unknown = (tally.summaries[summaryKey(run, entries[0]?.file ?? 0)] ??= summary.empty())
  summary.add(state, evaluated, { ...run.program.environment, now })
  quality?.add(tally.quality, evaluated)
  tally.subjects++
  tally.rowsHeld += entries.length
  addAnswers(tally, evaluated)
}

function addAnswers(tally: Tally, { determinations }: Evaluated): void {
  for (const answer of determinations) {
    if (answer === undefined) continue
    tally.determinations++
    increase(tally.outcomes, answer.outcome.kind, 1)
    const presumed = presumedIn(answer)
    if (presumed.length > 0) tally.presuming++
    for (const fact of presumed) increase(tally.presumptions, fact, 1)
  }
}

/** Facts presumed in either layer of an answer, each once. */
export function presumedIn({ floor, policy }: Determination): string[] {
  return [...new Set([...floor.presumed, ...(policy?.presumed ?? [])])]
}

function increase(counts: Record<string, number>, key: string, by: number): void {
  counts[key] = (counts[key] ?? 0) + by
}

/** Adds another part of the same run. */
export function mergeTally(tally: Tally, { ruleset }: Pick<RunProgram, 'ruleset'>, part: Tally): void {
  for (const [key, state] of Object.entries(part.summaries)) {
    ruleset.summary.merge((tally.summaries[key] ??= ruleset.summary.empty()), state)
  }
  ruleset.quality?.merge(tally.quality, part.quality)
  for (const count of COUNTS) tally[count] += part[count]
  for (const [kind, count] of Object.entries(part.outcomes)) increase(tally.outcomes, kind, count)
  for (const [fact, count] of Object.entries(part.presumptions)) increase(tally.presumptions, fact, count)
  if (part.comparison !== undefined) mergeDifferences((tally.comparison ??= emptyDifferences()), part.comparison)
}
