import { resolve } from 'node:path'
import { connectionOptions, connectionSettings, type OpenServicesOptions, postgresUrl } from '@cmr/services'
import { runningServerUrl } from '@cmr/db/embedded'
import { z } from 'zod'
import { parseSettings, wrongSettings } from './parse-settings.ts'
import { readLocalSettings } from './serve/settings.ts'

const local = z.object({
  CMR_DATA_DIR: z.string().min(1).default('.data'),
  AUDIT_HEADS_ROOT: z.string().min(1).optional(),
})

const deployed = z.object({ ...connectionSettings, AUTH_DATABASE_URL: postgresUrl })

/** How the log of an office is reached, and where its heads are kept outside the database. */
export interface AuditEnv {
  readonly services: OpenServicesOptions
  readonly headsRoot: string
}

const POOL = { pool: 1, applicationName: 'cmr audit', statementTimeoutMs: 600_000 }

/**
 * Reads the settings of a deployment, the same as the web server's; without `DATABASE_URL` those of the local service
 * that runs now. Throws VALIDATION naming the settings that are wrong, never their values.
 */
export async function readAuditEnv(
  source: Readonly<Record<string, string | undefined>> = process.env,
): Promise<AuditEnv> {
  const { CMR_DATA_DIR: dataDir, AUDIT_HEADS_ROOT: headsRoot } = parseSettings(local, source)
  if (source['DATABASE_URL'] === undefined) return localEnv(resolve(dataDir), headsRoot)
  if (headsRoot === undefined) throw wrongSettings(['AUDIT_HEADS_ROOT'])
  const env = parseSettings(deployed, source)
  const services = { ...connectionOptions(env), authDatabaseUrl: env.AUTH_DATABASE_URL, ...POOL }
  return { services, headsRoot: resolve(headsRoot) }
}

async function localEnv(dataDir: string, headsRoot: string | undefined): Promise<AuditEnv> {
  const settings = await readLocalSettings(dataDir)
  const urlOf = (role: 'cmr_app' | 'cmr_ingest' | 'cmr_auth') => runningServerUrl(settings.postgresDir, role)
  const services = {
    databaseUrl: await urlOf('cmr_app'),
    ingestDatabaseUrl: await urlOf('cmr_ingest'),
    authDatabaseUrl: await urlOf('cmr_auth'),
    storageUrl: settings.storageUrl,
    keysRoot: settings.keysRoot,
    masterKey: Buffer.from(settings.masterKey, 'base64'),
    ...POOL,
  }
  return { services, headsRoot: headsRoot ?? resolve(dataDir, 'audit-heads') }
}
