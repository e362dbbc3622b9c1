import { z } from 'zod'

import { continueRun } from './advance-run.ts'
import type { ExecutorContext } from './context.ts'
import { operationSchema, readOperations } from './operation.ts'
import { inTransaction } from './pool.ts'
import { lockRun, saveSteps } from './state.ts'

const checkpointSchema = z.object({ qi_id: z.string(), steps: z.array(operationSchema) })

/** 200: stored, go on. 409: the call is stale, stop. 501: an operation this executor does not have. */
export type CheckpointStatus = 200 | 409 | 501

/** Stores finished steps of a call that is still going. */
export async function saveCheckpoint(
  context: ExecutorContext,
  runId: string,
  body: unknown,
): Promise<CheckpointStatus> {
  const { qi_id: callNumber, steps } = checkpointSchema.parse(body)
  const effect = readOperations(steps)
  if (effect.next.kind !== 'continue') return 501
  return inTransaction(context.pool, async (client) => {
    const run = await lockRun(client, runId)
    if (run === undefined || run.state !== 'active' || String(run.calls) !== callNumber) return 409
    await saveSteps(client, runId, effect.steps)
    if (context.isStopping()) {
      await continueRun(client, run)
      return 409
    }
    // The call that goes on is the first attempt of the next step.
    await client.query('update jobs.executor_runs set attempt = 1 where id = $1', [runId])
    return 200
  })
}
