import { withoutTenant } from '@cmr/db'
import { outbox } from '@cmr/db/schema'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { batches, files } from '../index.ts'
import { createService, type Office, type TestService } from '../test/create-office.ts'
import { dojFile, dojLine } from '../test/doj-file.ts'
import { publishBatch, sendBatch } from '../test/drive.ts'

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

describe('rows that were set aside', () => {
  const rows = Array.from({ length: 6 }, (_, i) => dojLine({ SUBJECT_ID: String(i + 1) }))
  const damaged = [dojFile([]), ...rows.slice(0, 3), 'short,row\n', ...rows.slice(3), 'x"y,row\n', 'short\n'].join('')

  it('are listed by file and line with their reasons, page by page', async () => {
    const fresh = await service.createOffice()
    const { batchId } = await publishBatch(fresh, service.deps, { 'a.dat': dojFile([{}]), 'b.dat': damaged })
    const auditor = fresh.as('auditor')
    const page = await batches.listSetAside(auditor, service.deps, { batchId })
    expect(page.rows.map(({ file: name, line, reason }) => [name, line, reason])).toEqual([
      ['b.dat', 5, 'wrong-field-count'],
      ['b.dat', 9, 'bad-quote'],
      ['b.dat', 10, 'wrong-field-count'],
    ])
    expect(page.total).toBe(3)
    expect(page.reasons).toMatchObject([
      { reason: 'wrong-field-count', count: 2, label: expect.stringContaining('number of fields') },
      { reason: 'bad-quote', count: 1 },
    ])
    const second = { batchId, reason: 'wrong-field-count', page: 2, pageSize: 1 }
    expect(await batches.listSetAside(auditor, service.deps, second)).toMatchObject({ total: 2, rows: [{ line: 10 }] })
    const { files: sent } = await batches.getBatch(auditor, service.deps, { batchId })
    expect(sent[1]).toMatchObject({
      counties: [{ county: 'Sacramento', rows: 6 }],
      ledger: { lines: 10, headerLines: 1, loadedLines: 6, setAsideLines: 3, setAside: { 'bad-quote': 1 } },
    })
  })

  it('belong to their office', async () => {
    const { batchId } = await sendBatch(office, service.deps, { 'c.dat': dojFile([{ SUBJECT_ID: '77' }]) })
    const nobody = { ...office.as('auditor'), actor: { kind: 'user', userId: '', roles: [] } } as const
    await expect(batches.listSetAside(nobody, service.deps, { batchId })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(batches.listSetAside(stranger.as('admin'), service.deps, { batchId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      details: { reason: 'unknown-batch' },
    })
  })
})
