import { findRuleset } from '@cmr/engine'
import type { Ruleset } from '@cmr/jurisdiction'
import { getJurisdiction } from '@cmr/registry'
import type { RunRow } from '../runs/run-store.ts'

/** The ruleset a run was made with, as it is today: for names and labels, also where the run is older. */
export function rulesetOfRun(run: Pick<RunRow, 'jurisdiction' | 'ruleset' | 'profile'>): Ruleset {
  return findRuleset(getJurisdiction(run.jurisdiction), run.ruleset, run.profile ?? undefined)
}
