import { canonicalJson, type PresumedFact, presumedFact } from '@cmr/engine'
import type { Citation, Determination, LayerAnswer, Outcome, Ruleset } from '@cmr/jurisdiction'
import { reliefLabel } from './answer-names.ts'

/** A rule or procedure as a person reads it. */
export interface RuleView {
  readonly id: string
  /** One plain sentence. */
  readonly summary: string
  readonly citations: readonly Citation[]
}

/** What one layer answered. */
export interface LayerView {
  readonly outcome: Outcome
  /** Label of the relief the outcome names; null when it names none. */
  readonly relief: string | null
  /** The rule that answered; null when none was met, or when the rules have a newer version than the answer. */
  readonly rule: RuleView | null
  /** Facts the record did not give and the law presumed. */
  readonly presumed: readonly PresumedFact[]
}

/** What the office's policy answered. */
export interface PolicyLayerView extends LayerView {
  readonly effect: 'improve' | 'hold' | 'challenge'
  /** Whether it came to another answer than the floor; a rule that improves may grant what the floor gives already. */
  readonly differs: boolean
  /** The statutory ground of a challenge. */
  readonly ground: { readonly label: string; readonly citations: readonly Citation[] } | null
}

/** An answer with both of its layers. */
export interface LayersView {
  /** What the office would file today. */
  readonly outcome: Outcome
  readonly relief: string | null
  /** What the statute alone compels. */
  readonly floor: LayerView
  /** Null when no rule of the office's policy answered, so that the floor stands. */
  readonly policy: PolicyLayerView | null
  /** A policy rule that answered below the floor without a ground; the floor's answer was kept. */
  readonly refused: RuleView | null
  /** How granted relief is asked for; null for the ordinary way, and where none is granted. */
  readonly procedure: (RuleView & { readonly label: string }) | null
}

/** Both layers of a stored answer. `current`: the rules are those that gave it, so their sentences may be shown. */
export function layersView(ruleset: Ruleset, answer: Determination, current: boolean): LayersView {
  const { outcome, floor, policy, refused, procedure } = answer
  const rule = (layer: 'floor' | 'policy', id: string | undefined) =>
    id === undefined || !current ? null : ruleView(ruleset[layer], id)
  const layer = (name: 'floor' | 'policy', of: LayerAnswer): LayerView => ({
    outcome: of.outcome,
    relief: reliefOf(ruleset, of.outcome),
    rule: rule(name, of.rule),
    presumed: of.presumed.map((id) => presumedFact(ruleset, id)),
  })
  return {
    outcome,
    relief: reliefOf(ruleset, outcome),
    floor: layer('floor', floor),
    policy:
      policy === undefined
        ? null
        : {
            ...layer('policy', policy),
            effect: policy.effect,
            differs: canonicalJson(policy.outcome) !== canonicalJson(floor.outcome),
            ground: groundOf(ruleset, policy.ground),
          },
    refused: rule('policy', refused),
    procedure: ruleset.procedures.find(({ id }) => id === procedure) ?? null,
  }
}

export function ruleView(rules: readonly RuleView[], id: string): RuleView | null {
  const rule = rules.find((candidate) => candidate.id === id)
  return rule === undefined ? null : { id, summary: rule.summary, citations: rule.citations }
}

function reliefOf(ruleset: Ruleset, outcome: Outcome): string | null {
  return 'relief' in outcome ? reliefLabel(ruleset, outcome.relief) : null
}

function groundOf(ruleset: Ruleset, ground: string | undefined): PolicyLayerView['ground'] {
  return (ground === undefined ? undefined : ruleset.grounds[ground]) ?? null
}
