import type { Citation, Explanation, Outcome, Ruleset, TraceNode, Truth } from '@cmr/jurisdiction'
import { shownText } from './shown-text.ts'

/** A rule as a person reads it. */
export interface RuleView {
  readonly id: string
  readonly layer: 'floor' | 'policy'
  /** One plain sentence. */
  readonly summary: string
  readonly citations: readonly Citation[]
}

/** A value of the record that an answer rests on. */
export interface UsedFact {
  readonly id: string
  readonly label: string
  /** Plain JSON; null when the record does not say and nothing is presumed. */
  readonly value: unknown
  /** The record does not say, and this is what the law presumes. */
  readonly presumed: boolean
}

/** Why a charge came out as it did. */
export interface ChargeExplanation {
  /** The rule that answered; null when none was met. */
  readonly rule: RuleView | null
  /** What the statute alone compels. */
  readonly floor: Outcome
  /** Every rule tried, in order, and how it came out. */
  readonly tried: readonly (RuleView & { readonly truth: Truth })[]
  /** Every fact those rules looked at, each once. */
  readonly facts: readonly UsedFact[]
}

export function explainCharge(ruleset: Ruleset, { determination, trace }: Explanation): ChargeExplanation {
  const tried = trace.flatMap(({ layer, rule, node }) => {
    const view = ruleView(ruleset, layer, rule)
    return view === undefined ? [] : [{ ...view, truth: node.truth }]
  })
  const answered = determination.policy?.rule ?? determination.floor.rule
  const rule = tried.find(({ id }) => id === answered)
  const facts = new Map<string, UsedFact>()
  for (const { node } of trace) collectFacts(node, facts)
  return { rule: rule ?? null, floor: determination.floor.outcome, tried, facts: [...facts.values()] }
}

function ruleView(ruleset: Ruleset, layer: 'floor' | 'policy', id: string): RuleView | undefined {
  const rule = ruleset[layer].find((candidate) => candidate.id === id)
  return rule === undefined ? undefined : { id, layer, summary: rule.summary, citations: rule.citations }
}

function collectFacts(node: TraceNode, into: Map<string, UsedFact>): void {
  if (node.kind !== 'check') {
    for (const child of node.children) collectFacts(child, into)
    return
  }
  for (const { id, label, value, presumed } of node.facts)
    into.set(id, { id, label, value: shownValue(value), presumed })
}

function shownValue(value: unknown): unknown {
  if (typeof value === 'string') return shownText(value)
  if (Array.isArray(value)) return value.map(shownValue)
  return value ?? null
}
