import { readFile } from 'node:fs/promises'
import postgres, { type Sql } from 'postgres'
import { rolePassword, SIGN_IN_ROLES } from './cluster-roles.ts'

const SQL_FOLDER = new URL('../../../../infra/sql/', import.meta.url)

/** Runs `work` as the administrator, in `database` or in the one the address names. */
export async function asAdministrator<T>(
  adminUrl: string,
  work: (sql: Sql) => Promise<T>,
  database?: string,
): Promise<T> {
  const options = database === undefined ? {} : { database }
  const sql = postgres(adminUrl, { ...options, max: 1, onnotice: () => {} })
  try {
    return await work(sql)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/** Makes the roles of a server and lets them sign in. May be repeated. */
export function prepareRoles(adminUrl: string, secret: string): Promise<void> {
  return asAdministrator(adminUrl, async (sql) => {
    await sql.unsafe(await readFile(new URL('roles.sql', SQL_FOLDER), 'utf8'))
    for (const role of SIGN_IN_ROLES) {
      // A password cannot be a parameter of ALTER ROLE; this one is base64url.
      await sql.unsafe(`alter role ${role} login password '${rolePassword(secret, role)}'`)
    }
  })
}

/** Makes a database when it is missing and gives the roles their rights in it. May be repeated. */
export async function prepareDatabase(adminUrl: string, database: string): Promise<void> {
  await asAdministrator(adminUrl, async (sql) => {
    const [known] = await sql`select 1 from pg_database where datname = ${database}`
    if (known === undefined) await sql`create database ${sql(database)}`
  })
  const rights = await readFile(new URL('database.sql', SQL_FOLDER), 'utf8')
  await asAdministrator(adminUrl, (sql) => sql.unsafe(rights), database)
}
