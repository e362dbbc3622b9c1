import type { z } from 'zod'
import type { Fact, FactValues, Parameter, RunContext } from './fact.ts'

/** What a predicate may look at beside its facts. */
export interface CheckContext<O> extends RunContext {
  readonly options: O
  /** The value of a parameter in force on `on`, by default `asOf`. Throws INTERNAL when no period covers the day. */
  parameter<T>(parameter: Parameter<T>, on?: string): T
}

/** One question with a yes or a no. Runs only when every fact has a value; otherwise it is unknown. */
export interface Check<O> {
  readonly kind: 'check'
  readonly id: string
  readonly label: string
  readonly facts: readonly Fact[]
  // A property, not a method, so that an office's condition is rejected where the statute's is required.
  readonly holds: (values: readonly unknown[], context: CheckContext<O>) => boolean
}

/** Three-valued: a decisive child wins, else unknown if any child is unknown. `all` of nothing holds; `any` of nothing does not. */
export type Condition<O> =
  | Check<O>
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition<O>[] }
  | { readonly kind: 'not'; readonly of: Condition<O> }

function builders<O>() {
  return {
    check: <const F extends readonly Fact[]>({
      id,
      label,
      facts,
      holds,
    }: {
      id: string
      label: string
      facts: F
      holds: (values: FactValues<F>, context: CheckContext<O>) => boolean
      // Safe: the engine calls `holds` with one value per declared fact, in order.
    }): Condition<O> => ({ kind: 'check', id, label, facts, holds: holds as Check<O>['holds'] }),
    all: (...of: Condition<O>[]): Condition<O> => ({ kind: 'all', of }),
    any: (...of: Condition<O>[]): Condition<O> => ({ kind: 'any', of }),
    not: (of: Condition<O>): Condition<O> => ({ kind: 'not', of }),
  }
}

/** Builders for the statutory floor and for scope: no options in sight. */
export const law = builders<unknown>()

/** Builders for office policy, bound to one ruleset's option type. */
export const conditionsFor = <S extends z.ZodObject>(_options: S) => builders<z.output<S>>()
