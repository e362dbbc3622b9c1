import {
  AnswerComparer,
  compile,
  findComparison,
  findFormat,
  findRuleset,
  type ReportedCause,
  reportedCauses,
} from '@cmr/engine'
import { getJurisdiction } from '@cmr/registry'
import type { RunProgram } from '../runs/run-program.ts'
import type { RunRow } from '../runs/run-store.ts'
import type { ComparedRules } from './compared-rules.ts'

/** The earlier rules of a run, ready to be applied, and how the answers of both are set side by side. */
export interface RunComparison {
  readonly rules: ComparedRules
  readonly before: RunProgram
  readonly comparer: AnswerComparer
  /** Every cause a difference can have, in order. */
  readonly causes: readonly ReportedCause[]
}

/** What a run is compared with; null for a run without a comparison. */
export function comparedRulesOf({ compare }: Pick<RunRow, 'compare'>): ComparedRules | null {
  // Safe: `insertRun` is the only writer.
  return compare as ComparedRules | null
}

/** Compiles what a run is compared with, for the run's own county and day; undefined without a comparison. */
export function compileComparison(run: RunRow, { program }: RunProgram): RunComparison | undefined {
  const rules = comparedRulesOf(run)
  if (rules === null) return undefined
  const jurisdiction = getJurisdiction(run.jurisdiction)
  const ruleset = findRuleset(jurisdiction, rules.ruleset, rules.profile ?? undefined)
  const comparison = findComparison(jurisdiction, ruleset.id, run.ruleset)
  const { county, asOf } = run
  const before = compile(ruleset, { options: ruleset.presets[rules.preset]?.options, asOf, county })
  const runs = { beforeRun: before.environment, afterRun: program.environment }
  return {
    rules,
    before: { ruleset, format: findFormat(jurisdiction, ruleset), program: before },
    comparer: new AnswerComparer(comparison, runs),
    causes: reportedCauses(comparison),
  }
}
