import { createHash } from 'node:crypto'
import { canonicalJson } from '@cmr/engine'
import type { Figure, FileTally } from '@cmr/jurisdiction'
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

/** What one file contributes, in order of position: the summaries of its parts and the number of its rows. */
export interface FileParts {
  readonly rows: number
  readonly parts: readonly unknown[]
}

/** Merges the parts of every file and draws up the report. `seconds` is what the work took; it is no part of the hash. */
export function reportRun(
  run: RunRow,
  { ruleset, program }: RunProgram,
  files: readonly FileParts[],
  written: readonly { readonly name: string; readonly sha256: string }[],
  seconds: number,
): RunReport {
  const { summary } = ruleset
  const environment = { ...program.environment, now: run.nowOn }
  const tallies = files.map(({ rows, parts }): FileTally<unknown> => {
    // Safe: the state is only carried between functions of the same summary.
    const state: unknown = summary.empty()
    for (const part of parts) summary.merge(state, part)
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
