import { createHash } from 'node:crypto'
import { canonicalJson } from '@cmr/engine'
import { type Ledger, totalOf } from '@cmr/intake'
import type { Figure, FileTally, QualityFinding, Ruleset } from '@cmr/jurisdiction'
import { summaryKey } from './part-tally.ts'
import type { WholeRun } from './run-ledger.ts'
import type { RunProgram } from './run-program.ts'
import type { RunRow } from './run-store.ts'

/** The report of a run over its files. */
export interface RunReport {
  /** Name of the report's file. */
  readonly fileName: string
  /** Keys in the order they are written in. */
  readonly report: Readonly<Record<string, unknown>>
  readonly figures: readonly Figure[]
  /** SHA-256 over the result files and the report: equal for equal inputs, however the work was cut or interrupted. */
  readonly resultHash: string
}

/** Merges what files came to and draws up the report. `seconds` is what the work took; it is no part of the hash. */
export function reportRun(
  run: RunRow,
  { ruleset, program }: RunProgram,
  { tally, files }: WholeRun,
  written: readonly { readonly name: string; readonly sha256: string }[],
  seconds: number,
): RunReport {
  const { summary } = ruleset
  const environment = { ...program.environment, now: run.nowOn }
  const tallies = tallyFiles(ruleset, files).map(({ key, rows }): FileTally<unknown> => {
    // Safe: the state is only carried between functions of the same summary.
    const state: unknown = tally.summaries[key] ?? summary.empty()
    return { state, rows }
  })
  const report = summary.report(tallies, { ...environment, seconds })
  const hashes = written.map(({ name, sha256 }) => [name, sha256]).sort(([a = ''], [b = '']) => (a < b ? -1 : 1))
  const timeless = summary.report(tallies, { ...environment, seconds: 0 })
  const resultHash = createHash('sha256')
    .update(canonicalJson({ files: hashes, summary: timeless }))
    .digest('hex')
  return { fileName: `${summary.fileName}.json`, report, figures: summary.figures(report), resultHash }
}

/** What counts as a file in the report: the record set as one, or each file. */
function tallyFiles(ruleset: Ruleset, files: WholeRun['files']): { key: string; rows: number }[] {
  if (ruleset.gathers === 'file') {
    return files.map(({ position, rows }) => ({ key: summaryKey({ ruleset }, position - 1), rows }))
  }
  return [{ key: summaryKey({ ruleset }, 0), rows: files.reduce((sum, { rows }) => sum + rows, 0) }]
}

/** `ledger.json`: how the run accounts for every line, row and answer. Every sum in it was checked. */
export function ledgerReport({ ledger, files }: WholeRun): Readonly<Record<string, unknown>> {
  const named = ledger.files.map((file, index) => ({ file: files[index]?.name, ...file }))
  return { ...ledger, files: named, total: totalOf(ledger) }
}

/** `quality.json`: what in the record makes answers doubtful, and how many rest on what the law presumes. */
export interface QualityReport {
  /** Over all files. */
  readonly lines: Ledger
  readonly determinations: number
  /** Determinations that rest on a presumption. */
  readonly presuming: number
  /** Determinations by the facts presumed in them, most frequent first. */
  readonly presumptions: Readonly<Record<string, number>>
  /** Files in examples are numbered by their position in the batch from 0. */
  readonly findings: readonly QualityFinding[]
}

export function qualityReport({ ruleset }: Pick<RunProgram, 'ruleset'>, { tally, ledger }: WholeRun): QualityReport {
  const { determinations, presuming } = tally
  const presumptions = Object.fromEntries(Object.entries(tally.presumptions).sort(([, a], [, b]) => b - a))
  const findings = ruleset.quality?.findings(tally.quality) ?? []
  return { lines: totalOf(ledger), determinations, presuming, presumptions, findings }
}
