import { AppError } from '@cmr/errors'
import { z } from 'zod'

/** One function as the executor knows it. */
export interface FunctionConfig {
  /** `<app>-<function>`, with `-failure` for the handler of its failure. */
  readonly id: string
  /** Event names that start it. */
  readonly events: readonly string[]
  /** For a failure handler: the function whose failures start it. */
  readonly failureOf?: string
  /** Calls of one step, the first included. */
  readonly maxAttempts: number
}

const KNOWN_SETTINGS: ReadonlySet<string> = new Set(['id', 'name', 'triggers', 'steps'])
const FAILURE_FILTER = /^event\.data\.function_id == '([^']+)'$/
const FAILED_EVENT = 'inngest/function.failed'
const INVOKED_EVENT = 'inngest/function.invoked'

const triggerSchema = z.looseObject({ event: z.string().optional(), expression: z.string().optional() })
type Trigger = z.infer<typeof triggerSchema>

const configSchema = z.looseObject({
  id: z.string(),
  triggers: z.array(triggerSchema),
  steps: z.object({ step: z.object({ retries: z.object({ attempts: z.number().int() }).optional() }) }),
})
type Config = z.infer<typeof configSchema>

/**
 * Reads the functions' configuration and refuses, by name, everything this executor does not do.
 * @param configs what the SDK reports on sync
 * @param declared trigger event names as written in the code, by function id: the SDK leaves
 *   invoke triggers out of its report
 */
export function checkConfigs(
  configs: readonly unknown[],
  declared: ReadonlyMap<string, readonly string[]>,
): FunctionConfig[] {
  const parsed = configs.map((config) => configSchema.parse(config))
  const problems = parsed.flatMap((config) =>
    problemsOf(config, declared.get(config.id) ?? []).map((problem) => `${config.id}: ${problem}`),
  )
  if (problems.length === 0) return parsed.map(readConfig)
  throw new AppError('PRECONDITION', `The embedded executor cannot run these functions. ${problems.join('; ')}.`, {
    details: { reason: 'unsupported-function' },
  })
}

function problemsOf(config: Config, declaredEvents: readonly string[]): string[] {
  const settings = Object.keys(config).filter((name) => !KNOWN_SETTINGS.has(name) && config[name] !== undefined)
  return [
    ...settings.map((name) => `${name} is not built`),
    ...(config.steps.step.retries?.attempts === undefined ? ['retries is not set'] : []),
    ...(declaredEvents.includes(INVOKED_EVENT) ? ['an invoke trigger is not built'] : []),
    ...(config.triggers.length === 0 ? ['it has no event trigger'] : []),
    ...config.triggers.map(problemOfTrigger).filter((problem) => problem !== undefined),
  ]
}

function problemOfTrigger(trigger: Trigger): string | undefined {
  if (trigger['cron'] !== undefined) return 'a cron trigger is not built'
  if (failureOf(trigger) !== undefined) return undefined
  if (trigger.expression !== undefined) return 'an `if` on a trigger is not built'
  return trigger.event === undefined || trigger.event.includes('*') ? 'a wildcard trigger is not built' : undefined
}

function readConfig({ id, triggers, steps }: Config): FunctionConfig {
  const failed = triggers.map(failureOf).find((functionId) => functionId !== undefined)
  return {
    id,
    events: triggers.flatMap((trigger) => (failureOf(trigger) === undefined ? (trigger.event ?? []) : [])),
    maxAttempts: (steps.step.retries?.attempts ?? 0) + 1,
    ...(failed === undefined ? {} : { failureOf: failed }),
  }
}

/** The function whose failures the trigger means, in the one form the SDK writes. */
function failureOf(trigger: Trigger): string | undefined {
  return trigger.event === FAILED_EVENT ? FAILURE_FILTER.exec(trigger.expression ?? '')?.[1] : undefined
}
