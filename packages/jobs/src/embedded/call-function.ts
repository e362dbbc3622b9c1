import { continueRun, failRun, retryRun } from './advance-run.ts'
import type { ExecutorContext } from './context.ts'
import { inTransaction } from './pool.ts'
import { readReply, type Reply } from './reply.ts'
import { HANDLER_URL } from './serve-functions.ts'
import { signCall } from './sign-call.ts'
import { endRun, lockRun, readSteps, saveSteps, type CallJob, type RunRow } from './state.ts'

interface Call {
  readonly run: RunRow
  /** The run's call number: a call that was taken over no longer matches it. */
  readonly number: number
  /** 0 for the first attempt of the step. */
  readonly attempt: number
  readonly steps: Record<string, unknown>
  readonly order: readonly string[]
}

/** Executes one queued job: calls the function as far as it goes and applies what it answered. */
export async function callFunction(context: ExecutorContext, job: CallJob): Promise<void> {
  const call = await beginCall(context, job)
  if (call === undefined) return
  const url = new URL(HANDLER_URL)
  url.searchParams.set('fnId', call.run.function_id)
  url.searchParams.set('stepId', 'step')
  const request = signCall(url, { method: 'POST', body: callBody(call) }, context.signingKey)
  const reply = await readReply(await context.served.handler(request))
  await applyReply(context, call, reply)
}

/** Counts the attempt before it is made, so that one that ends in a crash counts too. */
async function beginCall(context: ExecutorContext, job: CallJob): Promise<Call | undefined> {
  return inTransaction(context.pool, async (client) => {
    const run = await lockRun(client, job.runId)
    if (run === undefined || run.state !== 'active' || run.turn !== job.turn) return undefined
    if (run.attempt >= run.max_attempts) {
      const message = `The worker stopped ${run.attempt} times while it was in the same step.`
      await failRun(context, client, run, { name: 'WorkerStopped', message })
      return undefined
    }
    await client.query('update jobs.executor_runs set calls = calls + 1, attempt = attempt + 1 where id = $1', [run.id])
    return { run, number: run.calls + 1, attempt: run.attempt, ...(await readSteps(client, run.id)) }
  })
}

function callBody({ run, number, attempt, steps, order }: Call): unknown {
  return {
    version: -1,
    event: run.event,
    events: [run.event],
    steps,
    ctx: {
      run_id: run.id,
      fn_id: run.function_id,
      qi_id: String(number),
      attempt,
      max_attempts: run.max_attempts,
      disable_immediate_execution: false,
      use_api: false,
      stack: { stack: order, current: order.length },
    },
  }
}

async function applyReply(context: ExecutorContext, call: Call, reply: Reply): Promise<void> {
  await inTransaction(context.pool, async (client) => {
    const run = await lockRun(client, call.run.id)
    if (run === undefined || run.state !== 'active' || run.calls !== call.number) {
      context.logger.info({ runId: call.run.id }, 'The reply of a call that was taken over is dropped')
      return
    }
    if (reply.kind === 'threw') {
      return reply.final ? failRun(context, client, run, reply.error) : retryRun(context, client, run, reply)
    }
    await saveSteps(client, run.id, reply.effect.steps)
    const { next } = reply.effect
    switch (next.kind) {
      case 'continue':
        return continueRun(client, run)
      case 'completed':
        return endRun(client, run.id, { output: next.output })
      case 'retry':
        return retryRun(context, client, run, { ...reply, error: next.error })
      case 'refused': {
        const message = `This function uses ${next.feature}, which the embedded executor does not have.`
        return failRun(context, client, run, { name: 'UnsupportedFeature', message })
      }
    }
  })
}
