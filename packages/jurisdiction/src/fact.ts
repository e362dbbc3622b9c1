import type { Charge, Subject } from '@cmr/record'
import type { Citations, Effective } from './authority.ts'

/** What does not change within one run. */
export interface RunContext {
  /** The day the law and the record are read as of, `YYYY-MM-DD`. */
  readonly asOf: string
  /** The office's county, by its name in the jurisdiction's manifest. */
  readonly county: string
}

/** Where a fact is read. */
export interface Scope extends RunContext {
  readonly subject: Subject
  readonly charge: Charge
}

/** What the law says to assume when the record is silent. Without one, silence is `unknown`. */
export type Presumption<T> = {
  readonly favors: 'person' | 'prosecution'
  readonly citations: Citations
} & (
  | { readonly value: T }
  /** Where what is assumed depends on what the record does say; `undefined` leaves the fact unknown. A person fact's must not look at the charge. */
  | { readonly from: (scope: Scope) => T | undefined }
)

/** A named, labelled reading of the record: the only way a rule sees one. */
export interface Fact<T = unknown> {
  readonly id: string
  /** Shown to people beside the value: "Date of conviction". */
  readonly label: string
  /** Person facts are read once for all charges of a subject, so they must not look at the charge. */
  readonly about: 'charge' | 'person'
  /** `undefined` means the record does not say. */
  readonly get: (scope: Scope) => T | undefined
  readonly whenUnknown?: Presumption<NoInfer<T>>
  /** Who could answer when the file cannot: "crime lab weight, from the case file". */
  readonly ask?: string
}

/** A statutory number or list whose value changes by date, each value cited. Periods neither overlap nor leave gaps. */
export interface Parameter<T> {
  readonly id: string
  readonly label: string
  readonly values: readonly (Effective & { readonly value: T; readonly citations: Citations })[]
}

export type FactValues<F extends readonly Fact[]> = {
  readonly [K in keyof F]: F[K] extends Fact<infer T> ? T : never
}

export const defineFact = <T>(fact: Fact<T>): Fact<T> => fact
export const defineParameter = <const T>(parameter: Parameter<T>): Parameter<T> => parameter

/** The same fact with one ruleset's reading of silence. */
export const presuming = <T>(fact: Fact<T>, whenUnknown: Presumption<NoInfer<T>>): Fact<T> => ({ ...fact, whenUnknown })
