import { compile, findFormat, findRuleset, type Program } from '@cmr/engine'
import { AppError } from '@cmr/errors'
import type { IntakeFormat, Ruleset } from '@cmr/jurisdiction'
import { getJurisdiction } from '@cmr/registry'
import type { RunRow } from './run-store.ts'

/** A run's rules, ready to be applied. */
export interface RunProgram {
  readonly ruleset: Ruleset
  readonly format: IntakeFormat
  readonly program: Program
}

/** Whether the run's rules are those of today. */
export function hasRunVersion(run: RunRow): boolean {
  return getJurisdiction(run.jurisdiction).version === run.jurisdictionVersion
}

/**
 * Compiles what a run was requested with. Throws PRECONDITION when the jurisdiction has changed since, because one
 * run must not mix the answers of two versions, and when its options no longer parse.
 */
export function compileRun(run: RunRow): RunProgram {
  const jurisdiction = getJurisdiction(run.jurisdiction)
  if (!hasRunVersion(run)) {
    throw new AppError('PRECONDITION', 'The rules have a new version since this run was requested. Start a new run.', {
      details: { reason: 'version-changed' },
    })
  }
  const ruleset = findRuleset(jurisdiction, run.ruleset, run.profile ?? undefined)
  const { options, asOf, county } = run
  return { ruleset, format: findFormat(jurisdiction, ruleset), program: compile(ruleset, { options, asOf, county }) }
}
