import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asAdministrator } from '../embedded/prepare-server.ts'
import { openDatabase, type Db } from '../open-database.ts'
import { createTestDatabase, type TestDatabase } from '../test/create-test-database.ts'
import { findCatalogueFaults } from './find-catalogue-faults.ts'

let database: TestDatabase
let db: Db

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase({ url: database.urls.cmr_app, max: 1, applicationName: 'test', statementTimeoutMs: 10_000 })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const run = (statements: string): Promise<unknown> =>
  asAdministrator(database.adminUrl, (sql) => sql.unsafe(statements))

test('the schema has no fault', async () => {
  expect(await findCatalogueFaults(db)).toEqual([])
})

describe('each weakening is found, and nothing else', () => {
  const wall = "tenant_id = current_setting('app.tenant_id')::uuid"
  const cases: [name: string, weaken: string, restore: string, object: string, fault: string][] = [
    [
      'a policy dropped',
      'drop policy charges_tenant_wall on app.charges',
      `create policy charges_tenant_wall on app.charges as restrictive using (${wall}) with check (${wall})`,
      'app.charges',
      'lacks the restrictive tenant policy',
    ],
    [
      'a policy that hides instead of raising',
      `alter policy runs_tenant_access on app.runs using (tenant_id = current_setting('app.tenant_id', true)::uuid)`,
      `alter policy runs_tenant_access on app.runs using (${wall})`,
      'app.runs',
      'lacks the permissive tenant policy',
    ],
    [
      'a policy for one role only',
      'alter policy files_tenant_wall on app.files to cmr_app',
      'alter policy files_tenant_wall on app.files to public',
      'app.files',
      'lacks the restrictive tenant policy',
    ],
    [
      'FORCE removed',
      'alter table app.subjects no force row level security',
      'alter table app.subjects force row level security',
      'app.subjects',
      'row-level security is not enabled and forced',
    ],
    [
      'FORCE removed from the tenants themselves',
      'alter table app.tenants no force row level security',
      'alter table app.tenants force row level security',
      'app.tenants',
      'row-level security is not enabled and forced',
    ],
    [
      'row-level security disabled',
      'alter table app.jobs disable row level security',
      'alter table app.jobs enable row level security',
      'app.jobs',
      'row-level security is not enabled and forced',
    ],
    [
      'a view with the rights of its owner',
      'create view app.all_subjects as select * from app.subjects',
      'drop view app.all_subjects',
      'app.all_subjects',
      'view does not run with the rights of its reader',
    ],
    [
      'a materialized view',
      'create materialized view app.all_slugs as select slug from app.tenants with no data',
      'drop materialized view app.all_slugs',
      'app.all_slugs',
      'materialized views have no row-level security',
    ],
    [
      'a definer function with a free search path',
      `create function app.peek() returns bigint language sql security definer as 'select 1::bigint';
       revoke all on function app.peek() from public; alter function app.peek() owner to cmr_owner`,
      'drop function app.peek()',
      'app.peek()',
      'definer function without a fixed search_path',
    ],
    [
      'a definer function for everyone',
      'grant execute on function queue.jobs_due(interval) to public',
      'revoke execute on function queue.jobs_due(interval) from public',
      'queue.jobs_due(interval)',
      'definer function that PUBLIC may execute',
    ],
    [
      'a grant to PUBLIC',
      'grant select on app.charges to public',
      'revoke select on app.charges from public',
      'app.charges',
      'grants SELECT to PUBLIC',
    ],
    [
      'a column granted to PUBLIC',
      'grant select (name) on app.subjects to public',
      'revoke select (name) on app.subjects from public',
      'app.subjects.name',
      'grants SELECT to PUBLIC',
    ],
    [
      'TRUNCATE granted',
      'grant truncate on app.files to cmr_ingest',
      'revoke truncate on app.files from cmr_ingest',
      'app.files',
      'grants TRUNCATE to cmr_ingest',
    ],
    [
      'UPDATE granted on a whole table',
      'grant update on app.batches to cmr_app',
      'revoke update on app.batches from cmr_app',
      'app.batches',
      'grants table-wide UPDATE to cmr_app',
    ],
    [
      'a unique key without the tenant',
      'alter table app.files add constraint files_sha256_once unique (sha256)',
      'alter table app.files drop constraint files_sha256_once',
      'app.files app.files_sha256_once',
      'unique key does not begin with tenant_id',
    ],
    [
      'an index without the tenant',
      'create index subjects_born_idx on app.subjects (born_on)',
      'drop index app.subjects_born_idx',
      'app.subjects app.subjects_born_idx',
      'index does not begin with tenant_id',
    ],
    [
      'a foreign key that ignores the tenant',
      `alter table app.run_files add column charge_tenant uuid;
       comment on column app.run_files.charge_tenant is 'Test.';
       alter table app.run_files add constraint run_files_charge_fk foreign key (charge_tenant, id)
         references app.charges (tenant_id, id) on delete cascade not valid`,
      'alter table app.run_files drop column charge_tenant',
      'app.run_files run_files_charge_fk',
      'foreign key does not pair tenant_id with tenant_id',
    ],
    [
      'a foreign key silent on delete',
      `alter table app.jobs add constraint jobs_silent_fk foreign key (tenant_id) references app.tenants (id) not valid`,
      'alter table app.jobs drop constraint jobs_silent_fk',
      'app.jobs jobs_silent_fk',
      'foreign key does not say what happens on delete',
    ],
    [
      'a tenant column that may be null',
      `create table app.loose (tenant_id uuid); comment on table app.loose is 'Test.';
       comment on column app.loose.tenant_id is 'Test.'; alter table app.loose owner to cmr_owner;
       alter table app.loose enable row level security; alter table app.loose force row level security;
       create policy a on app.loose using (${wall}) with check (${wall});
       create policy b on app.loose as restrictive using (${wall}) with check (${wall})`,
      'drop table app.loose',
      'app.loose',
      'tenant_id may be null',
    ],
    [
      'a table outside the walls',
      `create table app.cache (key text); comment on table app.cache is 'Test.';
       comment on column app.cache.key is 'Test.'; alter table app.cache owner to cmr_owner`,
      'drop table app.cache',
      'app.cache',
      'has no tenant_id and is not on the allow-list',
    ],
    [
      'a table owned by the app',
      'grant create on schema app to cmr_app; alter table app.progress owner to cmr_app',
      'alter table app.progress owner to cmr_owner; revoke create on schema app from cmr_app',
      'app.progress',
      'is owned by cmr_app',
    ],
    [
      'a comment missing',
      'comment on table app.batches is null',
      `comment on table app.batches is 'Files taken in together.'`,
      'app.batches',
      'has no comment',
    ],
    [
      'a column without a comment',
      'comment on column app.batches.county is null',
      `comment on column app.batches.county is 'County in scope for this batch.'`,
      'app.batches.county',
      'has no comment',
    ],
    [
      'a partition column that a role may address',
      `create table app.parts (tenant_id uuid not null, note text, primary key (tenant_id)) partition by list (tenant_id);
       comment on table app.parts is 'Test.'; comment on column app.parts.tenant_id is 'Test.';
       comment on column app.parts.note is 'Test.'; alter table app.parts owner to cmr_owner;
       alter table app.parts enable row level security; alter table app.parts force row level security;
       create policy a on app.parts using (${wall}) with check (${wall});
       create policy b on app.parts as restrictive using (${wall}) with check (${wall});
       create table app.part_one partition of app.parts default;
       comment on table app.part_one is 'Test.'; comment on column app.part_one.tenant_id is 'Test.';
       comment on column app.part_one.note is 'Test.'; alter table app.part_one owner to cmr_owner;
       alter table app.part_one enable row level security; alter table app.part_one force row level security;
       create policy a on app.part_one using (${wall}) with check (${wall});
       create policy b on app.part_one as restrictive using (${wall}) with check (${wall});
       grant select (note) on app.part_one to cmr_app`,
      'drop table app.parts',
      'app.part_one.note',
      'is a column of a partition that cmr_app may address',
    ],
    [
      'audit events that may be removed',
      'grant delete on app.audit_events to cmr_ingest',
      'revoke delete on app.audit_events from cmr_ingest',
      'app.audit_events',
      'is kept as written, and cmr_ingest may DELETE',
    ],
    [
      'audit events that may be sealed again',
      'grant update (hash) on app.audit_events to cmr_app',
      'revoke update (hash) on app.audit_events from cmr_app',
      'app.audit_events.hash',
      'is kept as written, and cmr_app may UPDATE',
    ],
    [
      'a chain that nobody adds to',
      'alter table app.audit_events disable trigger audit_events_sealed',
      'alter table app.audit_events enable trigger audit_events_sealed',
      'app.audit_events audit_events_sealed',
      'trigger is missing or off',
    ],
    [
      'grants of support that nobody keeps',
      'alter table app.support_grants disable trigger support_grants_kept',
      'alter table app.support_grants enable trigger support_grants_kept',
      'app.support_grants support_grants_kept',
      'trigger is missing or off',
    ],
    [
      'sign-in shown to the app',
      'grant select on auth.passkeys to cmr_app',
      'revoke select on auth.passkeys from cmr_app',
      'auth.passkeys',
      'belongs to sign-in, and cmr_app may SELECT',
    ],
    [
      'a column of sign-in shown to the app',
      'grant select (email) on auth.users to cmr_app',
      'revoke select (email) on auth.users from cmr_app',
      'auth.users.email',
      'belongs to sign-in, and cmr_app may SELECT',
    ],
    [
      'a policy that lists every tenant',
      'create policy tenants_all on app.tenants for select to cmr_app using (true)',
      'drop policy tenants_all on app.tenants',
      'app.tenants',
      'has a policy that shows other tenants: tenants_all',
    ],
    [
      'a schema open to PUBLIC',
      'grant usage on schema auth to public',
      'revoke usage on schema auth from public',
      'auth',
      'grants USAGE to PUBLIC',
    ],
    [
      'a definer function of somebody else',
      `create function app.peek() returns bigint language sql security definer set search_path = pg_catalog
         as 'select 1::bigint';
       revoke all on function app.peek() from public; grant create on schema app to cmr_app;
       alter function app.peek() owner to cmr_app`,
      'drop function app.peek(); revoke create on schema app from cmr_app',
      'app.peek()',
      'definer function is owned by cmr_app',
    ],
    [
      'a role that bypasses row-level security',
      'create role cmr_mutant bypassrls',
      'drop role cmr_mutant',
      'cmr_mutant',
      'role bypasses row-level security',
    ],
    [
      'a role with rights of an administrator',
      'create role cmr_mutant createrole',
      'drop role cmr_mutant',
      'cmr_mutant',
      'role of the service has rights of an administrator',
    ],
  ]

  test.each(cases)('%s', async (_name, weaken, restore, object, fault) => {
    await run(weaken)
    try {
      expect(await findCatalogueFaults(db)).toEqual([{ object, fault }])
    } finally {
      await run(restore)
    }
    expect(await findCatalogueFaults(db)).toEqual([])
  })

  test('a partition that a role may address', async () => {
    await run(`
      create table app.parts (tenant_id uuid not null) partition by list (tenant_id);
      create table app.part_one partition of app.parts default;
      grant select on app.part_one to cmr_app`)
    try {
      const faults = await findCatalogueFaults(db)
      expect(faults).toContainEqual({ object: 'app.part_one', fault: 'is a partition that cmr_app may address' })
    } finally {
      await run('drop table app.parts')
    }
  })
})
