import { z } from 'zod'
import type { Citations, Effective } from './authority.ts'
import type { Condition } from './condition.ts'
import type { Relief, RuleOutcome } from './outcome.ts'
import type { ResultTable, Summary } from './results.ts'

/** One ground, as law or as policy. Ids are `<ruleset>/<rule>`, never renamed or reused once released. */
export interface Rule<O, R extends string = string> {
  readonly id: string
  /** One plain sentence. */
  readonly summary: string
  readonly citations: Citations
  readonly effective: Effective
  readonly when: Condition<O>
  readonly outcome: RuleOutcome<R>
}

/** hold: a person must look before anything is filed. challenge: the only way to end below the floor. */
export type PolicyRule<O, R extends string = string, G extends string = string> = Rule<O, R> &
  ({ readonly effect: 'improve' | 'hold' } | { readonly effect: 'challenge'; readonly ground: G })

/** How an office option is drawn. Registered on the zod field itself. */
export interface OptionUi {
  readonly label: string
  readonly help?: string
  readonly group: string
  readonly control: 'toggle' | 'number' | 'select' | 'checklist'
  readonly unit?: 'years'
  /** Words for the values of a `select` or `checklist`. */
  readonly choices?: Readonly<Record<string, string>>
  readonly citations?: Citations
}
export const optionUi = z.registry<OptionUi>()

/** A relief program: statutory floor, office policy, and what a run of it hands over. */
export interface Ruleset<S extends z.ZodObject = z.ZodObject, R extends string = string, G extends string = string> {
  readonly id: string
  /** Variant published under the same id with options and result files of its own; unique together with `id`. */
  readonly profile?: string
  readonly title: string
  /** A reference ruleset reproduces earlier software for comparison and can never produce a filing. */
  readonly purpose: 'relief' | 'reference'
  /** Intake format whose files it reads. */
  readonly format: string
  readonly relief: Readonly<Record<R, Relief>>
  /** Statutory grounds on which an office may contest the floor. */
  readonly grounds: Readonly<Record<G, { readonly label: string; readonly citations: Citations }>>
  /** Output must be plain JSON. */
  readonly options: S
  /** Named option sets: what an office starts from, and what reports compare against. The first is the default. */
  readonly presets: Readonly<Record<string, { readonly label: string; readonly options: z.input<S> }>>
  /** Charges outside it get no determination. Unknown counts as in scope. */
  readonly appliesTo: Condition<unknown>
  /** What the statute compels; cannot read office options. First rule met wins; unknown stops the search. */
  readonly floor: readonly Rule<unknown, NoInfer<R>>[]
  readonly otherwise: RuleOutcome<NoInfer<R>>
  /** What the office adds. First rule met wins; unknown counts as not met, so silence never worsens an answer. */
  readonly policy: readonly PolicyRule<z.output<S>, NoInfer<R>, NoInfer<G>>[]
  readonly results: ResultTable<z.output<S>>
  // Safe: a summary's state is made, read and merged by the same object; hosts only carry it.
  readonly summary: Summary<z.output<S>, any>
}

export const defineRuleset = <S extends z.ZodObject, const R extends string, const G extends string = never>(
  ruleset: Ruleset<S, R, G>,
): Ruleset<S, R, G> => ruleset
