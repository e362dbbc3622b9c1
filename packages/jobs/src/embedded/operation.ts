import { z } from 'zod'

/** An error as it is kept: what the step said, never its stack. */
export const storedErrorSchema = z.object({
  name: z.string().default('Error'),
  message: z.string().default('The step failed without a message.'),
  cause: z.unknown().optional(),
})
export type StoredError = z.infer<typeof storedErrorSchema>

/** One operation of the SDK, the parts this executor reads. `id` is the SHA-1 of the step id. */
export const operationSchema = z.object({
  op: z.string(),
  id: z.string().min(1),
  displayName: z.string().nullish(),
  data: z.unknown().optional(),
  error: z.unknown().optional(),
})
export type Operation = z.infer<typeof operationSchema>

export interface FinishedStep {
  readonly id: string
  readonly name: string
  readonly result: { readonly data: unknown } | { readonly error: StoredError }
}

/** What a batch of operations means for its run. */
export interface Effect {
  readonly steps: readonly FinishedStep[]
  readonly next:
    | { readonly kind: 'continue' }
    | { readonly kind: 'completed'; readonly output: unknown }
    | { readonly kind: 'retry'; readonly error: StoredError }
    /** The function used something this executor does not have; `feature` names it. */
    | { readonly kind: 'refused'; readonly feature: string }
}

const UNBUILT: Readonly<Record<string, string>> = {
  Sleep: 'step.sleep',
  WaitForEvent: 'step.waitForEvent',
  WaitForSignal: 'step.waitForSignal',
  InvokeFunction: 'step.invoke',
  AIGateway: 'step.ai',
  Gateway: 'step.fetch',
  DeferAdd: 'defer',
  DeferAbort: 'defer',
}

/** Reads operations in the order given. Anything this executor has no meaning for is refused by name. */
export function readOperations(operations: readonly Operation[]): Effect {
  const steps: FinishedStep[] = []
  let planned = 0
  let next: Effect['next'] = { kind: 'continue' }
  for (const operation of operations) {
    const name = operation.displayName ?? operation.id
    switch (operation.op) {
      case 'StepRun':
        steps.push({ id: operation.id, name, result: { data: operation.data ?? null } })
        break
      case 'StepFailed':
        steps.push({ id: operation.id, name, result: { error: readError(operation.error) } })
        break
      case 'StepError':
        next = { kind: 'retry', error: readError(operation.error) }
        break
      case 'RunComplete':
        next = { kind: 'completed', output: operation.data ?? null }
        break
      case 'StepPlanned':
        planned += 1
        break
      default:
        return { steps, next: { kind: 'refused', feature: UNBUILT[operation.op] ?? operation.op } }
    }
  }
  // One planned step is the SDK handing over after its longest runtime; several are parallel steps.
  return { steps, next: planned > 1 ? { kind: 'refused', feature: 'parallel steps' } : next }
}

export function readError(error: unknown): StoredError {
  const parsed = storedErrorSchema.safeParse(error)
  return parsed.success ? parsed.data : storedErrorSchema.parse({})
}
