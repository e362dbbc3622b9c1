import { AppError } from '@cmr/errors'
import type { Inngest, InngestFunction } from 'inngest'
import type { Logger } from 'pino'

import { repeat } from '../repeat.ts'
import { connectSdk } from './connect-sdk.ts'
import { openLiveness, releaseDeadWorkers } from './liveness.ts'
import { migrateExecutor } from './migrate.ts'
import { openPool } from './pool.ts'
import { pruneExecutor } from './retention.ts'
import { queueLogger, runQueue } from './run-queue.ts'
import type { ServeHandler } from './serve-functions.ts'
import { hasActiveRun } from './state.ts'

export interface ExecutorConfig {
  /** Connection of role cmr_jobs. */
  readonly databaseUrl: string
  readonly logger: Logger
  /** Makes the functions with the client that the executor gives. */
  readonly functions: (client: Inngest) => readonly InngestFunction.Any[]
  /** Runs executed at once. */
  readonly concurrency: number
  /** Multiplies every retry delay: 1 in service. */
  readonly retryScale: number
  /** How often delayed jobs and jobs of dead workers are looked for, in ms. */
  readonly pollMs: number
  /** Called when this process must end: others take it for dead, or its queue stopped. */
  readonly onLost: (error: Error) => void
}

export interface Executor {
  /** Sends events; idempotent for events with an id. */
  readonly client: Inngest
  readonly handler: ServeHandler
  /** True when this process has the duty, which one process has at a time. */
  holdDuty(name: string): Promise<boolean>
  /** Calls `handler` at each notification on a channel of the database. */
  listen(channel: string, handler: () => void): Promise<void>
  /** True while a run for this job, or the handler of its failure, has not ended. */
  hasActiveRun(jobId: string): Promise<boolean>
  /** Lets each run finish the step it is in, leaves the rest queued, and closes. */
  stop(): Promise<void>
}

const PRUNE_EVERY_MS = 60 * 60 * 1000

/** Starts the embedded executor. Throws PRECONDITION, naming them, for functions it cannot run. */
export async function startExecutor(config: ExecutorConfig): Promise<Executor> {
  const { logger, pollMs, retryScale, concurrency } = config
  let stopping = false
  const pool = openPool(config.databaseUrl, concurrency + 3, logger)
  const { client, context } = await connectSdk(
    { pool, logger, retryScale, isStopping: () => stopping },
    config.functions,
  )
  await migrateExecutor(pool, queueLogger(logger))
  const liveness = await openLiveness(config.databaseUrl, logger, config.onLost)
  const queue = runQueue(context, liveness, { concurrency, pollMs })
  queue.promise.catch((error: unknown) => {
    if (stopping) return
    config.onLost(
      new AppError('UNAVAILABLE', 'The job queue stopped.', { details: { reason: 'queue-stopped' }, cause: error }),
    )
  })
  const sweep = repeat('release-dead-workers', pollMs, logger, async () => {
    const released = await releaseDeadWorkers(pool)
    if (released.length > 0) logger.warn({ workers: released }, 'Jobs of workers that are gone were released')
  })
  const retention = repeat('retention', PRUNE_EVERY_MS, logger, () => pruneExecutor(pool))
  return {
    client,
    handler: context.served.handler,
    holdDuty: (name) => liveness.holdDuty(name),
    listen: (channel, handler) => liveness.listen(channel, handler),
    hasActiveRun: (jobId) => hasActiveRun(pool, jobId),
    async stop() {
      stopping = true
      await Promise.all([sweep.stop(), retention.stop(), queue.gracefulShutdown('The worker is stopping')])
      await liveness.close()
      await pool.end()
    },
  }
}
