import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findCatalogueFaults } from './catalogue/find-catalogue-faults.ts'
import { roleUrl } from './embedded/cluster-roles.ts'
import { asAdministrator, prepareDatabase } from './embedded/prepare-server.ts'
import { migrate } from './migrate.ts'
import { newId } from './new-id.ts'
import { openDatabase } from './open-database.ts'
import { ADMIN_URL } from './test/constants.ts'
import { testSecret } from './test/test-secret.ts'

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url))
/** Migrations of the first release. */
const RELEASED = 3

const server = process.env[ADMIN_URL] ?? ''
const database = `cmr_old_${randomBytes(6).toString('hex')}`
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cmr-migrations-'))
  await prepareDatabase(server, database)
})
afterAll(async () => {
  await asAdministrator(server, (sql) => sql`drop database ${sql(database)} with (force)`)
  await rm(folder, { recursive: true, force: true })
})

function migratorUrl(): string {
  return roleUrl(server, testSecret(server), 'cmr_migrator', database)
}

function asAdmin<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
  return asAdministrator(server, work, database)
}

/** The database as the first release left it. */
async function migrateToFirstRelease(): Promise<void> {
  await cp(MIGRATIONS, folder, { recursive: true })
  const path = join(folder, 'meta/_journal.json')
  const journal = JSON.parse(await readFile(path, 'utf8')) as { entries: unknown[] }
  await writeFile(path, JSON.stringify({ ...journal, entries: journal.entries.slice(0, RELEASED) }))
  const sql = postgres(migratorUrl(), { max: 1, onnotice: () => {} })
  await sql`set role cmr_owner`
  await applyMigrations(drizzle(sql), { migrationsFolder: folder })
  await sql.end()
}

const [tenant, file, batch, batchFile, policy, run] = Array.from({ length: 6 }, newId)
const preparer = newId()
const people = [newId(), newId()]
const crimes = [newId(), newId()]

/** Two subjects of one file with a charge each, an answer for the first, and three audit events. */
async function fill(sql: Sql): Promise<void> {
  await sql.unsafe(`
    set app.tenant_id = '${tenant}';
    insert into app.tenants (id, slug, name, jurisdiction, county, time_zone)
      values ('${tenant}', 'test', 'Testcounty', 'us-ca', 'Sacramento', 'UTC');
    insert into app.files (tenant_id, id, name, size, received, object_id)
      values ('${tenant}', '${file}', 'a.dat', 1, 1, '${newId()}');
    insert into app.batches (tenant_id, id, state, county, created_by)
      values ('${tenant}', '${batch}', 'ready', 'Sacramento', '${preparer}');
    ${[1, 2, 3]
      .map(
        (no) => `
    insert into app.audit_events (tenant_id, id, actor_kind, action, object_kind, request_id, created_at)
      values ('${tenant}', '${newId()}', 'system', 'test.old', 'test', 'r${no}', now() - interval '${4 - no} days');`,
      )
      .join('')}
    insert into app.batch_files (tenant_id, id, batch_id, file_id, position, state, rows, lines)
      values ('${tenant}', '${batchFile}', '${batch}', '${file}', 1, 'loaded', 2, 2);
    insert into app.policies (tenant_id, id, ruleset, version, options, options_hash)
      values ('${tenant}', '${policy}', 'test', 1, '{}', 'x');
    insert into app.runs (tenant_id, id, batch_id, policy_id, jurisdiction, jurisdiction_version, ruleset, options,
      options_hash, county, as_of, now_on)
      values ('${tenant}', '${run}', '${batch}', '${policy}', 'us-ca', '1', 'test', '{}', 'x', 'Sacramento', now(), now());
    ${people
      .map(
        (id, ordinal) => `
    insert into app.subjects (tenant_id, id, batch_file_id, ordinal, subject_key, first_row, row_count, name, name_key)
      values ('${tenant}', '${id}', '${batchFile}', ${ordinal}, '\\x0${ordinal}', ${ordinal}, 1, '', '');
    insert into app.subject_slices (tenant_id, id, batch_file_id, chunk_no, ordinal, subject_key, first_row, row_count, sealed)
      values ('${tenant}', '${newId()}', '${batchFile}', 0, ${ordinal}, '\\x0${ordinal}', ${ordinal}, 1, '\\x00');
    insert into app.charges (tenant_id, id, subject_id, row, line, case_id, case_label, literal, county, charge_index, given)
      values ('${tenant}', '${crimes[ordinal]}', '${id}', ${ordinal}, 1, '', '', '', '', 0, '{}');`,
      )
      .join('')}
    insert into app.determinations (tenant_id, id, run_id, charge_id, subject_id, outcome, presumed, determination,
      reason, cells, answer, subject_name, name_key, literal, county, batch_file_id, row)
      values ('${tenant}', '${newId()}', '${run}', '${crimes[0]}', '${people[0]}', 'eligible', '{}', '', '', '{}',
        '{"floor": {"outcome": {"kind": "needs_review"}}, "policy": {"effect": "improve"}}', '', '', '', '',
        '${batchFile}', 0);`)
}

describe('a database of the first release', () => {
  it('keeps its rows when it is brought up to date, filled in as if they were new, and its walls stand', async () => {
    await migrateToFirstRelease()
    await asAdmin(fill)
    await migrate(migratorUrl())
    const [charges, slices, answers, runs, events, [head]] = await asAdmin(async (sql) => [
      await sql`select batch_file_id, repeated from app.charges order by row`,
      await sql`select subject_id, person_keys from app.subject_slices order by first_row`,
      await sql`select floor_outcome, policy_effect, procedure from app.determinations`,
      await sql`select created_by, released_by from app.runs`,
      await sql`select request_id, seq::int, prev_hash, hash, sha256(convert_to(app.audit_text(e), 'UTF8')) as again
        from app.audit_events e order by seq`,
      await sql`select seq::int, hash from app.audit_heads`,
    ])
    const charge = { batch_file_id: batchFile, repeated: false }
    expect(charges).toEqual([charge, charge])
    expect(slices).toEqual(people.map((id) => ({ subject_id: id, person_keys: [] })))
    expect(answers).toEqual([{ floor_outcome: 'needs_review', policy_effect: 'improve', procedure: null }])
    expect(runs).toEqual([{ created_by: preparer, released_by: null }])
    let last = Buffer.alloc(32)
    const chain = events.map(({ hash }, index) => {
      const event = { request_id: `r${index + 1}`, seq: index + 1, prev_hash: last, hash: hash as Buffer, again: hash }
      last = hash as Buffer<ArrayBuffer>
      return event
    })
    expect(events).toEqual(chain)
    expect(head).toEqual({ seq: 3, hash: last })
    const url = roleUrl(server, testSecret(server), 'cmr_app', database)
    const db = openDatabase({ url, max: 1, applicationName: 'test', statementTimeoutMs: 10_000 })
    expect(await findCatalogueFaults(db)).toEqual([])
    await db.close()
  })
})
