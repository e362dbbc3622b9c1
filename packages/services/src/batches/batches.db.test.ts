import { withoutTenant } from '@cmr/db'
import { outbox } from '@cmr/db/schema'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { batches, files } from '../index.ts'
import { createService, type Office, type TestService } from '../test/create-office.ts'
import { dojFile } from '../test/doj-file.ts'
import { sendBatch } from '../test/drive.ts'

let service: TestService
let office: Office
let stranger: Office
const file = dojFile([{}])

beforeAll(async () => {
  service = await createService()
  office = await service.createOffice()
  stranger = await service.createOffice()
})
afterAll(() => service.close())

describe('a batch', () => {
  it('is created for the office’s county, or for another of the state in any case', async () => {
    const analyst = office.as('analyst')
    const { id } = await batches.createBatch(analyst, service.deps, {})
    expect(await batches.getBatch(analyst, service.deps, { batchId: id })).toMatchObject({
      state: 'draft',
      county: 'Sacramento',
      files: [],
      jobs: [],
    })
    await service.expectAudit(office, { action: 'batch.create', objectId: id, actorKind: 'user' })
    const other = await batches.createBatch(analyst, service.deps, { county: 'san joaquin' })
    expect(await batches.getBatch(analyst, service.deps, { batchId: other.id })).toMatchObject({
      county: 'San Joaquin',
    })
  })

  it('is refused for a county the state does not have', async () => {
    await expect(batches.createBatch(office.as('analyst'), service.deps, { county: 'Cook' })).rejects.toMatchObject({
      code: 'VALIDATION',
      details: { reason: 'unknown-county' },
    })
  })

  it('is confirmed once: twice gives the same job and one event', async () => {
    const { batchId, jobId } = await sendBatch(office, service.deps, { 'a.dat': file })
    const again = await batches.confirmBatch(office.as('admin'), service.deps, { batchId })
    expect(again).toEqual({ jobId })
    await service.expectAudit(office, { action: 'batch.confirm', objectId: batchId })
    const events = await withoutTenant(service.deps.db, (tx) => tx.select().from(outbox))
    const data = { tenantId: office.tenantId, jobId, batchId }
    expect(events.filter((event) => event.data['batchId'] === batchId)).toMatchObject([
      { name: 'cmr/batch.confirmed', data },
    ])
    expect(await batches.getBatch(office.as('auditor'), service.deps, { batchId })).toMatchObject({
      state: 'importing',
      jobs: [{ id: jobId, kind: 'import', state: 'queued' }],
      files: [{ name: 'a.dat', position: 1, state: 'waiting', upload: 'stored', size: file.length }],
    })
  })

  it('is not confirmed without files, nor while one is on its way', async () => {
    const analyst = office.as('analyst')
    const { id: batchId } = await batches.createBatch(analyst, service.deps, {})
    const confirm = () => batches.confirmBatch(analyst, service.deps, { batchId })
    await expect(confirm()).rejects.toMatchObject({ code: 'PRECONDITION', details: { reason: 'no-files' } })
    await files.beginUpload(analyst, service.deps, { batchId, name: 'a.dat', size: 10 })
    await expect(confirm()).rejects.toMatchObject({ code: 'PRECONDITION', details: { reason: 'files-incomplete' } })
  })

  it('is listed newest first, page by page', async () => {
    const fresh = await service.createOffice()
    const analyst = fresh.as('analyst')
    const ids: string[] = []
    for (let i = 0; i < 3; i++) ids.unshift((await batches.createBatch(analyst, service.deps, {})).id)
    const page = await batches.listBatches(analyst, service.deps, { page: '2', pageSize: 2 })
    expect(page).toMatchObject({ total: 3, batches: [{ id: ids[2] }] })
  })

  it('belongs to those with the permission', async () => {
    const { id: batchId } = await batches.createBatch(office.as('analyst'), service.deps, {})
    const forbidden = { code: 'FORBIDDEN' }
    await expect(batches.createBatch(office.as('attorney'), service.deps, {})).rejects.toMatchObject(forbidden)
    await expect(batches.confirmBatch(office.as('auditor'), service.deps, { batchId })).rejects.toMatchObject(forbidden)
  })

  it('belongs to its office', async () => {
    const { id: batchId } = await batches.createBatch(office.as('analyst'), service.deps, {})
    const foreign = stranger.as('admin')
    const missing = { code: 'NOT_FOUND', details: { reason: 'unknown-batch' } }
    await expect(batches.getBatch(foreign, service.deps, { batchId })).rejects.toMatchObject(missing)
    await expect(batches.confirmBatch(foreign, service.deps, { batchId })).rejects.toMatchObject(missing)
    expect(await batches.listBatches(foreign, service.deps, {})).toEqual({ batches: [], total: 0 })
  })
})
