import type { Explanation, Ruleset, TraceNode, Truth } from '@cmr/jurisdiction'
import { type RuleView, ruleView } from '../answers/layers-view.ts'
import { shownText } from './shown-text.ts'

type Layer = Explanation['trace'][number]['layer']

/** A value of the record that an answer rests on. */
export interface UsedFact {
  readonly id: string
  readonly label: string
  /** Plain JSON; null when the record does not say and nothing is presumed. */
  readonly value: unknown
  /** The record does not say, and this is what the law presumes. */
  readonly presumed: boolean
}

/** A rule that was tried, and how it came out. */
export interface TriedRule extends RuleView {
  readonly layer: Layer
  readonly truth: Truth
}

/** Why a charge came out as it did. */
export interface ChargeExplanation {
  /** Every rule tried, in order. */
  readonly tried: readonly TriedRule[]
  /** Every fact those rules looked at, each once. */
  readonly facts: readonly UsedFact[]
}

export function explainCharge(ruleset: Ruleset, { trace }: Explanation): ChargeExplanation {
  const rulesOf = { floor: ruleset.floor, policy: ruleset.policy, procedure: ruleset.procedures }
  const tried = trace.flatMap(({ layer, rule, node }): TriedRule[] => {
    const view = ruleView(rulesOf[layer], rule)
    return view === null ? [] : [{ ...view, layer, truth: node.truth }]
  })
  const facts = new Map<string, UsedFact>()
  for (const { node } of trace) collectFacts(node, facts)
  return { tried, facts: [...facts.values()] }
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
