import { migrate } from '@cmr/db'
import { startEmbeddedServer } from '@cmr/db/embedded'
import { openServices } from '@cmr/services'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AdminEnv } from '../../env.ts'
import { seedDemo } from '../seed/seed-demo.ts'
import { startChild } from './child.ts'
import type { ConsoleSteps } from './console-steps.ts'
import { freePort } from './free-port.ts'
import { readLocalSettings } from './settings.ts'
import { waitForWeb } from './wait-for-web.ts'
import { welcome } from './welcome.ts'

const ROOT = new URL('../../../../../', import.meta.url)
const WORKER = fileURLToPath(new URL('packages/jobs/src/start-worker.ts', ROOT))
const WEB = fileURLToPath(new URL('apps/web/server.ts', ROOT))
const DATABASE_PORT = 54_329

/**
 * Runs the whole service on this machine until `signal` aborts or a part of it ends by itself: database, worker, web,
 * with the demonstration's offices. Everything it started is stopped again, in the opposite order. Returns what ended
 * it, or undefined when `signal` did.
 */
export async function serve(
  env: AdminEnv,
  steps: ConsoleSteps,
  say: (text: string) => void,
  signal: AbortSignal,
): Promise<string | undefined> {
  const started: (() => Promise<void>)[] = []
  const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    signal.throwIfAborted()
    steps.begin(name)
    const result = await work()
    steps.done()
    return result
  }
  try {
    const settings = await readLocalSettings(env.dataDir)
    const logs = join(settings.dataDir, 'log')
    await mkdir(logs, { recursive: true })
    const database = await step('Starting the database', () =>
      startEmbeddedServer({ dataDir: settings.postgresDir, port: DATABASE_PORT }),
    )
    started.push(() => database.stop())
    await step('Bringing the database up to date', () => migrate(database.urlFor('cmr_migrator')))

    const port = await freePort(env.port)
    const origin = `http://localhost:${port}`
    const shared = {
      ...env.inherited,
      NODE_ENV: 'production',
      DEPLOYMENT: 'local',
      DATABASE_URL: database.urlFor('cmr_app'),
      INGEST_DATABASE_URL: database.urlFor('cmr_ingest'),
      STORAGE_ROOT: settings.storageRoot,
      MASTER_KEY: settings.masterKey,
    }
    const worker = startChild(
      'The worker',
      WORKER,
      { ...shared, JOBS_DATABASE_URL: database.urlFor('cmr_jobs') },
      join(logs, 'worker.log'),
    )
    started.push(() => worker.stop())
    const web = startChild(
      'The web server',
      WEB,
      {
        ...shared,
        AUTH_DATABASE_URL: database.urlFor('cmr_auth'),
        HOST: '127.0.0.1',
        PORT: String(port),
        PUBLIC_ORIGIN: origin,
      },
      join(logs, 'web.log'),
    )
    started.push(() => web.stop())

    const services = openServices({
      databaseUrl: shared.DATABASE_URL,
      ingestDatabaseUrl: shared.INGEST_DATABASE_URL,
      authDatabaseUrl: database.urlFor('cmr_auth'),
      pool: 2,
      applicationName: 'cmr serve',
      statementTimeoutMs: 30_000,
      storageRoot: settings.storageRoot,
      masterKey: Buffer.from(settings.masterKey, 'base64'),
    })
    started.push(() => services.close())
    const ended = Promise.race([worker.ended, web.ended])
    const prepared = async (): Promise<undefined> => {
      const folder = join(settings.dataDir, 'demo')
      await step('Preparing the demonstration', () =>
        seedDemo({ services, folder, signal, report: (line) => steps.update(line) }),
      )
      await step('Waiting for the web server', () => waitForWeb(origin, signal))
      say(welcome(origin, folder))
      return undefined
    }
    const early = await Promise.race([ended, prepared()])
    return early ?? (await Promise.race([ended, aborted(signal)]))
  } finally {
    for (const stop of started.reverse()) await stop()
  }
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined)
    else signal.addEventListener('abort', () => resolve(undefined), { once: true })
  })
}
