import type {
  Check,
  CheckContext,
  Citation,
  Condition,
  Effective,
  Fact,
  Parameter,
  Quirk,
  RuleOutcome,
  Ruleset,
} from '@cmr/jurisdiction'

/** Where a condition stands in a ruleset. */
export type RuleLayer = 'scope' | 'floor' | 'policy' | 'procedure'

/** One condition of a ruleset with everything it reads. */
export interface InventoryEntry {
  readonly layer: RuleLayer
  /** The rule's id; `<ruleset>/scope` for the condition that says which charges get an answer. */
  readonly id: string
  readonly summary: string
  readonly effective?: Effective
  readonly citations: readonly Citation[]
  readonly quirks: readonly Quirk[]
  readonly when: Condition<never>
  /** What it answers with; none for the scope and for procedures. */
  readonly outcome?: RuleOutcome
  readonly effect?: 'improve' | 'hold' | 'challenge'
  /** Each fact once, in the order the condition names them. */
  readonly facts: readonly Fact[]
  /** Dated values of the law its checks ask for. */
  readonly parameters: readonly Parameter<unknown>[]
}

function checksIn(condition: Condition<never>): Check<never>[] {
  switch (condition.kind) {
    case 'check':
      return [condition]
    case 'not':
      return checksIn(condition.of)
    case 'all':
    case 'any':
      return condition.of.flatMap(checksIn)
  }
}

/** Each fact of a condition once, by its id, in the order the condition names them. */
function factsIn(condition: Condition<never>): Fact[] {
  const facts = new Map<string, Fact>()
  for (const fact of checksIn(condition).flatMap((check) => [...check.facts])) {
    if (!facts.has(fact.id)) facts.set(fact.id, fact)
  }
  return [...facts.values()]
}

/**
 * The parameters a check asks for. A check does not declare them, so it is asked about a record without values, and what
 * it looks up is noted.
 */
function parametersOf(check: Check<never>): Parameter<unknown>[] {
  const found: Parameter<unknown>[] = []
  const context = {
    asOf: '',
    county: '',
    options: {},
    parameter: (parameter: Parameter<unknown>) => {
      found.push(parameter)
      return parameter.values[0]?.value
    },
    // Safe: only `parameter` matters here; a check that trips over the rest has asked for none before.
  } as unknown as CheckContext<never>
  try {
    check.holds(
      check.facts.map(() => ''),
      context,
    )
  } catch {
    // The values are made up: a check may throw on them.
  }
  return found
}

function read(condition: Condition<never>): Pick<InventoryEntry, 'when' | 'facts' | 'parameters'> {
  const parameters = new Set(checksIn(condition).flatMap(parametersOf))
  return { when: condition, facts: factsIn(condition), parameters: [...parameters] }
}

/** Every condition of a ruleset, in the order it is asked: scope, floor, policy, procedures. */
export function inventoryOf(ruleset: Ruleset): InventoryEntry[] {
  const layers = [
    ['floor', ruleset.floor],
    ['policy', ruleset.policy],
    ['procedure', ruleset.procedures],
  ] as const
  const scope: InventoryEntry = {
    layer: 'scope',
    id: `${ruleset.id}/scope`,
    summary: 'Which charges get an answer at all.',
    citations: [],
    quirks: [],
    ...read(ruleset.appliesTo),
  }
  return [
    scope,
    ...layers.flatMap(([layer, rules]) =>
      rules.map((rule): InventoryEntry => ({
        layer,
        id: rule.id,
        summary: rule.summary,
        effective: rule.effective,
        citations: rule.citations,
        quirks: 'quirks' in rule ? (rule.quirks ?? []) : [],
        ...('outcome' in rule ? { outcome: rule.outcome } : {}),
        ...('effect' in rule ? { effect: rule.effect } : {}),
        ...read(rule.when),
      })),
    ),
  ]
}
