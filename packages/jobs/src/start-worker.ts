import { realpathSync } from 'node:fs'

import { connectionOptions, openServices, type ServiceDeps } from '@cmr/services'
import { pino, type Logger } from 'pino'

import { startExecutor } from './embedded/start-executor.ts'
import { readWorkerEnv, type WorkerEnv } from './env.ts'
import { reportError } from './error-report.ts'
import { defineFunctions } from './functions/define-functions.ts'
import { keepAuditLogs } from './keep-audit-logs.ts'
import { wakeForgottenJobs } from './reconcile.ts'
import { relayOutbox } from './relay.ts'
import { repeat } from './repeat.ts'

export interface WorkerConfig {
  readonly services: ServiceDeps
  /** Connection of role cmr_jobs. */
  readonly jobsDatabaseUrl: string
  readonly logger: Logger
  /** Jobs that run at once. */
  readonly concurrency: number
  /** Multiplies every retry delay: 1 in service. */
  readonly retryScale: number
  readonly pollMs: number
  readonly reconcileMs: number
  /** Folder of the signed daily ends of the offices' audit logs; none are written when absent. */
  readonly auditHeadsRoot?: string
  /** Called when the process must end; a supervisor starts it again. */
  readonly onLost: (error: Error) => void
}

export interface Worker {
  /** Lets each job finish the step it is in and leaves the rest to the next worker. */
  stop(): Promise<void>
}

const STATEMENT_TIMEOUT_MS = 10 * 60 * 1000
// Less than supervisors wait before they kill; a step cut short is repeated.
const PATIENCE_MS = 8000
// What is due is due once a day; asking each hour makes up for a worker that was down.
const AUDIT_MS = 60 * 60 * 1000

/** Starts the executor with every function, the relay and the reconciler. */
export async function startWorker(config: WorkerConfig): Promise<Worker> {
  const { services, logger, concurrency, retryScale, pollMs, reconcileMs } = config
  const executor = await startExecutor({
    databaseUrl: config.jobsDatabaseUrl,
    logger,
    functions: (client) => defineFunctions(client, { services, logger }),
    concurrency,
    retryScale,
    pollMs,
    onLost: config.onLost,
  })
  const { client, hasActiveRun } = executor
  const relay = repeat('relay', pollMs, logger, async () => {
    if (await executor.holdDuty('relay')) await relayOutbox({ services, client })
  })
  const reconciler = repeat('reconcile', reconcileMs, logger, async () => {
    if (!(await executor.holdDuty('relay'))) return
    // What waits in the outbox is not forgotten.
    await relayOutbox({ services, client })
    await wakeForgottenJobs({ services, client, logger, hasActiveRun, quietSeconds: reconcileMs / 1000 })
  })
  const { auditHeadsRoot: headsRoot } = config
  const auditLogs =
    headsRoot === undefined
      ? undefined
      : repeat('audit logs', AUDIT_MS, logger, async () => {
          if (await executor.holdDuty('relay')) await keepAuditLogs(services, headsRoot)
        })
  await executor.listen('outbox', () => relay.wake())
  return {
    async stop() {
      await Promise.all([relay.stop(), reconciler.stop(), auditLogs?.stop()])
      await executor.stop()
    },
  }
}

async function runWorker(env: WorkerEnv): Promise<void> {
  const logger = pino({ level: env.LOG_LEVEL, base: { service: 'worker' } })
  const crash = (error: unknown): never => {
    logger.fatal({ error: reportError(error) }, 'The worker ends; its jobs go on in the next one')
    process.exit(1)
  }
  process.on('uncaughtException', crash)
  process.on('unhandledRejection', crash)
  const opened = openServices({
    ...connectionOptions(env),
    // Nobody signs in here: the worker has no address of cmr_auth, and this one opens nothing of it.
    authDatabaseUrl: env.DATABASE_URL,
    pool: env.DATABASE_POOL,
    applicationName: 'cmr-worker',
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
  })
  await opened.requireWalls()
  const worker = await startWorker({
    services: { ...opened.deps, settings: { ...opened.deps.settings, leaseSeconds: env.JOBS_LEASE_SECONDS } },
    jobsDatabaseUrl: env.JOBS_DATABASE_URL,
    logger,
    concurrency: env.JOBS_CONCURRENCY,
    retryScale: env.JOBS_RETRY_SCALE,
    pollMs: env.JOBS_POLL_MS,
    reconcileMs: env.JOBS_RECONCILE_MS,
    auditHeadsRoot: env.AUDIT_HEADS_ROOT,
    onLost: crash,
  })
  const stop = (signal: NodeJS.Signals): void => {
    logger.info({ signal }, 'The worker stops after the step it is in')
    setTimeout(() => process.exit(0), PATIENCE_MS).unref()
    worker
      .stop()
      .then(() => opened.close())
      .then(() => process.exit(0), crash)
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  logger.info('The worker is ready')
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === import.meta.filename) {
  await runWorker(readWorkerEnv())
}
