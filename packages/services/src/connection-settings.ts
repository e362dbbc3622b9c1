import { z } from 'zod'
import type { OpenServicesOptions } from './open-services.ts'

/** The key every developer's machine may use. Production refuses it by value. */
export const DEVELOPMENT_MASTER_KEY = Buffer.alloc(32, 'development only').toString('base64')

export const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' })

const ownDatabases = z.record(z.uuid(), z.strictObject({ databaseUrl: postgresUrl, ingestDatabaseUrl: postgresUrl }))

/** The settings every process that opens services has: part of its own schema. */
export const connectionSettings = {
  DATABASE_URL: postgresUrl.describe('Connection as the role cmr_app.'),
  INGEST_DATABASE_URL: postgresUrl.describe('Connection as the role cmr_ingest.'),
  TENANT_DATABASES: z
    .string()
    .default('')
    .refine((text) => readOwnDatabases(text) !== undefined, 'must be JSON as infra/README.md shows it')
    .describe('Offices with a database of their own: JSON, by office id, databaseUrl and ingestDatabaseUrl.'),
  STORAGE_URL: z
    .url({ protocol: /^(file|s3)$/, error: 'must be a file:/// or s3:// address' })
    .describe('The encrypted object store: file:///folder or s3://bucket/prefix?region=…'),
  KEYS_ROOT: z
    .string()
    .min(1)
    .describe('Folder of the offices’ key halves. Never in a backup together with database or files.'),
  MASTER_KEY: z
    .base64({ error: 'must be 32 bytes in base64' })
    .refine((text) => Buffer.from(text, 'base64').length === 32, 'must be 32 bytes in base64')
    .describe('Wraps the key of every office, with its half. Kept outside the database.'),
}

type ConnectionEnv = z.output<z.ZodObject<typeof connectionSettings>>

/** What of these settings a deployment with real records must not have. `urls` are the settings that are addresses of databases. */
export function connectionFaults(
  env: ConnectionEnv,
  urls: Readonly<Record<string, string>>,
): { readonly path: string; readonly message: string }[] {
  const faults = []
  if (env.MASTER_KEY === DEVELOPMENT_MASTER_KEY)
    faults.push({ path: 'MASTER_KEY', message: 'is the development key; make one of your own' })
  for (const [path, url] of Object.entries(urls)) {
    if (!isEncrypted(url)) faults.push({ path, message: 'must say sslmode=verify-full in production' })
  }
  const own = Object.values(readOwnDatabases(env.TENANT_DATABASES) ?? {})
  if (!own.every(({ databaseUrl, ingestDatabaseUrl }) => isEncrypted(databaseUrl) && isEncrypted(ingestDatabaseUrl)))
    faults.push({ path: 'TENANT_DATABASES', message: 'must say sslmode=verify-full in production' })
  if (new URL(env.STORAGE_URL).searchParams.get('endpoint')?.startsWith('http:') === true)
    faults.push({ path: 'STORAGE_URL', message: 'must have an https:// endpoint in production' })
  return faults
}

/** The part of `openServices`' options that the settings give. */
export function connectionOptions(
  env: ConnectionEnv,
): Pick<
  OpenServicesOptions,
  'databaseUrl' | 'ingestDatabaseUrl' | 'ownDatabases' | 'storageUrl' | 'keysRoot' | 'masterKey'
> {
  return {
    databaseUrl: env.DATABASE_URL,
    ingestDatabaseUrl: env.INGEST_DATABASE_URL,
    ownDatabases: readOwnDatabases(env.TENANT_DATABASES) ?? {},
    storageUrl: env.STORAGE_URL,
    keysRoot: env.KEYS_ROOT,
    masterKey: Buffer.from(env.MASTER_KEY, 'base64'),
  }
}

function isEncrypted(url: string): boolean {
  return new URL(url).searchParams.get('sslmode') === 'verify-full'
}

/** Undefined when it is not what it should be. */
function readOwnDatabases(text: string): z.output<typeof ownDatabases> | undefined {
  if (text === '') return {}
  try {
    return ownDatabases.parse(JSON.parse(text))
  } catch {
    // What is wrong could be a part of an address with its password; the caller names the setting.
    return undefined
  }
}
