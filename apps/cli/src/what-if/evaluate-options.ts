import { compile } from '@cmr/engine'
import type { Figure, Ruleset } from '@cmr/jurisdiction'
import type { LoadedSet } from './load-set.ts'

/** One set of options to try. */
export interface Variant {
  /** Where the options come from: the name of a preset, the path of a file. */
  readonly id: string
  /** What a person calls it. */
  readonly label: string
  readonly options: unknown
}

/** What a set of options comes to. */
export interface VariantFigures {
  readonly id: string
  readonly label: string
  readonly figures: readonly Figure[]
  /** Seconds the evaluation took, without loading. */
  readonly seconds: number
}

/** The rules under which variants are set side by side. */
export interface VariantRun {
  readonly ruleset: Ruleset
  readonly county: string
  readonly asOf: string
  /** The day counts of the last years end at, YYYY-MM-DD. */
  readonly now: string
}

/** Evaluates loaded sets under one set of options and gives the ruleset's figures. No file is read. */
export function evaluateOptions(run: VariantRun, sets: readonly LoadedSet[], variant: Variant): VariantFigures {
  const { ruleset, county, asOf, now } = run
  const { summary } = ruleset
  const begun = performance.now()
  const program = compile(ruleset, { options: variant.options, county, asOf })
  const environment = { ...program.environment, now }
  const tallies = sets.map(({ set, rows }) => {
    const state: unknown = summary.empty()
    set.forEach((subject) => summary.add(state, program.evaluate(subject), environment))
    return { state, rows }
  })
  const seconds = (performance.now() - begun) / 1000
  const figures = summary.figures(summary.report(tallies, { ...environment, seconds }))
  return { id: variant.id, label: variant.label, figures, seconds }
}
