import { join } from 'node:path'
import { runningServerUrl } from '@cmr/db/embedded'
import { postgresUrl } from '@cmr/services'
import { z } from 'zod'
import { parseSettings } from './parse-settings.ts'

const common = z.object({
  CMR_DATA_DIR: z.string().min(1).default('.data'),
  PUBLIC_ORIGIN: z
    .url({ protocol: /^https?$/ })
    .transform((url) => new URL(url).origin)
    .optional(),
})

const deployed = z.object({ AUTH_DATABASE_URL: postgresUrl })

/** Where accounts are, and the address people type, when it is known. */
export interface OperatorEnv {
  /** As `cmr_auth`. */
  readonly authDatabaseUrl: string
  readonly publicOrigin: string | undefined
}

/**
 * Reads the settings of a deployment, the same as the web server's; with no database named, those of the local service
 * that runs now. Throws VALIDATION naming the settings that are wrong, never their values.
 */
export async function readOperatorEnv(
  source: Readonly<Record<string, string | undefined>> = process.env,
): Promise<OperatorEnv> {
  const { CMR_DATA_DIR: dataDir, PUBLIC_ORIGIN: publicOrigin } = parseSettings(common, source)
  // A deployment whose settings lack one of the two must not be taken for a local service.
  const isLocal = source['DATABASE_URL'] === undefined && source['AUTH_DATABASE_URL'] === undefined
  const authDatabaseUrl = isLocal
    ? await runningServerUrl(join(dataDir, 'postgres'), 'cmr_auth')
    : parseSettings(deployed, source).AUTH_DATABASE_URL
  return { authDatabaseUrl, publicOrigin }
}
