import { cp, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createHash } from 'node:crypto'
import type { StaffContext } from '@cmr/auth'
import { newId, withTenant } from '@cmr/db'
import { auditEvents, files, subjectSlices } from '@cmr/db/schema'
import { createLocalWrapper, openObjectStore } from '@cmr/storage'
import { type S3Server, startS3Server } from '@cmr/storage/test'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SliceCipher } from '../imports/slice-cipher.ts'
import { audit, exports, leaving, retention } from '../index.ts'
import { createService, type Office, type TestService } from '../test/create-office.ts'
import { dojFile } from '../test/doj-file.ts'
import { publishBatch } from '../test/drive.ts'
import { openTenantRows, type TenantRows } from '../test/tenant-rows.ts'
import { createDatabaseKeys } from '../tenants/create-database-keys.ts'

/** What stays of an office that has left. */
const SKELETON = ['app.audit_events', 'app.audit_heads', 'app.purges', 'app.tenant_keys']
const reason = (code: string, name: string) => ({ code, details: { reason: name } })
const handover = { recipient: 'The office itself', purpose: 'CANARYPURPOSE leaving' }
const operator: StaffContext = { userId: newId(), staff: 'operator', requestId: 'test-request' }

async function drain(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of body) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** Every stored file below a folder that has the office's id in its path, by path, with its hash. */
async function storedFiles(folder: string, tenantId: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isFile() || !path.includes(tenantId)) continue
    found[path.slice(folder.length)] = createHash('sha256')
      .update(await readFile(path))
      .digest('hex')
  }
  return found
}

describe.each(['disk', 'S3'] as const)('an office that leaves, on %s', (where) => {
  let s3: S3Server | undefined
  let service: TestService
  let rows: TenantRows
  let [gone, stays]: Office[] = []

  beforeAll(async () => {
    s3 = where === 'S3' ? await startS3Server() : undefined
    service = await createService({}, s3)
    rows = openTenantRows(service.database)
    for (const name of ['CANARYGONE', 'STAYSPERSON']) {
      const office = await service.createOffice()
      await publishBatch(office, service.deps, { [`${name}.dat`]: dojFile([{ PRI_NAME: `${name},ALMA` }]) })
      await retention.setRetention(office.as('admin'), service.deps, { days: 3650 })
      const [user, both] = [newId(), newId()]
      await rows.run(`
        insert into auth.users (id, email, name) values ('${user}', '${name.toLowerCase()}@example.gov', '${name}');
        insert into auth.memberships (tenant_id, user_id, roles) values ('${office.tenantId}', '${user}', '{admin}');
        insert into auth.users (id, email, name, staff) values ('${both}', 'staff-${both}@example.gov', 'Test Staff', 'support');
        insert into auth.memberships (tenant_id, user_id, roles) values ('${office.tenantId}', '${both}', '{auditor}')`)
      if (gone === undefined) gone = office
      else stays = office
    }
  })
  afterAll(async () => {
    await rows.close()
    await service.close()
    await s3?.close()
  })

  const offices = () => [gone, stays] as [Office, Office]
  const finish = (confirm?: string) => {
    const { tenant } = offices()[0].system
    return leaving.finishLeaving(operator, service.deps, { tenantId: tenant.id, confirm: confirm ?? tenant.slug })
  }

  it('asks, exports and is confirmed first; an analyst, support or a hold cannot', async () => {
    const [office] = offices()
    const { deps } = service
    const admin = office.as('admin')
    const begin = (ctx = admin) => leaving.beginLeaving(ctx, deps, { reason: 'CANARYREASON: a system of our own' })
    await expect(begin(office.as('analyst'))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(leaving.cancelLeaving(admin, deps)).rejects.toMatchObject(reason('PRECONDITION', 'not-leaving'))
    await expect(finish()).rejects.toMatchObject(reason('PRECONDITION', 'not-leaving'))
    await retention.placeHold(admin, deps, { reason: 'TEST-CASE-1' })
    await expect(begin()).rejects.toMatchObject(reason('PRECONDITION', 'legal-hold'))
    await retention.releaseHold(admin, deps, { reason: 'closed' })
    // An export of before it was asked for does not count.
    await drain((await exports.exportOffice(admin, deps, handover)).body)
    await begin()
    await expect(begin()).rejects.toMatchObject(reason('PRECONDITION', 'tenant-leaving'))
    await leaving.cancelLeaving(admin, deps)
    await begin()
    await service.expectAudit(office, { action: 'leaving.cancel' })
    await expect(finish()).rejects.toMatchObject(reason('PRECONDITION', 'export-missing'))
    expect((await leaving.getLeaving(admin, deps)).exportedAt).toBeNull()
    // A refused try is no export.
    const refusedExport = { action: 'office.export', objectKind: 'tenant', objectId: office.tenantId }
    await audit.recordDenied(office.as('analyst'), deps, refusedExport)
    await expect(finish()).rejects.toMatchObject(reason('PRECONDITION', 'export-missing'))
    await drain((await exports.exportOffice(admin, deps, handover)).body)
    expect(await leaving.getLeaving(admin, deps)).toMatchObject({ state: 'leaving', exportedAt: expect.any(Date) })
    await expect(finish('another')).rejects.toMatchObject(reason('VALIDATION', 'confirmation'))
    const { tenantId } = office
    const supporter: StaffContext = { ...operator, staff: 'support' }
    await expect(leaving.finishLeaving(supporter, deps, { tenantId, confirm: 'x' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await retention.placeHold(admin, deps, { reason: 'TEST-CASE-2' })
    await expect(finish()).rejects.toMatchObject(reason('PRECONDITION', 'legal-hold'))
    await retention.releaseHold(admin, deps, { reason: 'closed' })
    expect(Object.keys(await storedFiles(service.folders.objects, tenantId))).not.toEqual([])
  })

  it('can only be removed once that has begun: nothing is taken back or held, and after a crash it goes on', async () => {
    const { deps } = service
    const office = await service.createOffice()
    const admin = office.as('admin')
    await leaving.beginLeaving(admin, deps, { reason: 'a system of our own' })
    await drain((await exports.exportOffice(admin, deps, handover)).body)
    const { id: tenantId, slug } = office.system.tenant
    const finishWith = (changes: Partial<typeof deps>) =>
      leaving.finishLeaving(operator, { ...deps, ...changes }, { tenantId, confirm: slug })
    const begun = reason('PRECONDITION', 'removal-begun')
    const refuses = async () => {
      await expect(leaving.cancelLeaving(admin, deps)).rejects.toMatchObject(begun)
      await expect(retention.placeHold(admin, deps, { reason: 'TEST-CASE-3' })).rejects.toMatchObject(begun)
    }
    const died = new Error('the process died')
    const destroy = async () => {
      await refuses()
      throw died
    }
    await expect(finishWith({ keys: { ...deps.keys, destroy } })).rejects.toBe(died)
    await service.expectAudit(office, { action: 'leaving.finish', actorUserId: operator.userId })
    const removeAll = () => Promise.reject(died)
    await expect(finishWith({ store: { ...deps.store, removeAll } })).rejects.toBe(died)
    await refuses()
    const { certificate } = await finishWith({})
    expect(leaving.readCertificate(certificate, deps.signer)).toMatchObject({ office: { id: tenantId } })
    const begins = and(eq(auditEvents.tenantId, tenantId), eq(auditEvents.action, 'leaving.finish'))
    expect(await withTenant(deps.db, tenantId, (tx) => tx.$count(auditEvents, begins))).toBe(1)
  })

  it('leaves nothing but a skeleton, cannot be read from a backup, and the other office is untouched', async () => {
    const [office, other] = offices()
    const { deps, folders, masterKey } = service
    const { tenantId } = office
    const before = {
      rows: await rows.hash(other.tenantId),
      files: await storedFiles(folders.objects, other.tenantId),
    }
    expect(await rows.holding('CANARYGONE')).toEqual(
      expect.arrayContaining(['app.subjects', 'app.determinations', 'app.files', 'auth.users']),
    )
    const [file] = await withTenant(deps.db, tenantId, (tx) => tx.select().from(files))
    const [slice] = await withTenant(deps.db, tenantId, (tx) => tx.select().from(subjectSlices))
    expect((await drain(deps.store.read(tenantId, file?.objectId ?? ''))).includes('CANARYGONE')).toBe(true)
    await rows.backUp(tenantId)
    const copies = join(folders.keys, '..', 'copies')
    await cp(folders.objects, join(copies, 'objects'), { recursive: true })
    await cp(folders.keys, join(copies, 'keys'), { recursive: true })

    const wrapper = createLocalWrapper({ masterKey, root: folders.keys })
    const elsewhere = createDatabaseKeys({ db: deps.db, wrapper })
    await elsewhere.current(tenantId)

    const { certificate } = await finish()

    const left = Object.entries(await rows.count(tenantId)).filter(([, count]) => count > 0)
    expect(left.map(([table]) => table).sort()).toEqual(SKELETON)
    expect(await storedFiles(folders.objects, tenantId)).toEqual({})
    for (const canary of ['CANARYGONE', 'canarygone', 'CANARYPURPOSE', 'CANARYREASON'])
      expect(await rows.holding(canary), canary).toEqual([])
    expect(await rows.hash(other.tenantId)).toEqual(before.rows)
    expect(await storedFiles(folders.objects, other.tenantId)).toEqual(before.files)
    expect(await rows.holding('STAYSPERSON')).toContain('auth.users')

    expect(leaving.readCertificate(certificate, deps.signer)).toMatchObject({
      office: { id: tenantId },
      rows: { 'app.subjects': 1, 'app.files': 1, 'auth.memberships': 2, people: 1 },
      objectsLeft: 0,
      keysDestroyed: [1],
      removedBy: operator.userId,
    })
    expect(leaving.readCertificate(certificate.replace('removal-1', 'removal-2'), deps.signer)).toBeUndefined()
    expect(await finish()).toEqual({ certificate })
    const gone = reason('NOT_FOUND', 'unknown-tenant-key')
    await expect(deps.store.create(tenantId, newId())).rejects.toMatchObject(gone)
    // Another process held the key in memory; asking never waits for a restart.
    await expect.poll(() => elsewhere.get(tenantId, 1).catch((error: unknown) => error)).toMatchObject(gone)

    // A backup of the database and of the files, put back beside the same master key.
    await rows.restore(tenantId)
    await cp(join(copies, 'objects'), folders.objects, { recursive: true })
    expect(await rows.holding('CANARYGONE')).toContain('app.subjects')
    const read = async () => {
      const keys = createDatabaseKeys({ db: deps.db, wrapper: createLocalWrapper({ masterKey, root: folders.keys }) })
      const { url, credentials } = s3 ?? { url: `file://${folders.objects}`, credentials: undefined }
      const store = openObjectStore({ url, keys, ...(credentials && { credentials }) })
      const cipher = SliceCipher.create(keys, tenantId).then((made) =>
        made.open(place, 0, slice?.sealed ?? Buffer.alloc(0)),
      )
      const [bytes, opened] = await Promise.allSettled([drain(store.read(tenantId, file?.objectId ?? '')), cipher])
      return [bytes, opened]
    }
    const { batchFileId = '', chunkNo = 0, subjectKey = Buffer.alloc(0) } = slice ?? {}
    const place = { batchFileId, chunkNo, subjectKey }
    for (const outcome of await read()) expect(outcome).toMatchObject({ status: 'rejected', reason: gone })
    // Only what was destroyed is missing: with it the same copies open.
    await rm(join(folders.keys, `${tenantId}.destroyed`))
    await cp(join(copies, 'keys', tenantId), join(folders.keys, tenantId))
    for (const outcome of await read()) expect(outcome.status).toBe('fulfilled')
  })
})
