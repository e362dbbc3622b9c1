import { AppError } from '@cmr/errors'
import type { CheckContext, Ruleset } from '@cmr/jurisdiction'
import { chooseRules } from './check-policy.ts'
import { parseOptions } from './options.ts'
import { parameterInForce } from './parameter-in-force.ts'
import { Program } from './program.ts'

/**
 * Prepares a ruleset for a run. `options` are parsed by the ruleset's own schema, stored ones too; `asOf` is
 * `YYYY-MM-DD`; `county` is a name of the manifest. Throws PRECONDITION when the options no longer parse, and
 * VALIDATION (`challenge-without-ground`) when they contest the floor without a statutory ground.
 */
export function compile(ruleset: Ruleset, run: { options: unknown; asOf: string; county: string }): Program {
  const { asOf, county } = run
  let options: Record<string, unknown>
  try {
    options = parseOptions(ruleset, run.options)
  } catch (error) {
    throw new AppError('PRECONDITION', error instanceof Error ? error.message : 'The options cannot be read.', {
      details: { reason: 'wrong-options' },
    })
  }
  const environment: Program['environment'] = { asOf, county, options }
  const context: CheckContext<unknown> = {
    ...environment,
    parameter: (parameter, on = asOf) => parameterInForce(parameter, on),
  }
  return new Program(ruleset, environment, context, chooseRules(ruleset, options))
}
