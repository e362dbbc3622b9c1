import { randomBytes } from 'node:crypto'
import { roleUrl, SIGN_IN_ROLES, type SignInRole } from '../embedded/cluster-roles.ts'
import { asAdministrator, prepareDatabase } from '../embedded/prepare-server.ts'
import { ADMIN_URL, TEMPLATE } from './constants.ts'
import { testSecret } from './test-secret.ts'

export interface TestDatabase {
  readonly urls: Readonly<Record<SignInRole, string>>
  /** Superuser, in this database: for breaking things and for looking past the walls. */
  readonly adminUrl: string
  drop(): Promise<void>
}

/** A migrated, empty database of its own. Needs the global set-up (`packages/db/src/test/global-setup.ts`). */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = required(ADMIN_URL)
  const template = required(TEMPLATE)
  const name = `cmr_test_${randomBytes(6).toString('hex')}`
  await asAdministrator(server, (sql) => sql`create database ${sql(name)} template ${sql(template)}`)
  await prepareDatabase(server, name)
  const secret = testSecret(server)
  const urls = Object.fromEntries(SIGN_IN_ROLES.map((role) => [role, roleUrl(server, secret, role, name)]))
  const adminUrl = new URL(server)
  adminUrl.pathname = `/${name}`
  return {
    // Safe: built from the list of all roles.
    urls: urls as Record<SignInRole, string>,
    adminUrl: adminUrl.href,
    drop: async () => {
      await asAdministrator(server, (sql) => sql`drop database ${sql(name)} with (force)`)
    },
  }
}

function required(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: run the database tests with packages/db/src/test/global-setup.ts.`)
  return value
}
