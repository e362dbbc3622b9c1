import { withTenant } from '@cmr/db'
import { charges, subjects, subjectSlices } from '@cmr/db/schema'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { batches, imports, jobs } from '../index.ts'
import { createService, type Office, type TestService } from '../test/create-office.ts'
import { dojFile } from '../test/doj-file.ts'
import { runImport, sendBatch } from '../test/drive.ts'

let service: TestService
let office: Office
// A few records a chunk, so that a bad row stands in a chunk behind good ones.
beforeAll(async () => {
  service = await createService({ chunkBytes: 500, subjectsPerPart: 2 })
})
afterAll(() => service.close())

const people = (count: number) => Array.from({ length: count }, (_, i) => ({ SUBJECT_ID: `1000000${i}` }))
const good = dojFile([{ SUBJECT_ID: '20000001' }])
const whole = dojFile(people(12))
const lines = whole.split('\n')

async function stored(): Promise<number[]> {
  return withTenant(service.deps.db, office.tenantId, async (tx) => [
    await tx.$count(subjectSlices),
    await tx.$count(subjects),
    await tx.$count(charges),
  ])
}

describe('a file that cannot be used', () => {
  it.each([
    ['empty', '', 'empty-file', 1],
    ['too short', 'RECORD_ID', 'file-too-short', 1],
    ['without records', whole.slice(0, whole.indexOf('\n') + 1), 'no-records', 1],
    ['binary', `\u0001\u0002\u0003\u0004\0\0${'x'.repeat(500)}`, 'binary-file', 1],
    ['of lines that are no rows', lines[0] + '\nonly,three,fields\n'.repeat(3), 'mostly-malformed', 2],
    ['in UTF-16', '\u00ff\u00fe' + [...whole].join('\0'), 'utf-16', 1],
    ['whose header lacks a column', whole.replace('CNT_ORDER', 'TEST'), 'missing-columns', 1],
    ['of another county', dojFile([{ STP_ORI_CNTY_NAME: 'YOLO' }]), 'other-county', undefined],
    ['of no county', dojFile([{ STP_ORI_CNTY_NAME: 'NOWHERE' }]), 'other-county', undefined],
  ])('%s is refused with its reason and line, leaves nothing, and the others go on', async (_, text, reason, line) => {
    office = await service.createOffice()
    const { batchId, jobId } = await sendBatch(office, service.deps, { 'bad.dat': text, 'good.dat': good })
    expect(await runImport(office, service.deps, jobId, 2)).toMatchObject({ state: 'ready' })
    const batch = await batches.getBatch(office.as('analyst'), service.deps, { batchId })
    const [bad, loaded] = batch.files
    expect(bad).toMatchObject({ state: 'rejected', rejection: { reason, message: expect.stringMatching(/\w{3}.*\./) } })
    expect(bad?.rejection?.line).toBe(line)
    expect(loaded).toMatchObject({ state: 'loaded', rows: 1, lines: 2 })
    expect(await stored()).toEqual([1, 1, 1])
    await service.expectAudit(office, { action: 'file.reject', objectId: bad?.id ?? '' })
    const { stages } = await jobs.getProgress(office.as('analyst'), service.deps, { jobId })
    for (const { done, total } of stages) expect(done).toBe(total)
  })

  it('of another county is told apart by the counties its rows name', async () => {
    office = await service.createOffice()
    const text = dojFile([{ STP_ORI_CNTY_NAME: 'YOLO' }, { STP_ORI_CNTY_NAME: 'SOLANO', CNT_ORDER: '102001001000' }])
    const { batchId, jobId } = await sendBatch(office, service.deps, { 'bad.dat': text })
    expect(await runImport(office, service.deps, jobId)).toEqual({ state: 'failed' })
    const batch = await batches.getBatch(office.as('analyst'), service.deps, { batchId })
    expect(batch.state).toBe('failed')
    expect(batch.files[0]?.rejection?.message).toContain('names Sacramento; its rows name Yolo, Solano.')
    expect(await imports.finishImport(office.system, service.deps, { jobId })).toEqual({ state: 'failed' })
  })

  it('that was imported before is refused by date, in a later batch and in the same one', async () => {
    office = await service.createOffice()
    const first = await sendBatch(office, service.deps, { 'a.dat': good, 'copy.dat': good })
    await runImport(office, service.deps, first.jobId)
    const second = await sendBatch(office, service.deps, { 'again.dat': good })
    expect(await runImport(office, service.deps, second.jobId)).toEqual({ state: 'failed' })
    for (const [batchId, index] of [
      [first.batchId, 1],
      [second.batchId, 0],
    ] as const) {
      const batch = await batches.getBatch(office.as('analyst'), service.deps, { batchId })
      expect(batch.files[index]?.rejection).toMatchObject({
        reason: 'duplicate-file',
        message: expect.stringMatching(/sent on [A-Z][a-z]+ \d+, \d{4}, which was imported already/),
      })
    }
    expect(await stored()).toEqual([1, 1, 1])
  })

  it('may be sent again when it was refused before: it is looked at anew', async () => {
    office = await service.createOffice()
    const text = dojFile([{ STP_ORI_CNTY_NAME: 'YOLO' }])
    for (let times = 0; times < 2; times++) {
      const { batchId, jobId } = await sendBatch(office, service.deps, { 'bad.dat': text })
      await runImport(office, service.deps, jobId)
      const batch = await batches.getBatch(office.as('analyst'), service.deps, { batchId })
      expect(batch.files[0]?.rejection?.reason).toBe('other-county')
    }
  })
})
