import { checkPolicy, compile } from '@cmr/conformance'
import type { Jurisdiction } from '@cmr/jurisdiction'
import { prop64 } from '../src/rulesets/prop64/ruleset.ts'

/** The ruleset as hosts see it, its option type erased. */
export const ruleset: Jurisdiction['rulesets'][number] = prop64

export type Prop64Program = ReturnType<typeof compile>

const programs = new Map<string, Prop64Program>()

/** The ruleset for a run, its options checked as they are where a policy is saved. Equal runs share a program. */
export function programFor(run: { options: unknown; asOf: string; county: string }): Prop64Program {
  const key = JSON.stringify(run)
  let program = programs.get(key)
  if (program === undefined) {
    program = compile(ruleset, { ...run, options: checkPolicy(ruleset, run.options) })
    programs.set(key, program)
  }
  return program
}
