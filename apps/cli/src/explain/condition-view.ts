import { displayText } from '@cmr/intake'
import type { Citation, TraceNode, Truth } from '@cmr/jurisdiction'

/** A value a rule looked at. */
export interface FactView {
  readonly label: string
  /** In words; null when the record does not say and nothing is presumed. */
  readonly value: string | null
  /** Set where the record does not say and the law presumes the value. */
  readonly presumed?: { readonly favors: 'person' | 'prosecution'; readonly citations: readonly Citation[] }
}

/** A condition of a rule, and how it came out. */
export type ConditionView =
  | { readonly kind: 'check'; readonly label: string; readonly truth: Truth; readonly facts: readonly FactView[] }
  | { readonly kind: 'all' | 'any' | 'not'; readonly truth: Truth; readonly of: readonly ConditionView[] }

type TracedFact = Extract<TraceNode, { kind: 'check' }>['facts'][number]

/** A value of the record in words. */
export function valueWords(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return value === '' ? 'empty' : displayText(value)
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(valueWords).join(', ')
  return JSON.stringify(value)
}

function factView({ label, value, presumption }: TracedFact): FactView {
  return {
    label,
    value: value === undefined ? null : valueWords(value),
    ...(presumption === undefined ? {} : { presumed: presumption }),
  }
}

/** A trace as plain JSON in words. */
export function conditionView(node: TraceNode): ConditionView {
  if (node.kind === 'check') {
    return { kind: 'check', label: node.label, truth: node.truth, facts: node.facts.map(factView) }
  }
  return { kind: node.kind, truth: node.truth, of: node.children.map(conditionView) }
}

/** Whether the office's options alone keep the condition from being met: what it needs of them reads no fact. */
export function isSwitchedOff(view: ConditionView): boolean {
  if (view.truth !== 'not_met') return false
  switch (view.kind) {
    case 'check':
      return view.facts.length === 0
    case 'all':
      return view.of.some(isSwitchedOff)
    case 'any':
      return view.of.length > 0 && view.of.every(isSwitchedOff)
    case 'not':
      return false
  }
}

/** A single question that decided, and whether the rule wanted it answered no. */
export interface DecidingCheck {
  readonly check: Extract<ConditionView, { kind: 'check' }>
  readonly mustNotBe: boolean
}

/**
 * Checks that are enough for a condition to come out as it did, in order: of several parts that would each decide alone
 * the first, else all that had a say.
 */
export function decidingChecks(view: ConditionView, mustNotBe = false): DecidingCheck[] {
  switch (view.kind) {
    case 'check':
      return [{ check: view, mustNotBe }]
    case 'not':
      return view.of.flatMap((child) => decidingChecks(child, !mustNotBe))
    case 'all':
    case 'any': {
      const agreeing = view.of.filter(({ truth }) => truth === view.truth)
      const isDecisive = view.truth === (view.kind === 'all' ? 'not_met' : 'met')
      return agreeing.slice(0, isDecisive ? 1 : agreeing.length).flatMap((child) => decidingChecks(child, mustNotBe))
    }
  }
}
