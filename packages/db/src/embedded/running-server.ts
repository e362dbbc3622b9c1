import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { AppError } from '@cmr/errors'
import { roleUrl, type SignInRole } from './cluster-roles.ts'
import { DATABASE } from './start-embedded-server.ts'

/**
 * The address of the application's database on the embedded server that runs now on a data folder, as `role`. Throws
 * UNAVAILABLE (`embedded-server`) when none does.
 */
export async function runningServerUrl(dataDir: string, role: SignInRole): Promise<string> {
  const folder = resolve(dataDir)
  try {
    // The server's own note of its port is the fourth line.
    const [, , , port] = (await readFile(`${folder}/postmaster.pid`, 'utf8')).split('\n')
    const secret = (await readFile(`${folder}.secret`, 'utf8')).trim()
    return roleUrl(`postgres://127.0.0.1:${Number(port)}/`, secret, role, DATABASE)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    throw new AppError(
      'UNAVAILABLE',
      'The local service does not run. Start it with npm start, or give DATABASE_URL.',
      {
        details: { reason: 'embedded-server' },
      },
    )
  }
}
