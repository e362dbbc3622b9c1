import type { Citations } from './authority.ts'
import type { RunContext } from './fact.ts'
import type { Determination } from './outcome.ts'
import type { Subject } from '@cmr/record'

/** One conviction as an earlier ruleset and as today's answered it. Undefined: out of that ruleset's scope. */
export interface Compared {
  readonly subject: Subject
  /** Index in `subject.charges`. */
  readonly index: number
  readonly before: Determination | undefined
  readonly after: Determination | undefined
  readonly beforeRun: RunContext & { readonly options: unknown }
  readonly afterRun: RunContext & { readonly options: unknown }
}

/** Why an answer changed: a defect of the earlier software, by its number, or the law or policy that was not applied. */
export interface DifferenceCause {
  /** Stable: "D9", "smit". */
  readonly id: string
  readonly kind: 'defect' | 'law' | 'policy'
  /** One plain sentence. */
  readonly label: string
  /** The authority for today's answer; a defect may have none. */
  readonly citations: readonly Citations[number][]
  applies(compared: Compared): boolean
}

/** How a reference ruleset (any profile) compares with a relief ruleset over the same record. */
export interface Comparison {
  readonly before: { readonly ruleset: string }
  readonly after: { readonly ruleset: string }
  /** The two answers in words that can be set side by side; equal words mean no difference. */
  beforeAnswer(determination: Determination | undefined): string
  afterAnswer(determination: Determination | undefined): string
  /** Looked for in order: the first that applies explains the difference. The last must apply always. */
  readonly causes: readonly [DifferenceCause, ...DifferenceCause[]]
}
