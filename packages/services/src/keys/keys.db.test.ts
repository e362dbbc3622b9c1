import { newId, withTenant } from '@cmr/db'
import { files, subjectSlices, tenantKeys } from '@cmr/db/schema'
import { createLocalWrapper, openObjectStore, type ObjectStore } from '@cmr/storage'
import { and, asc, eq } from 'drizzle-orm'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keys, runs } from '../index.ts'
import { createService, type Office, type TestService } from '../test/create-office.ts'
import { dojFile } from '../test/doj-file.ts'
import { publishBatch, runEvaluation } from '../test/drive.ts'
import { createDatabaseKeys } from '../tenants/create-database-keys.ts'

let service: TestService
let office: Office

beforeAll(async () => {
  service = await createService()
  office = await service.createOffice()
})
afterAll(() => service.close())

async function drain(store: ObjectStore, objectId: string): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of store.read(office.tenantId, objectId)) pieces.push(piece)
  return Buffer.concat(pieces).toString('latin1')
}

const sliceVersions = async () => {
  const rows = await withTenant(service.deps.db, office.tenantId, (tx) =>
    tx.select({ sealed: subjectSlices.sealed }).from(subjectSlices),
  )
  return rows.map(({ sealed }) => sealed.readUInt32BE(0))
}

describe('a new key of an office', () => {
  it('is used for what is new at once, in other processes too; what is old comes under it step by step', async () => {
    const { deps, folders, masterKey } = service
    const admin = office.as('admin')
    const text = dojFile(
      ['10000001', '10000002', '10000003'].map((id) => ({ SUBJECT_ID: id, PRI_NAME: 'TESTPERSON,ALMA' })),
    )
    const { batchId, runId, resultHash } = await publishBatch(office, deps, { 'a.dat': text })
    const elsewhere = createDatabaseKeys({
      db: deps.db,
      wrapper: createLocalWrapper({ masterKey, root: folders.keys }),
    })
    expect((await elsewhere.current(office.tenantId)).version).toBe(1)

    expect(await keys.rotateKey(admin, deps)).toEqual({ version: 2 })
    await expect.poll(async () => (await elsewhere.current(office.tenantId)).version).toBe(2)
    expect(
      (await keys.listKeys(office.as('auditor'), deps)).map(({ version, retiredAt }) => [version, retiredAt]),
    ).toEqual([
      [2, null],
      [1, null],
    ])
    expect(await sliceVersions()).toEqual([1, 1, 1])

    const objects = (await service.listObjects(office)).length
    let total = { objects: 0, slices: 0 }
    for (let done = false, calls = 0; !done; calls++) {
      expect(calls).toBeLessThan(50)
      const step = await keys.rewrapKeys(office.system, deps, { limit: 2 })
      total = { objects: total.objects + step.objects, slices: total.slices + step.slices }
      done = step.done
    }
    expect(total).toEqual({ objects, slices: 3 })
    expect(await sliceVersions()).toEqual([2, 2, 2])
    expect(await keys.rewrapKeys(admin, deps)).toEqual({ objects: 0, slices: 0, done: true })
    const [newest, oldest] = await keys.listKeys(admin, deps)
    expect([newest?.retiredAt, oldest?.retiredAt]).toEqual([null, expect.any(Date)])

    // The source, the pages and a new run read what was sealed again, and the blind index still finds people.
    const [file] = await withTenant(deps.db, office.tenantId, (tx) => tx.select().from(files).orderBy(asc(files.id)))
    const fresh = openObjectStore({ url: pathToFileURL(folders.objects).href, keys: elsewhere })
    expect(await drain(fresh, file?.objectId ?? '')).toBe(text)
    const { runId: second } = await runs.requestRun(admin, deps, { batchId, asOf: '2019-11-11' })
    expect(second).not.toBe(runId)
    expect(await runEvaluation(office, deps, second)).toBe(resultHash)
    for (const action of ['tenant-key.rotate', 'tenant-key.rewrap', 'tenant-key.retire'])
      await service.expectAudit(office, { action })
  })

  it('that comes while the one before is taken up leaves that one in use', async () => {
    const { deps } = service
    const one = await service.createOffice()
    const admin = one.as('admin')
    await (await deps.store.create(one.tenantId, newId())).close()
    await keys.rotateKey(admin, deps)
    const rewrap: ObjectStore['rewrap'] = async (tenantId, objectId) => {
      const changed = await deps.store.rewrap(tenantId, objectId)
      await keys.rotateKey(admin, deps)
      return changed
    }
    await keys.rewrapKeys(admin, { ...deps, store: { ...deps.store, rewrap } })
    const retired = (await keys.listKeys(admin, deps)).map(({ version, retiredAt }) => [version, retiredAt !== null])
    expect(retired).toEqual([
      [3, false],
      [2, false],
      [1, true],
    ])
  })

  it('is not made when the audit log cannot be written', async () => {
    const { deps } = service
    const one = await service.createOffice()
    const admin = one.as('admin')
    await deps.keys.current(one.tenantId)
    const unwritable = { ...admin, requestId: '\u0000' }
    await expect(keys.rotateKey(unwritable, deps)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect((await keys.listKeys(admin, deps)).map(({ version }) => version)).toEqual([1])
    expect(await keys.rotateKey(admin, deps)).toEqual({ version: 2 })
    const [key] = await withTenant(deps.db, one.tenantId, (tx) =>
      tx
        .select()
        .from(tenantKeys)
        .where(and(eq(tenantKeys.tenantId, one.tenantId), eq(tenantKeys.version, 2))),
    )
    await service.expectAudit(one, { action: 'tenant-key.rotate', objectId: key?.id ?? '' })
  })

  it('opens nowhere once it was destroyed, and no other takes its place', async () => {
    const { deps, folders, masterKey } = service
    const one = await service.createOffice()
    const wrapper = createLocalWrapper({ masterKey, root: folders.keys })
    const [here, there] = [createDatabaseKeys({ db: deps.db, wrapper }), createDatabaseKeys({ db: deps.db, wrapper })]
    await here.current(one.tenantId)
    await there.current(one.tenantId)
    await here.destroy(one.tenantId)
    await withTenant(deps.db, one.tenantId, (tx) =>
      tx
        .update(tenantKeys)
        .set({ destroyedAt: new Date(), wrappedKey: Buffer.alloc(61) })
        .where(eq(tenantKeys.tenantId, one.tenantId)),
    )
    there.forget(one.tenantId)
    const gone = { code: 'NOT_FOUND', details: { reason: 'unknown-tenant-key' } }
    for (const ring of [here, there]) {
      await expect(ring.get(one.tenantId, 1)).rejects.toMatchObject(gone)
      await expect(ring.current(one.tenantId)).rejects.toMatchObject(gone)
      await expect(ring.rotate(one.tenantId)).rejects.toMatchObject(gone)
    }
  })

  it('is an administrator’s to make', async () => {
    for (const role of ['analyst', 'attorney', 'auditor'] as const) {
      await expect(keys.rotateKey(office.as(role), service.deps)).rejects.toMatchObject({ code: 'FORBIDDEN' })
      await expect(keys.rewrapKeys(office.as(role), service.deps)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    await expect(keys.listKeys(office.as('analyst'), service.deps)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})
