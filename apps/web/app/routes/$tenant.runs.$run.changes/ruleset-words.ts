interface RulesetOfRun {
  readonly ruleset: string
  readonly profile: string | null
  readonly preset: string | null
}

/** A ruleset with the profile and the preset it was used with: "earlier, north, delivered". */
export function rulesetWords({ ruleset, profile, preset }: RulesetOfRun): string {
  return [ruleset, profile, preset].filter((part) => part !== null).join(', ')
}
