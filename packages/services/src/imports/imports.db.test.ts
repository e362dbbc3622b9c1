import { withTenant } from '@cmr/db'
import { charges, jobChunks, subjects, subjectSlices } from '@cmr/db/schema'
import type { ObjectStore } from '@cmr/storage'
import { asc } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { batches, imports, jobs, type ServiceDeps } from '../index.ts'
import { createService, type Office, type TestService } from '../test/create-office.ts'
import { dojFile } from '../test/doj-file.ts'
import { runImport, sendBatch } from '../test/drive.ts'

let service: TestService
let office: Office
let stranger: Office
beforeAll(async () => {
  service = await createService({ chunkBytes: 500, subjectsPerPart: 2 })
  stranger = await service.createOffice()
})
beforeEach(async () => {
  office = await service.createOffice()
})
afterAll(() => service.close())

// Subjects 1 to 5; the rows of subject 1 stand apart, in different chunks.
const text = dojFile([
  { SUBJECT_ID: '1', PRI_NAME: 'TESTPERSON,ÁNNE' },
  ...['2', '3', '4', '5'].map((id) => ({ SUBJECT_ID: id, PRI_NAME: `TESTPERSON,NO ${id}` })),
  {
    SUBJECT_ID: '1',
    CNT_ORDER: '102001001000',
    OFFENSE_DESCR: '459 PC-TEST',
    STP_ORI_CNTY_NAME: 'YOLO',
    OFN: 'TEST-2',
  },
  { SUBJECT_ID: '1', STP_TYPE_DESCR: 'DECEASED', DISP_DESCR: '', CNT_ORDER: '103001001000' },
])

/** Starts, inspects and returns what the other steps take. */
async function begin(deps = service.deps) {
  const { batchId, jobId } = await sendBatch(office, deps, { 'a.dat': text })
  const { files } = await imports.startImport(office.system, deps, { jobId })
  const batchFileId = files[0]?.batchFileId ?? ''
  const inspection = await imports.inspectFile(office.system, deps, { jobId, batchFileId })
  const chunks = inspection.state === 'accepted' ? inspection.chunks : 0
  return { batchId, jobId, batchFileId, chunks, chunk: (no: number) => ({ jobId, batchFileId, no }) }
}

describe('an import', () => {
  it('stores every subject once, in order, with its charges, whatever the chunks', async () => {
    const { batchId, jobId } = await sendBatch(office, service.deps, { 'a.dat': text })
    const end = await runImport(office, service.deps, jobId)
    expect(end).toMatchObject({ state: 'ready', runId: expect.any(String) })
    const [people, crimes] = await withTenant(service.deps.db, office.tenantId, async (tx) => [
      await tx.select().from(subjects).orderBy(asc(subjects.ordinal)),
      await tx.select().from(charges).orderBy(asc(charges.row)),
    ])
    expect(
      people.map(({ ordinal, name, nameKey, rowCount, bornOn }) => [ordinal, name, nameKey, rowCount, bornOn]),
    ).toEqual([
      [0, 'TESTPERSON,ÁNNE', 'testperson anne', 3, '1970-01-01'],
      [1, 'TESTPERSON,NO 2', 'testperson no 2', 1, '1970-01-01'],
      [2, 'TESTPERSON,NO 3', 'testperson no 3', 1, '1970-01-01'],
      [3, 'TESTPERSON,NO 4', 'testperson no 4', 1, '1970-01-01'],
      [4, 'TESTPERSON,NO 5', 'testperson no 5', 1, '1970-01-01'],
    ])
    expect(crimes).toHaveLength(6)
    expect(crimes.at(-1)).toMatchObject({
      ...{
        subjectId: people[0]?.id,
        row: 5,
        line: 7,
        chargeIndex: 1,
        literal: '459 PC-TEST',
        disposedOn: '2010-01-01',
      },
      ...{
        caseId: '102001',
        caseLabel: 'TEST-2',
        county: 'Yolo',
        given: { county: 'YOLO', felony: true, caseNumber: 'TEST-2' },
      },
    })
    expect(await batches.getBatch(office.as('analyst'), service.deps, { batchId })).toMatchObject({
      state: 'ready',
      files: [{ state: 'loaded', rows: 7, lines: 8 }],
      jobs: [
        { kind: 'import', state: 'done' },
        { kind: 'evaluate', state: 'queued', runId: end.state === 'ready' ? end.runId : '' },
      ],
    })
    for (const action of ['import.start', 'file.inspect', 'file.load', 'import.link', 'file.build', 'import.finish']) {
      await service.expectAudit(office, { action, actorKind: 'system' })
    }
    await service.expectAudit(office, { action: 'run.request' })
  })

  it('comes to the same when every step is taken twice', async () => {
    const { jobId } = await sendBatch(office, service.deps, { 'a.dat': text })
    await runImport(office, service.deps, jobId, 2)
    const counts = await withTenant(service.deps.db, office.tenantId, async (tx) => [
      await tx.$count(subjectSlices),
      await tx.$count(subjects),
      await tx.$count(charges),
    ])
    expect(counts).toEqual([6, 5, 6])
    const { stages, state } = await jobs.getProgress(office.as('auditor'), service.deps, { jobId })
    expect(state).toBe('done')
    expect(stages).toEqual([
      { stage: 'inspect', unit: 'bytes', done: text.length, total: text.length },
      { stage: 'load', unit: 'rows', done: 7, total: 7 },
      { stage: 'people', unit: 'rows', done: 7, total: 7 },
    ])
  })

  it('does not depend on the order its pieces are done in', async () => {
    const { jobId, chunk, chunks } = await begin()
    for (let no = chunks - 1; no >= 0; no--) await imports.loadChunk(office.system, service.deps, chunk(no))
    const linking = await imports.linkSubjects(office.system, service.deps, { jobId })
    for (let no = (linking.files[0]?.parts ?? 0) - 1; no >= 0; no--) {
      await imports.buildPeople(office.system, service.deps, chunk(no))
    }
    const [people, crimes] = await withTenant(service.deps.db, office.tenantId, async (tx) => [
      await tx.select().from(subjects).orderBy(asc(subjects.ordinal)),
      await tx.select().from(charges).orderBy(asc(charges.row)),
    ])
    expect(people.map(({ firstRow }) => firstRow)).toEqual([0, 1, 2, 3, 4])
    const first = crimes.filter(({ subjectId }) => subjectId === people[0]?.id)
    expect(first.map(({ row, chargeIndex }) => [row, chargeIndex])).toEqual([
      [0, 0],
      [5, 1],
    ])
  })

  it('keeps no row of the file readable in the database', async () => {
    const { jobId } = await sendBatch(office, service.deps, { 'a.dat': text })
    await runImport(office, service.deps, jobId)
    const rows = await withTenant(service.deps.db, office.tenantId, (tx) => tx.select().from(subjectSlices))
    for (const { sealed, subjectKey } of rows) {
      expect(sealed.includes('TESTPERSON')).toBe(false)
      expect(subjectKey).toHaveLength(32)
    }
  })

  it('refuses the late end of a worker that lost its chunk, and the other’s work stands', async () => {
    const { chunk, jobId } = await begin()
    // The first worker's lease is over at once; while it still reads, another takes the chunk and finishes it.
    const late: ServiceDeps = {
      ...service.deps,
      settings: { ...service.deps.settings, leaseSeconds: 0 },
      store: readingAfter(service.deps.store, () => imports.loadChunk(office.system, service.deps, chunk(0))),
    }
    await expect(imports.loadChunk(office.system, late, chunk(0))).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      details: { reason: 'lease-lost' },
    })
    const [slices, first] = await withTenant(service.deps.db, office.tenantId, async (tx) => [
      await tx.select().from(subjectSlices),
      (await tx.select().from(jobChunks).orderBy(asc(jobChunks.no)))[0],
    ])
    expect(first).toMatchObject({ state: 'done', attempts: 2 })
    expect(slices).toHaveLength(first?.rowCount ?? 0)
    const { stages } = await jobs.getProgress(office.as('analyst'), service.deps, { jobId })
    expect(stages[1]?.done).toBe(first?.rowCount)
  })

  it('asks a second worker to wait while a chunk is held', async () => {
    const { chunk } = await begin()
    const busy: ServiceDeps = {
      ...service.deps,
      store: readingAfter(service.deps.store, async () => {
        await expect(imports.loadChunk(office.system, service.deps, chunk(0))).rejects.toMatchObject({
          code: 'UNAVAILABLE',
          details: { reason: 'chunk-leased' },
        })
      }),
    }
    expect(await imports.loadChunk(office.system, busy, chunk(0))).toEqual({ state: 'done' })
  })

  it('does not go on before the step before is whole', async () => {
    const { jobId, chunk, chunks } = await begin()
    const open = { code: 'PRECONDITION', details: { reason: 'chunks-open' } }
    await imports.loadChunk(office.system, service.deps, chunk(0))
    await expect(imports.linkSubjects(office.system, service.deps, { jobId })).rejects.toMatchObject(open)
    for (let no = 1; no < chunks; no++) await imports.loadChunk(office.system, service.deps, chunk(no))
    await imports.linkSubjects(office.system, service.deps, { jobId })
    await expect(imports.finishImport(office.system, service.deps, { jobId })).rejects.toMatchObject(open)
  })

  it('is not shown when rows are missing', async () => {
    const { jobId, chunk, chunks, batchId } = await begin()
    for (let no = 0; no < chunks; no++) await imports.loadChunk(office.system, service.deps, chunk(no))
    const linking = await imports.linkSubjects(office.system, service.deps, { jobId })
    for (let no = 0; no < (linking.files[0]?.parts ?? 0); no++) {
      await imports.buildPeople(office.system, service.deps, chunk(no))
    }
    await withTenant(service.deps.ingestDb, office.tenantId, async (tx) => {
      const [slice] = await tx.select().from(subjectSlices)
      await tx.execute(`delete from app.subject_slices where id = '${slice?.id ?? ''}'`)
    })
    await expect(imports.finishImport(office.system, service.deps, { jobId })).rejects.toMatchObject({
      code: 'INTERNAL',
      details: { reason: 'ledger-mismatch' },
    })
    expect(await batches.getBatch(office.as('analyst'), service.deps, { batchId })).toMatchObject({
      state: 'importing',
    })
  })

  it('that is given up leaves the reason and nothing else', async () => {
    const { jobId, chunk, batchId } = await begin()
    await imports.loadChunk(office.system, service.deps, chunk(0))
    for (let times = 0; times < 2; times++) {
      await imports.failImport(office.system, service.deps, {
        jobId,
        reason: 'unexpected',
        message: 'It broke. Send it again.',
      })
    }
    const error = { reason: 'unexpected', message: 'It broke. Send it again.' }
    expect(await batches.getBatch(office.as('analyst'), service.deps, { batchId })).toMatchObject({
      state: 'failed',
      files: [{ state: 'rejected', rejection: error }],
      jobs: [{ state: 'failed', error }],
    })
    const left = await withTenant(service.deps.db, office.tenantId, (tx) => tx.$count(subjectSlices))
    expect(left).toBe(0)
    expect(await imports.startImport(office.system, service.deps, { jobId })).toEqual({ state: 'failed', files: [] })
    expect(await imports.loadChunk(office.system, service.deps, chunk(1))).toEqual({ state: 'rejected' })
    await service.expectAudit(office, { action: 'import.fail', objectId: jobId })
  })

  it('is background work: no person takes its steps', async () => {
    const { jobId, batchFileId, chunk } = await begin()
    const admin = office.as('admin')
    const file = { jobId, batchFileId }
    const problem = { reason: 'x', message: 'x' }
    const { deps } = service
    for (const step of [
      () => imports.startImport(admin, deps, { jobId }),
      () => imports.inspectFile(admin, deps, file),
      () => imports.loadChunk(admin, deps, chunk(0)),
      () => imports.linkSubjects(admin, deps, { jobId }),
      () => imports.buildPeople(admin, deps, chunk(0)),
      () => imports.rejectFile(admin, deps, { ...file, ...problem }),
      () => imports.finishImport(admin, deps, { jobId }),
      () => imports.failImport(admin, deps, { jobId, ...problem }),
    ]) {
      await expect(step()).rejects.toMatchObject({ code: 'FORBIDDEN', details: { reason: 'system-only' } })
    }
  })

  it('belongs to its office', async () => {
    const { jobId, batchFileId, chunk } = await begin()
    const foreign = stranger.system
    const file = { jobId, batchFileId }
    const problem = { reason: 'x', message: 'x' }
    const { deps } = service
    for (const step of [
      () => imports.startImport(foreign, deps, { jobId }),
      () => imports.inspectFile(foreign, deps, file),
      () => imports.loadChunk(foreign, deps, chunk(0)),
      () => imports.linkSubjects(foreign, deps, { jobId }),
      () => imports.buildPeople(foreign, deps, chunk(0)),
      () => imports.rejectFile(foreign, deps, { ...file, ...problem }),
      () => imports.finishImport(foreign, deps, { jobId }),
      () => imports.failImport(foreign, deps, { jobId, ...problem }),
    ]) {
      await expect(step()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
  })
})

/** The same store, which lets something else happen before it gives the first bytes. */
function readingAfter(store: ObjectStore, meanwhile: () => Promise<unknown>): ObjectStore {
  return {
    ...store,
    async *read(...args) {
      await meanwhile()
      yield* store.read(...args)
    },
  }
}
