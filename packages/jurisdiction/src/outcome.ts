import type { Citation } from './authority.ts'
import type { Fact, Presumption } from './fact.ts'

/** What a charge came to. */
export type Outcome<R extends string = string> =
  | { readonly kind: 'eligible'; readonly relief: R }
  | { readonly kind: 'not_yet'; readonly relief: R; readonly on: string }
  | { readonly kind: 'refer'; readonly relief: R; readonly to: string }
  | { readonly kind: 'ask'; readonly fact: string; readonly question: string }
  | { readonly kind: 'needs_review'; readonly question: string }
  | {
      readonly kind: 'ineligible'
      readonly because: 'barred' | 'not_covered' | 'not_a_conviction' | 'already_done' | 'no_change'
    }
export type OutcomeKind = Outcome['kind']

/** An outcome as a rule declares it; the engine fills in the date or the fact id. */
export type RuleOutcome<R extends string = string> =
  | Exclude<Outcome<R>, { readonly kind: 'not_yet' | 'ask' }>
  | { readonly kind: 'not_yet'; readonly relief: R; readonly on: Fact<string> }
  | { readonly kind: 'ask'; readonly fact: Fact; readonly question: string }

/** A form of relief, in the state's own word. */
export interface Relief {
  readonly label: string
  readonly effects: readonly ('dismiss' | 'seal' | 'redesignate' | 'vacate' | 'expunge' | 'notation')[]
  /** Larger is better for the person; lets the engine compare the office's answer with the floor. */
  readonly rank: number
}

/** The answer of one layer. */
export interface LayerAnswer {
  /** Absent when no rule of the layer was met and `otherwise` answered. */
  readonly rule?: string
  readonly outcome: Outcome
  /** Ids of facts the record did not give and the law presumed. */
  readonly presumed: readonly string[]
}

/** The engine's answer for one charge. Plain data; equal answers may be one shared object. */
export interface Determination {
  readonly floor: LayerAnswer
  readonly policy?: LayerAnswer & { readonly effect: 'improve' | 'hold' | 'challenge'; readonly ground?: string }
  /** Policy rule that answered below the floor without a ground; the floor answer was kept. */
  readonly refused?: string
  /** What the office would file today. */
  readonly outcome: Outcome
  /** Id of the procedure by which granted relief is asked for; absent for the ordinary way, and where none is granted. */
  readonly procedure?: string
  readonly citations: readonly Citation[]
}

export type Truth = 'met' | 'not_met' | 'unknown'

/** Why a condition came out as it did. */
export type TraceNode =
  | {
      readonly kind: 'check'
      readonly id: string
      readonly label: string
      readonly truth: Truth
      /** `value` is undefined when the record does not say and nothing is presumed. */
      readonly facts: readonly {
        readonly id: string
        readonly label: string
        readonly value: unknown
        readonly presumed: boolean
        /** Whom a presumed value favors, and by which authority. Only where `presumed`. */
        readonly presumption?: Pick<Presumption<unknown>, 'favors' | 'citations'>
      }[]
    }
  | { readonly kind: 'all' | 'any' | 'not'; readonly truth: Truth; readonly children: readonly TraceNode[] }

/** Made on demand for one charge. */
export interface Explanation {
  readonly determination: Determination
  /** Rules in the order they were tried, up to and including the one that answered. */
  readonly trace: readonly {
    readonly layer: 'floor' | 'policy' | 'procedure'
    readonly rule: string
    readonly node: TraceNode
  }[]
}
