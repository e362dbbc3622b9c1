import { Logger as GraphileLogger, runTaskList, type WorkerPool } from 'graphile-worker'
import type { Logger } from 'pino'

import { callFunction } from './call-function.ts'
import type { ExecutorContext } from './context.ts'
import type { Liveness } from './liveness.ts'
import { JOBS_SCHEMA } from './migrate.ts'
import { CALL_TASK, callJobSchema } from './state.ts'

/** Takes queued runs and calls their functions, `concurrency` at once. */
export function runQueue(
  context: ExecutorContext,
  liveness: Liveness,
  options: { concurrency: number; pollMs: number },
): WorkerPool {
  return runTaskList(
    {
      schema: JOBS_SCHEMA,
      concurrency: options.concurrency,
      pollInterval: options.pollMs,
      noHandleSignals: true,
      logger: queueLogger(context.logger),
      preset: {
        // Batched at once: the library then awaits them on shutdown and reports their failure.
        worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 },
        plugins: [livenessPlugin(liveness)],
      },
    },
    { [CALL_TASK]: (payload) => callFunction(context, callJobSchema.parse(payload)) },
    context.pool,
  )
}

/** graphile-worker's log in ours, one level lower: its news are our details. */
export function queueLogger(logger: Logger): GraphileLogger {
  return new GraphileLogger((scope) => (level, message) => {
    const ours = level === 'warning' ? 'warn' : level === 'info' ? 'debug' : level
    logger[ours]({ ...scope }, message)
  })
}

function livenessPlugin(liveness: Liveness): GraphileConfig.Plugin {
  return {
    name: 'CmrLiveness',
    version: '1.0.0',
    worker: { hooks: { startWorker: (_, { worker }) => liveness.holdWorker(worker.workerPool.id) } },
  }
}
