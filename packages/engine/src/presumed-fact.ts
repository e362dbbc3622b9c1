import type { Citation, Condition, Fact, Ruleset } from '@cmr/jurisdiction'

/** A fact whose value the law presumes where the record is silent. */
export interface PresumedFact {
  readonly id: string
  readonly label: string
  readonly favors: 'person' | 'prosecution'
  readonly citations: readonly Citation[]
  /** Who could answer when the file cannot; null when the package names nobody. */
  readonly ask: string | null
}

const known = new WeakMap<Ruleset, ReadonlyMap<string, PresumedFact>>()

/** Every presumption the ruleset's conditions can rest on, by fact id. */
function presumedFactsOf(ruleset: Ruleset): ReadonlyMap<string, PresumedFact> {
  const made = known.get(ruleset)
  if (made !== undefined) return made
  const found = new Map<string, PresumedFact>()
  for (const condition of conditionsOf(ruleset)) collect(condition, found)
  known.set(ruleset, found)
  return found
}

/** A fact an answer presumed, by its id; one the ruleset no longer has keeps its id as its label. */
export function presumedFact(ruleset: Ruleset, id: string): PresumedFact {
  return presumedFactsOf(ruleset).get(id) ?? { id, label: id, favors: 'person', citations: [], ask: null }
}

function conditionsOf({ appliesTo, floor, policy, procedures }: Ruleset): Condition<never>[] {
  // Safe: conditions are only walked for their facts, never asked.
  return [appliesTo, ...[...floor, ...policy, ...procedures].map(({ when }) => when)] as Condition<never>[]
}

function collect(condition: Condition<never>, into: Map<string, PresumedFact>): void {
  switch (condition.kind) {
    case 'check':
      for (const fact of condition.facts) add(fact, into)
      return
    case 'not':
      collect(condition.of, into)
      return
    case 'all':
    case 'any':
      for (const child of condition.of) collect(child, into)
  }
}

function add({ id, label, whenUnknown, ask }: Fact, into: Map<string, PresumedFact>): void {
  if (whenUnknown === undefined || into.has(id)) return
  into.set(id, { id, label, favors: whenUnknown.favors, citations: whenUnknown.citations, ask: ask ?? null })
}
