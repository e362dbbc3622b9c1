import type { Comparison } from './comparison.ts'
import type { IntakeFormat } from './intake.ts'
import type { Ruleset } from './ruleset.ts'

/** A state as a package: plain data and pure functions. It gets no database, file, network, clock or chance. */
export interface Jurisdiction {
  /** Version of this contract; changes only together with a codemod. */
  readonly contract: 1
  readonly id: `us-${string}`
  readonly name: string
  /** Calendar version, recorded with every run; raised with a changelog entry when any answer can change. */
  readonly version: string
  readonly timeZone: string
  /** Display words: "District Attorney", "person". */
  readonly terms: { readonly prosecutor: string; readonly subject: string }
  /** Every county of the state, with its five-digit FIPS code. */
  readonly counties: readonly { readonly fips: string; readonly name: string }[]
  readonly intake: readonly IntakeFormat[]
  // Safe: option types are erased here, and the engine re-parses options with `ruleset.options` before use.
  /** The first is what a new office starts with. */
  readonly rulesets: readonly Ruleset<any, any, any>[]
  /** How answers of an earlier ruleset differ from today's, and why. */
  readonly comparisons: readonly Comparison[]
}

export const defineJurisdiction = (jurisdiction: Jurisdiction): Jurisdiction => jurisdiction
