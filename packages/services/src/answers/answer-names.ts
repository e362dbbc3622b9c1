import type { Ruleset } from '@cmr/jurisdiction'

/** The label of a form of relief; one the ruleset no longer has keeps its id. */
export function reliefLabel(ruleset: Ruleset, relief: string): string {
  return ruleset.relief[relief]?.label ?? relief
}
