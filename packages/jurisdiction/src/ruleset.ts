import { z } from 'zod'
import type { Citation, Citations, Effective } from './authority.ts'
import type { Condition } from './condition.ts'
import type { Relief, RuleOutcome } from './outcome.ts'
import type { Quality, ResultTable, Summary } from './results.ts'

/** One ground, as law or as policy. Ids are `<ruleset>/<rule>`, never renamed or reused once released. */
export interface Rule<O, R extends string = string> {
  readonly id: string
  /** One plain sentence. */
  readonly summary: string
  readonly citations: Citations
  readonly effective: Effective
  readonly when: Condition<O>
  readonly outcome: RuleOutcome<R>
  /** Reference rulesets only: known defects of the earlier software that show in this rule, by their number. */
  readonly quirks?: readonly Quirk[]
}

/** A defect of earlier software that is reproduced on purpose. */
export interface Quirk {
  /** As the list of defects numbers it: "D9". */
  readonly id: string
  /** What it does to an answer, in one plain sentence. */
  readonly note: string
}

/**
 * improve: better for the person than the floor, or refused. hold: a person must look before anything is filed.
 * challenge: the only way to end below the floor; `isOn` says whether the office's options ask for it, and `ground`
 * which statutory ground they name. Options that ask for a challenge without a ground are refused when they are saved.
 */
export type PolicyRule<O, R extends string = string, G extends string = string> = Rule<O, R> &
  (
    | { readonly effect: 'improve' | 'hold' }
    | {
        readonly effect: 'challenge'
        readonly isOn: (options: O) => boolean
        readonly ground: (options: O) => G | undefined
      }
  )

/** The way granted relief is asked for, such as by petition while a sentence runs. First met wins; unknown is not met. */
export interface Procedure {
  readonly id: string
  readonly label: string
  readonly summary: string
  readonly citations: Citations
  readonly effective: Effective
  readonly when: Condition<unknown>
}

/** A named option set. */
export interface Preset<I> {
  readonly label: string
  readonly options: I
  /** One or two sentences: whose criteria these are, and where the ruleset departs from them. */
  readonly help?: string
  /** Where the criteria were announced or published. */
  readonly source?: Citation
}

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
  /**
   * How rows become people. `record-set`: all files of a run are one record set, a person in several is one person and
   * counts once, and malformed rows and rows that name nobody are set aside. `file`: as earlier software did, each file
   * stands alone, columns are taken by position, one malformed row refuses the file, and reports add files up.
   */
  readonly gathers: 'record-set' | 'file'
  readonly relief: Readonly<Record<R, Relief>>
  /** Statutory grounds on which an office may contest the floor. */
  readonly grounds: Readonly<Record<G, { readonly label: string; readonly citations: Citations }>>
  /** Output must be plain JSON. */
  readonly options: S
  /** Named option sets: what an office starts from, and what reports compare against. The first is the default. */
  readonly presets: Readonly<Record<string, Preset<z.input<S>>>>
  /** Charges outside it get no determination. Unknown counts as in scope. */
  readonly appliesTo: Condition<unknown>
  /** What the statute compels; cannot read office options. First rule met wins; unknown stops the search. */
  readonly floor: readonly Rule<unknown, NoInfer<R>>[]
  readonly otherwise: RuleOutcome<NoInfer<R>>
  /** What the office adds. First rule met wins; unknown counts as not met, so silence never worsens an answer. */
  readonly policy: readonly PolicyRule<z.output<S>, NoInfer<R>, NoInfer<G>>[]
  /** How granted relief is obtained; without one that is met, by the ordinary way. */
  readonly procedures: readonly Procedure[]
  readonly results: ResultTable<z.output<S>>
  // Safe: a summary's state is made, read and merged by the same object; hosts only carry it.
  readonly summary: Summary<z.output<S>, any>
  /** What in the record itself makes answers doubtful. */
  // Safe: as for `summary`.
  readonly quality?: Quality<any>
}

export const defineRuleset = <S extends z.ZodObject, const R extends string, const G extends string = never>(
  ruleset: Ruleset<S, R, G>,
): Ruleset<S, R, G> => ruleset
