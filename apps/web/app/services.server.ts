import { sweepIdentity } from '@cmr/auth'
import { connectionOptions, openServices } from '@cmr/services'
import type { Logger } from 'pino'
import type { AppContext } from './app-context.ts'
import type { Env } from './env.server.ts'
import { describeFailure } from './error-response.server.ts'
import { createIdentity } from './identity.server.ts'
import { JobFanOut } from './job-watcher.server.ts'

const STATEMENT_TIMEOUT_MS = 30_000
/** How often ended sessions, old challenges and accounts that are due are swept. */
const SWEEP_MS = 5 * 60_000

/** The composition root: everything this process reaches the outside world through, made once from its configuration. */
export async function createAppContext(env: Env, log: Logger): Promise<AppContext> {
  const services = openServices({
    ...connectionOptions(env),
    authDatabaseUrl: env.AUTH_DATABASE_URL,
    pool: env.DATABASE_POOL,
    applicationName: 'cmr-web',
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
  })
  await services.requireWalls()
  const jobWatcher = new JobFanOut()
  const unlisten = await services.watchProgress(jobWatcher.announce)
  // Here and not in the worker, which has no connection as cmr_auth.
  const sweep = setInterval(() => {
    sweepIdentity(services.auth).catch((error: unknown) => {
      log.error(describeFailure(error), 'The sweep of sessions and accounts failed; the next one comes.')
    })
  }, SWEEP_MS)
  return {
    deps: services.deps,
    // A machine of made-up records may have its provider beside it.
    auth: { ...services.auth, allowHttpProviders: env.DEPLOYMENT === 'local' },
    identity: createIdentity(services.auth, env.PUBLIC_ORIGIN),
    jobWatcher,
    locks: services.locks,
    log,
    practiceData: env.DEPLOYMENT === 'local',
    checkHealth: () => services.check(),
    close: async () => {
      clearInterval(sweep)
      await unlisten()
      await services.close()
    },
  }
}
