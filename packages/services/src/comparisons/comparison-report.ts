import { type ComparisonCounts, differenceFaults, emptyDifferences, reportDifferences } from '@cmr/engine'
import type { WholeRun } from '../runs/run-ledger.ts'
import type { RunProgram } from '../runs/run-program.ts'
import type { RunRow } from '../runs/run-store.ts'
import type { Tally } from '../runs/part-tally.ts'
import type { RunComparison } from './run-comparison.ts'

/** Rules as a report names them. */
export interface ReportedRules {
  readonly ruleset: string
  readonly profile: string | null
  readonly title: string
  /** The day the law and the records were read as of, `YYYY-MM-DD`. */
  readonly asOf: string
}

/** `comparison.json`: what a run's answers are compared with, and what that came to. */
export interface ComparisonReport extends ComparisonCounts {
  readonly jurisdiction: string
  readonly version: string
  readonly county: string
  readonly before: ReportedRules & { readonly preset: string }
  readonly after: ReportedRules
}

export function comparisonReport(
  run: RunRow,
  { ruleset }: RunProgram,
  { rules, before, causes }: RunComparison,
  { tally }: WholeRun,
): ComparisonReport {
  const { jurisdiction, jurisdictionVersion: version, county, asOf } = run
  const { id, profile = null, title } = ruleset
  return {
    ...{ jurisdiction, version, county },
    before: { ...rules, title: before.ruleset.title, asOf },
    after: { ruleset: id, profile, title, asOf },
    ...reportDifferences(tally.comparison ?? emptyDifferences(), causes),
  }
}

/** Why a comparison does not add up with what is stored; empty when it does, and for a run without one. */
export function comparisonFaults(
  { comparison }: Pick<Tally, 'comparison'>,
  stored: { readonly determinations: number; readonly differences: number },
): string[] {
  if (comparison === undefined) return []
  const { after } = comparison.answered
  const faults = differenceFaults(comparison, stored.differences)
  if (after !== stored.determinations) {
    faults.push(`${stored.determinations} answers are stored, but ${after} were compared.`)
  }
  return faults
}
