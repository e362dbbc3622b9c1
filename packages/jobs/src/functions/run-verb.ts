import { tenants, type Context, type ServiceDeps } from '@cmr/services'
import type { Logger } from 'pino'

import { toStepError } from './to-step-error.ts'

/** What every function is made with. */
export interface FunctionDeps {
  readonly services: ServiceDeps
  readonly logger: Logger
}

type Verb<Input, Output> = (ctx: Context, deps: ServiceDeps, input: Input) => Promise<Output>

/** For whom a step acts: the event's tenant, and the run as the request it is logged under. */
interface StepOrigin {
  readonly tenantId: string
  readonly requestId: string
}

/** Calls one service verb as the system, its errors mapped to retry or not. The body of every step. */
async function runVerb<Input, Output>(
  deps: FunctionDeps,
  origin: StepOrigin,
  verb: Verb<Input, Output>,
  input: Input,
): Promise<Output> {
  try {
    const ctx = await tenants.getSystemContext(deps.services, origin)
    return await verb(ctx, deps.services, input)
  } catch (error) {
    throw toStepError(error, deps.logger.child({ ...origin }))
  }
}

/** Makes the bodies of one run's steps: `step.run(id, verb(imports.startImport, { jobId }))`. */
export function verbsOf(deps: FunctionDeps, origin: StepOrigin) {
  return <Input, Output>(verb: Verb<Input, Output>, input: Input) =>
    (): Promise<Output> =>
      runVerb(deps, origin, verb, input)
}
