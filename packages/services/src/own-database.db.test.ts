import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { newId } from '@cmr/db'
import { createTestDatabase, type TestDatabase } from '@cmr/db/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exports, jobs, leaving, openServices, type OpenedServices, tenants } from './index.ts'
import type { Office } from './test/create-office.ts'
import { dojFile } from './test/doj-file.ts'
import { publishBatch } from './test/drive.ts'
import { openTenantRows, type TenantRows } from './test/tenant-rows.ts'

const operator = { userId: newId(), staff: 'operator', requestId: 'test-request' } as const

let databases: { shared: TestDatabase; own: TestDatabase }
let rows: { shared: TenantRows; own: TenantRows }
let folder: string
let services: OpenedServices
let [apart, pooled]: Office[] = []

async function openOffice(id: string): Promise<Office> {
  const system = await tenants.ensureTenant(services.deps, {
    id,
    slug: `test-${id.slice(-12)}`,
    name: 'Testcounty District Attorney',
    jurisdiction: 'us-ca',
    county: 'Sacramento',
    timeZone: 'America/Los_Angeles',
    requestId: 'test-request',
  })
  return {
    tenantId: id,
    system,
    as: (role) => ({ ...system, actor: { kind: 'user', userId: newId(), roles: [role] } }),
  }
}

beforeAll(async () => {
  databases = { shared: await createTestDatabase(), own: await createTestDatabase() }
  rows = { shared: openTenantRows(databases.shared), own: openTenantRows(databases.own) }
  folder = await mkdtemp(join(tmpdir(), 'cmr-own-'))
  const { shared, own } = databases
  const id = newId()
  services = openServices({
    databaseUrl: shared.urls.cmr_app,
    ingestDatabaseUrl: shared.urls.cmr_ingest,
    authDatabaseUrl: shared.urls.cmr_auth,
    ownDatabases: { [id]: { databaseUrl: own.urls.cmr_app, ingestDatabaseUrl: own.urls.cmr_ingest } },
    pool: 2,
    applicationName: 'own database test',
    statementTimeoutMs: 60_000,
    storageUrl: pathToFileURL(join(folder, 'objects')).href,
    keysRoot: join(folder, 'keys'),
    masterKey: randomBytes(32),
  })
  apart = await openOffice(id)
  pooled = await openOffice(newId())
})
afterAll(async () => {
  await services.close()
  await Promise.all([rows.shared.close(), rows.own.close()])
  await Promise.all([databases.shared.drop(), databases.own.drop()])
  await rm(folder, { recursive: true, force: true })
})

const offices = () => [apart, pooled] as [Office, Office]
const tablesWith = async (where: TenantRows, { tenantId }: Office) =>
  Object.entries(await where.count(tenantId)).flatMap(([table, count]) => (count > 0 ? [table] : []))

describe('an office with a database of its own', () => {
  it('has its rows there and only there, and another’s are not', async () => {
    const [own, other] = offices()
    await services.requireWalls()
    await services.check()
    const heard: string[] = []
    const stop = await services.watchProgress((jobId) => heard.push(jobId))
    const { jobId } = await publishBatch(own, services.deps, { 'a.dat': dojFile([{ PRI_NAME: 'APARTPERSON,ALMA' }]) })
    await publishBatch(other, services.deps, { 'b.dat': dojFile([{ PRI_NAME: 'POOLEDPERSON,ALMA' }]) })
    await expect.poll(() => heard).toContain(jobId)
    await stop()
    expect(await tablesWith(rows.own, own)).toEqual(
      expect.arrayContaining(['app.subjects', 'app.determinations', 'app.tenant_keys', 'app.audit_events']),
    )
    expect(await tablesWith(rows.shared, own)).toEqual([])
    expect(await tablesWith(rows.own, other)).toEqual([])
    expect(await tablesWith(rows.shared, other)).toContain('app.subjects')
    expect(await rows.shared.holding('APARTPERSON')).toEqual([])
    expect(await rows.own.holding('POOLEDPERSON')).toEqual([])
    // Identity knows both.
    expect(
      (await tenants.listOffices(operator, services.deps, services.auth)).map(({ id, runsPublished }) => [
        id,
        runsPublished,
      ]),
    ).toEqual(expect.arrayContaining([own.tenantId, other.tenantId].map((id) => [id, 1])))
  })

  it('is served by the same background work', async () => {
    const events = await jobs.claimOutbox(services.deps)
    expect(new Set(events.map(({ data }) => data['tenantId']))).toEqual(
      new Set(offices().map(({ tenantId }) => tenantId)),
    )
    await jobs.markSent(services.deps, { ids: events.map(({ id }) => id) })
    expect(await jobs.claimOutbox(services.deps)).toEqual([])
    expect(await rows.shared.holding(offices()[0].tenantId)).toEqual(['app.tenants'])
  })

  it('leaves both databases', async () => {
    const [own, other] = offices()
    const { deps } = services
    const [user, tenantId] = [newId(), own.tenantId]
    await rows.shared.run(`
      insert into auth.users (id, email, name) values ('${user}', 'apart@example.gov', 'APARTUSER');
      insert into auth.memberships (tenant_id, user_id, roles) values ('${tenantId}', '${user}', '{admin}')`)
    const before = { shared: await rows.shared.hash(other.tenantId), own: await rows.own.hash(other.tenantId) }
    const admin = own.as('admin')
    await leaving.beginLeaving(admin, deps, { reason: 'a system of our own' })
    const { body } = await exports.exportOffice(admin, deps, { recipient: 'The office', purpose: 'leaving' })
    for await (const piece of body) expect(piece.length).toBeGreaterThan(0)
    const { certificate } = await leaving.finishLeaving(operator, deps, { tenantId, confirm: own.system.tenant.slug })
    expect(leaving.readCertificate(certificate, deps.signer)).toMatchObject({ rows: { 'app.subjects': 1 } })
    expect(await rows.own.holding('APARTPERSON')).toEqual([])
    expect(await rows.shared.holding('APARTUSER')).toEqual([])
    expect(await tablesWith(rows.shared, own)).toEqual(['app.audit_events', 'app.audit_heads'])
    expect({ shared: await rows.shared.hash(other.tenantId), own: await rows.own.hash(other.tenantId) }).toEqual(before)
  })
})
