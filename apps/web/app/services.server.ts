import { openServices } from '@cmr/services'
import type { Logger } from 'pino'
import type { AppContext } from './app-context.ts'
import type { Env } from './env.server.ts'
import { createIdentity } from './identity.server.ts'
import { JobFanOut } from './job-watcher.server.ts'

const STATEMENT_TIMEOUT_MS = 30_000

/** The composition root: everything this process reaches the outside world through, made once from its configuration. */
export async function createAppContext(env: Env, log: Logger): Promise<AppContext> {
  const services = openServices({
    databaseUrl: env.DATABASE_URL,
    ingestDatabaseUrl: env.INGEST_DATABASE_URL,
    authDatabaseUrl: env.AUTH_DATABASE_URL,
    pool: env.DATABASE_POOL,
    applicationName: 'cmr-web',
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    storageRoot: env.STORAGE_ROOT,
    masterKey: Buffer.from(env.MASTER_KEY, 'base64'),
  })
  await services.requireWalls()
  const jobWatcher = new JobFanOut()
  const unlisten = await services.watchProgress(jobWatcher.announce)
  return {
    deps: services.deps,
    auth: services.auth,
    identity: createIdentity(services.auth, env.PUBLIC_ORIGIN),
    jobWatcher,
    log,
    practiceData: env.DEPLOYMENT === 'local',
    checkHealth: () => services.check(),
    close: async () => {
      await unlisten()
      await services.close()
    },
  }
}
