import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { roleUrl } from '../embedded/cluster-roles.ts'
import { asAdministrator, prepareDatabase, prepareRoles } from '../embedded/prepare-server.ts'
import { startEmbeddedServer } from '../embedded/index.ts'
import { migrate } from '../migrate.ts'
import { ADMIN_URL, TEMPLATE } from './constants.ts'
import { testSecret } from './test-secret.ts'

/**
 * Vitest global set-up of the database tests: one server for the whole run, and one migrated template on it. A second
 * project of the same run uses those of the first.
 * `TEST_DATABASE_URL` names an administrator's address on a server to use instead of the embedded one; its roles get
 * passwords derived from that address.
 */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env[TEMPLATE] !== undefined) return undefined
  const server = await openServer()
  const template = `cmr_template_${randomBytes(6).toString('hex')}`
  const secret = testSecret(server.adminUrl)
  await prepareRoles(server.adminUrl, secret)
  await prepareDatabase(server.adminUrl, template)
  await migrate(roleUrl(server.adminUrl, secret, 'cmr_migrator', template))
  process.env[ADMIN_URL] = server.adminUrl
  process.env[TEMPLATE] = template
  return async () => {
    await asAdministrator(server.adminUrl, (sql) => sql`drop database ${sql(template)} with (force)`)
    await server.close()
  }
}

async function openServer(): Promise<{ adminUrl: string; close(): Promise<void> }> {
  const given = process.env['TEST_DATABASE_URL']
  if (given) return { adminUrl: given, close: async () => {} }
  const folder = await mkdtemp(join(tmpdir(), 'cmr-test-'))
  const server = await startEmbeddedServer({ dataDir: join(folder, 'postgres'), durable: false })
  return {
    adminUrl: server.adminUrl,
    close: async () => {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
