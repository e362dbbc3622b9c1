import { migrate } from '@cmr/db'
import { startEmbeddedServer } from '@cmr/db/embedded'
import { openServices, type OpenedServices } from '@cmr/services'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startChild } from './child.ts'
import type { LocalSettings } from './settings.ts'

const WORKER = fileURLToPath(new URL('../../../../../packages/jobs/src/start-worker.ts', import.meta.url))
const DATABASE_PORT = 54_329

/** Database, worker and services of one data folder. */
export interface Backend {
  readonly services: OpenedServices
  /** The environment the web server needs beside its own address. */
  readonly webEnv: NodeJS.ProcessEnv
  /** Resolves with what ended the worker, should it end by itself. */
  readonly workerEnded: Promise<string>
  /** Stops worker, connections and database, in this order. */
  stop(): Promise<void>
}

/** Does one thing of a start, saying so. */
export type Step = <T>(name: string, work: () => Promise<T>) => Promise<T>

/** Starts everything but the web server. What was started is stopped again when a later part fails. */
export async function startBackend(
  settings: LocalSettings,
  inherited: NodeJS.ProcessEnv,
  step: Step,
): Promise<Backend> {
  const started: (() => Promise<void>)[] = []
  const stop = async (): Promise<void> => {
    for (const end of started.splice(0).reverse()) await end()
  }
  try {
    await mkdir(settings.logDir, { recursive: true })
    const database = await step('Starting the database', () =>
      startEmbeddedServer({ dataDir: settings.postgresDir, port: DATABASE_PORT }),
    )
    started.push(() => database.stop())
    await step('Bringing the database up to date', () => migrate(database.urlFor('cmr_migrator')))
    const env = {
      ...inherited,
      NODE_ENV: 'production',
      DEPLOYMENT: 'local',
      DATABASE_URL: database.urlFor('cmr_app'),
      INGEST_DATABASE_URL: database.urlFor('cmr_ingest'),
      STORAGE_URL: settings.storageUrl,
      KEYS_ROOT: settings.keysRoot,
      MASTER_KEY: settings.masterKey,
    }
    const authDatabaseUrl = database.urlFor('cmr_auth')
    const services = openServices({
      databaseUrl: env.DATABASE_URL,
      ingestDatabaseUrl: env.INGEST_DATABASE_URL,
      authDatabaseUrl,
      pool: 2,
      applicationName: 'cmr admin',
      statementTimeoutMs: 30_000,
      storageUrl: settings.storageUrl,
      keysRoot: settings.keysRoot,
      masterKey: Buffer.from(settings.masterKey, 'base64'),
    })
    started.push(() => services.close())
    const workerEnv = {
      ...env,
      JOBS_DATABASE_URL: database.urlFor('cmr_jobs'),
      AUDIT_HEADS_ROOT: join(settings.dataDir, 'audit-heads'),
    }
    const worker = startChild('The worker', WORKER, workerEnv, settings.logDir)
    started.push(() => worker.stop())
    return { services, webEnv: { ...env, AUTH_DATABASE_URL: authDatabaseUrl }, workerEnded: worker.ended, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
