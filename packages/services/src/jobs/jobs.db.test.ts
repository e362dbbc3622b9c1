import { listen } from '@cmr/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { imports, jobs, tenants } from '../index.ts'
import { createService, type Office, type TestService } from '../test/create-office.ts'
import { dojFile } from '../test/doj-file.ts'
import { sendBatch } from '../test/drive.ts'

let service: TestService
let office: Office
beforeAll(async () => {
  service = await createService()
  office = await service.createOffice()
})
afterAll(() => service.close())

const file = dojFile([{}])

describe('background work', () => {
  it('is woken by events that carry ids only, each marked when it was sent', async () => {
    const { jobId, batchId } = await sendBatch(office, service.deps, { 'a.dat': file })
    const events = await jobs.claimOutbox(service.deps)
    const own = events.find(({ data }) => data['jobId'] === jobId)
    expect(own).toMatchObject({ name: 'cmr/batch.confirmed', data: { tenantId: office.tenantId, jobId, batchId } })
    expect(await jobs.claimOutbox(service.deps)).toEqual(events)
    await jobs.markSent(service.deps, { ids: events.map(({ id }) => id) })
    expect(await jobs.claimOutbox(service.deps)).toEqual([])
    await jobs.markSent(service.deps, { ids: [] })
  })

  it('is found again when nothing has moved for a while', async () => {
    const { jobId, batchId } = await sendBatch(office, service.deps, { 'b.dat': dojFile([{ SUBJECT_ID: '7' }]) })
    const due = await jobs.listDueJobs(service.deps, { quietSeconds: 0 })
    expect(due).toContainEqual({
      jobId,
      name: 'cmr/batch.confirmed',
      data: { tenantId: office.tenantId, jobId, batchId },
    })
    expect(await jobs.listDueJobs(service.deps, { quietSeconds: 3600 })).toEqual([])
  })

  it('tells how far it came, with what it refused, and announces every change by id', async () => {
    const heard: string[] = []
    const stop = await listen(service.deps.db, 'progress', (payload) => heard.push(payload))
    const { jobId, batchId } = await sendBatch(office, service.deps, { 'empty.dat': '' })
    const analyst = office.as('analyst')
    const before = await jobs.getProgress(analyst, service.deps, { jobId })
    expect(before).toMatchObject({
      ...{ jobId, batchId, kind: 'import', state: 'queued', stage: 'inspect', error: null },
      files: [{ position: 1, name: 'empty.dat', state: 'waiting', rejection: null }],
    })
    const { files } = await imports.startImport(office.system, service.deps, { jobId })
    await imports.inspectFile(office.system, service.deps, { jobId, batchFileId: files[0]?.batchFileId ?? '' })
    const open = await jobs.getProgress(analyst, service.deps, { jobId })
    const told = heard.length
    await imports.finishImport(office.system, service.deps, { jobId })
    const after = await jobs.getProgress(analyst, service.deps, { jobId })
    expect(after).toMatchObject({ state: 'done', files: [{ state: 'rejected', rejection: { reason: 'empty-file' } }] })
    expect(after.updatedAt.getTime()).toBeGreaterThan(open.updatedAt.getTime())
    await expect.poll(() => heard.length).toBeGreaterThan(told)
    await expect
      .poll(() => heard.map((payload): unknown => JSON.parse(payload)))
      .toContainEqual({ tenantId: office.tenantId, jobId })
    await stop()
  })

  it('acts in the office its event names, when there is one', async () => {
    const ctx = await tenants.getSystemContext(service.deps, { tenantId: office.tenantId, requestId: 'r' })
    expect(ctx).toMatchObject({ actor: { kind: 'system' }, tenant: { id: office.tenantId, jurisdiction: 'us-ca' } })
    const nobody = { tenantId: '01936a00-0000-7000-8000-000000000000', requestId: 'r' }
    await expect(tenants.getSystemContext(service.deps, nobody)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is seen by its own office only', async () => {
    const { jobId } = await sendBatch(office, service.deps, { 'c.dat': dojFile([{ SUBJECT_ID: '8' }]) })
    const stranger = await service.createOffice()
    await expect(jobs.getProgress(stranger.as('admin'), service.deps, { jobId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    const nobody = { ...office.as('auditor'), actor: { kind: 'user', userId: '', roles: [] } } as const
    await expect(jobs.getProgress(nobody, service.deps, { jobId })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})
