import { withTenant } from '@cmr/db'
import { batchFiles, determinations, runFiles as runFileTable } from '@cmr/db/schema'
import type { ObjectStore } from '@cmr/storage'
import { and, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { batches, imports, jobs, policies, results, runFiles, runs, type ServiceDeps } from '../index.ts'
import { createService, type Office, type TestService, TEST_DAY } from '../test/create-office.ts'
import { dojFile, synthesize } from '../test/doj-file.ts'
import { HANDOVER, jobOfRun, publishBatch, runEvaluation, runImport, sendBatch } from '../test/drive.ts'

let service: TestService
let office: Office
let stranger: Office
beforeAll(async () => {
  service = await createService({ chunkBytes: 100_000, subjectsPerPart: 10 })
  stranger = await service.createOffice()
})
beforeEach(async () => {
  office = await service.createOffice()
})
afterAll(() => service.close())

const small = dojFile([{ SUBJECT_ID: '1' }, { SUBJECT_ID: '2', OFFENSE_DESCR: '11357 HS-TEST' }])
const ROWS = 300
const large = synthesize({ county: 'Sacramento', rows: ROWS, seed: 3 })

/** An imported batch and the plan of its first run. */
async function begin(texts: Readonly<Record<string, string>> = { 'a.dat': small }) {
  const { batchId, jobId: importJobId } = await sendBatch(office, service.deps, texts)
  const end = await runImport(office, service.deps, importJobId)
  const runId = end.state === 'ready' ? (end.runId ?? '') : ''
  const jobId = await jobOfRun(office, service.deps, runId)
  return { batchId, runId, jobId }
}

async function evaluateAll(jobId: string): Promise<string[]> {
  const { files } = await runs.startRun(office.system, service.deps, { jobId })
  for (const { batchFileId, parts } of files) {
    for (let no = 0; no < parts; no++) await runs.evaluateRange(office.system, service.deps, { jobId, batchFileId, no })
  }
  return files.map(({ batchFileId }) => batchFileId)
}

describe('a run', () => {
  it('has the same hash when its steps are taken twice and when its work is cut otherwise', async () => {
    const once = await publishBatch(office, service.deps, { 'a.dat': large })
    office = await service.createOffice()
    const twice = await publishBatch(office, service.deps, { 'b.dat': large }, 2)
    office = await service.createOffice()
    const settings = { chunkBytes: 1 << 20, subjectsPerPart: 1000 }
    const uncut = await publishBatch(office, { ...service.deps, settings }, { 'c.dat': large })
    expect(once.resultHash).toMatch(/^[0-9a-f]{64}$/)
    expect([twice.resultHash, uncut.resultHash]).toEqual([once.resultHash, once.resultHash])
  })

  it('hands over numbered files when the batch has several, and counts over all of them', async () => {
    const other = dojFile([{ SUBJECT_ID: '3' }])
    const { runId } = await publishBatch(office, service.deps, { 'a.dat': small, 'bad.dat': 'x', 'b.dat': other })
    const files = await runFiles.listRunFiles(office.as('auditor'), service.deps, { runId })
    expect(files.map(({ name, rows }) => [name, rows])).toEqual([
      ['All_Results_1.csv', 2],
      ['All_Results_3.csv', 1],
      ['All_Results_Condensed_1.csv', 2],
      ['All_Results_Condensed_3.csv', 1],
      ['Prop64_Results_1.csv', 2],
      ['Prop64_Results_3.csv', 1],
      ['ledger.json', null],
      ['quality.json', null],
      ['summary.json', null],
    ])
    const run = await runs.getRun(office.as('attorney'), service.deps, { runId })
    expect(run).toMatchObject({
      ...{ state: 'published', asOf: TEST_DAY, county: 'Sacramento' },
      batch: { publishedRunId: runId },
      policy: { version: 1, createdBy: null },
      job: { state: 'done' },
      ledger: { subjects: 3, rowsHeld: 3, determinations: 3 },
    })
    expect(run.report?.figures.length).toBeGreaterThan(3)
    for (const action of ['run.request', 'run.start', 'run.evaluate', 'run.write', 'run.publish']) {
      await service.expectAudit(office, { action, objectId: runId })
    }
  })

  it('shows its progress in rows, each counted once', async () => {
    const { runId, jobId } = await begin({ 'a.dat': large })
    await runEvaluation(office, service.deps, runId, 2)
    expect(await jobs.getProgress(office.as('analyst'), service.deps, { jobId })).toMatchObject({
      ...{ kind: 'evaluate', state: 'done', runId },
      stages: [
        { stage: 'evaluate', unit: 'rows', done: ROWS, total: ROWS },
        { stage: 'results', unit: 'rows', done: ROWS, total: ROWS },
      ],
    })
  })

  it('is not shown, by any door, until it is published', async () => {
    const { runId, jobId } = await begin()
    await evaluateAll(jobId)
    const attorney = office.as('attorney')
    const missing = { code: 'NOT_FOUND' }
    await expect(results.listResults(attorney, service.deps, { runId })).rejects.toMatchObject(missing)
    await expect(runFiles.listRunFiles(attorney, service.deps, { runId })).rejects.toMatchObject(missing)
    expect((await runs.getRun(attorney, service.deps, { runId })).report).toBeNull()
  })

  it('is asked for again with the policy of the day, and an equal request under way is answered with it', async () => {
    const { batchId, runId: first, resultHash } = await publishBatch(office, service.deps, { 'a.dat': small })
    const attorney = office.as('attorney')
    const options = { dismiss: { sections: ['11359'] } }
    await policies.savePolicy(attorney, service.deps, { options })
    const second = await runs.requestRun(attorney, service.deps, { batchId })
    expect(await runs.requestRun(attorney, service.deps, { batchId })).toEqual(second)
    await service.expectAudit(office, { action: 'run.request', objectId: second.runId, actorKind: 'user' })
    expect(await runEvaluation(office, service.deps, second.runId)).not.toBe(resultHash)
    const batch = await batches.getBatch(attorney, service.deps, { batchId })
    expect(batch.publishedRunId).toBe(second.runId)
    const listed = await runs.listRuns(attorney, service.deps, { batchId })
    expect(listed.runs.map(({ id, state }) => [id, state])).toEqual([
      [second.runId, 'published'],
      [first, 'published'],
    ])
    const earlier = await runs.requestRun(attorney, service.deps, { batchId, asOf: '2009-12-31' })
    expect(await runs.getRun(attorney, service.deps, { runId: earlier.runId })).toMatchObject({ asOf: '2009-12-31' })
  })

  it('is not shown when an answer is missing', async () => {
    const { jobId, runId } = await begin()
    const [batchFileId = ''] = await evaluateAll(jobId)
    await expect(runs.publishRun(office.system, service.deps, { jobId })).rejects.toMatchObject({
      code: 'PRECONDITION',
      details: { reason: 'chunks-open' },
    })
    await runs.writeResults(office.system, service.deps, { jobId, batchFileId })
    await withTenant(service.deps.ingestDb, office.tenantId, (tx) =>
      tx.delete(determinations).where(and(eq(determinations.runId, runId), eq(determinations.row, 0))),
    )
    await expect(runs.publishRun(office.system, service.deps, { jobId })).rejects.toMatchObject({
      code: 'INTERNAL',
      details: { reason: 'ledger-mismatch' },
      message: expect.stringContaining('1 convictions in scope, but the outcomes add up to 2.') as string,
    })
  })

  it('is not shown when a line of a file is not accounted for', async () => {
    const { jobId } = await begin()
    const [batchFileId = ''] = await evaluateAll(jobId)
    await runs.writeResults(office.system, service.deps, { jobId, batchFileId })
    await withTenant(service.deps.db, office.tenantId, (tx) =>
      tx.update(batchFiles).set({ ledger: sql`jsonb_set(ledger, '{lines}', '4')` }),
    )
    await expect(runs.publishRun(office.system, service.deps, { jobId })).rejects.toMatchObject({
      code: 'INTERNAL',
      details: { reason: 'ledger-mismatch' },
      message: expect.stringContaining(
        'File 1: 4 lines, but 1 header, 0 blank, 2 loaded and 0 set aside are 3.',
      ) as string,
    })
  })

  it('is refused for a batch that was imported before there were ledgers', async () => {
    const { batchId } = await publishBatch(office, service.deps, { 'a.dat': small })
    await withTenant(service.deps.db, office.tenantId, (tx) => tx.update(batchFiles).set({ ledger: null }))
    await expect(runs.requestRun(office.as('attorney'), service.deps, { batchId })).rejects.toMatchObject({
      code: 'PRECONDITION',
      details: { reason: 'import-outdated' },
    })
    const { jobId } = await sendBatch(office, service.deps, { 'a.dat': small })
    expect(await runImport(office, service.deps, jobId)).toMatchObject({ state: 'ready' })
  })

  it('of a ruleset that always numbers its files does so for one file, too', async () => {
    const { batchId } = await publishBatch(office, service.deps, { 'a.dat': small })
    const wanted = { ruleset: 'prop64-reference', profile: 'los-angeles' }
    const { runId } = await runs.requestRun(office.as('attorney'), service.deps, { batchId, ...wanted })
    await runEvaluation(office, service.deps, runId)
    const files = await runFiles.listRunFiles(office.as('auditor'), service.deps, { runId })
    expect(files.map(({ name }) => name)).toContain('doj_results_1.csv')
  })

  it('says what in the record makes its answers doubtful, once it is published', async () => {
    const undated = dojFile([
      { SUBJECT_ID: '1', STP_EVENT_DATE: '' },
      { SUBJECT_ID: '2', OFFENSE_DESCR: '99999 ZZ' },
    ])
    const { runId, jobId } = await begin({ 'a.dat': undated + 'no row\n' })
    const ask = () => runs.getQuality(office.as('auditor'), service.deps, { runId })
    await expect(ask()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await runEvaluation(office, service.deps, runId)
    const quality = await ask()
    expect(quality).toMatchObject({
      run: { id: runId },
      lines: { lines: 4, loadedRows: 2, setAside: { 'wrong-field-count': 1 } },
      files: [{ file: 0, name: 'a.dat' }],
    })
    expect(quality.findings.find(({ id }) => id === 'no-conviction-date')).toMatchObject({
      count: 1,
      examples: [{ file: 0, line: 2 }],
    })
    expect((await jobs.getProgress(office.as('analyst'), service.deps, { jobId })).state).toBe('done')
    const nobody = { ...office.as('auditor'), actor: { kind: 'user', userId: '', roles: [] } } as const
    await expect(runs.getQuality(nobody, service.deps, { runId })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(runs.getQuality(stranger.as('admin'), service.deps, { runId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('leaves no file of a broken attempt behind, and the next attempt ends well', async () => {
    const { jobId, runId } = await begin({ 'a.dat': large })
    const [batchFileId = ''] = await evaluateAll(jobId)
    const broken = {
      ...service.deps,
      settings: { ...service.deps.settings, leaseSeconds: 0 },
      store: brokenAfter(service.deps.store, 2),
    }
    const file = { jobId, batchFileId }
    await expect(runs.writeResults(office.system, broken, file)).rejects.toThrow('disk')
    expect(await service.listObjects(office)).toHaveLength(1)
    await runs.writeResults(office.system, service.deps, file)
    await runs.publishRun(office.system, service.deps, { jobId })
    expect(await service.listObjects(office)).toHaveLength(7)
    const { stages } = await jobs.getProgress(office.as('analyst'), service.deps, { jobId })
    expect(stages[1]).toMatchObject({ done: ROWS, total: ROWS })
    expect((await runFiles.listRunFiles(office.as('analyst'), service.deps, { runId })).length).toBe(6)
  })

  it('sweeps what a killed worker left half written', async () => {
    const { jobId } = await begin({ 'a.dat': large })
    const [batchFileId = ''] = await evaluateAll(jobId)
    // A worker that dies can neither end nor clean up: its store stops answering.
    const gone = brokenAfter({ ...service.deps.store, remove: () => Promise.resolve() }, 2)
    const dead = { ...service.deps, settings: { ...service.deps.settings, leaseSeconds: 0 }, store: gone }
    await expect(runs.writeResults(office.system, dead, { jobId, batchFileId })).rejects.toThrow('disk')
    expect((await service.listObjects(office)).length).toBeGreaterThan(1)
    await runs.writeResults(office.system, service.deps, { jobId, batchFileId })
    expect(await service.listObjects(office)).toHaveLength(4)
  })

  it('refuses the late end of a worker that lost its part', async () => {
    const { jobId } = await begin()
    const { files } = await runs.startRun(office.system, service.deps, { jobId })
    const part = { jobId, batchFileId: files[0]?.batchFileId ?? '', no: 0 }
    const late: ServiceDeps = {
      ...service.deps,
      settings: { ...service.deps.settings, leaseSeconds: 0 },
      keys: {
        ...service.deps.keys,
        current: async (tenantId) => {
          await runs.evaluateRange(office.system, service.deps, part)
          return service.deps.keys.current(tenantId)
        },
      },
    }
    await expect(runs.evaluateRange(office.system, late, part)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      details: { reason: 'lease-lost' },
    })
    expect(await withTenant(service.deps.db, office.tenantId, (tx) => tx.$count(determinations))).toBe(2)
  })

  it('that is given up leaves the published one in place and nothing of its own', async () => {
    const published = await publishBatch(office, service.deps, { 'a.dat': small })
    const objects = await service.listObjects(office)
    const attorney = office.as('attorney')
    const { runId } = await runs.requestRun(attorney, service.deps, { batchId: published.batchId, asOf: '2015-01-01' })
    const jobId = await jobOfRun(office, service.deps, runId)
    const [batchFileId = ''] = await evaluateAll(jobId)
    await runs.writeResults(office.system, service.deps, { jobId, batchFileId })
    const error = { reason: 'unexpected', message: 'It broke. Start a new run.' }
    for (let times = 0; times < 2; times++) await runs.failRun(office.system, service.deps, { jobId, ...error })
    expect(await runs.getRun(attorney, service.deps, { runId })).toMatchObject({ state: 'failed', job: { error } })
    expect((await service.listObjects(office)).sort()).toEqual(objects.sort())
    const left = await withTenant(service.deps.db, office.tenantId, async (tx) => [
      await tx.$count(determinations, eq(determinations.runId, runId)),
      await tx.$count(runFileTable, eq(runFileTable.runId, runId)),
    ])
    expect(left).toEqual([0, 0])
    expect((await results.listResults(attorney, service.deps, {})).run.id).toBe(published.runId)
    expect(await runs.startRun(office.system, service.deps, { jobId })).toEqual({ state: 'failed', files: [] })
    await service.expectAudit(office, { action: 'run.fail', objectId: runId })
  })

  it('is asked for by those with the permission, of a batch that is imported', async () => {
    const { batchId } = await sendBatch(office, service.deps, { 'a.dat': small })
    await expect(runs.requestRun(office.as('auditor'), service.deps, { batchId })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await expect(runs.requestRun(office.as('analyst'), service.deps, { batchId })).rejects.toMatchObject({
      code: 'PRECONDITION',
      details: { reason: 'batch-not-ready' },
    })
    office = await service.createOffice()
    const { jobId } = await begin()
    const admin = office.as('admin')
    const file = { jobId, batchFileId: jobId }
    for (const step of [
      () => runs.startRun(admin, service.deps, { jobId }),
      () => runs.evaluateRange(admin, service.deps, { ...file, no: 0 }),
      () => runs.writeResults(admin, service.deps, file),
      () => runs.publishRun(admin, service.deps, { jobId }),
      () => runs.failRun(admin, service.deps, { jobId, reason: 'x', message: 'x' }),
    ]) {
      await expect(step()).rejects.toMatchObject({ code: 'FORBIDDEN', details: { reason: 'system-only' } })
    }
  })

  it('belongs to its office', async () => {
    const { batchId, runId } = await publishBatch(office, service.deps, { 'a.dat': small })
    const { jobId } = await begin({ 'b.dat': dojFile([{ SUBJECT_ID: '9' }]) })
    const { files } = await runs.startRun(office.system, service.deps, { jobId })
    const file = { jobId, batchFileId: files[0]?.batchFileId ?? '' }
    const [listed] = await runFiles.listRunFiles(office.as('analyst'), service.deps, { runId })
    const [system, person] = [stranger.system, stranger.as('attorney')]
    for (const step of [
      () => runs.requestRun(person, service.deps, { batchId }),
      () => runs.getRun(person, service.deps, { runId }),
      () => runs.startRun(system, service.deps, { jobId }),
      () => runs.evaluateRange(system, service.deps, { ...file, no: 0 }),
      () => runs.writeResults(system, service.deps, file),
      () => runs.publishRun(system, service.deps, { jobId }),
      () => runs.failRun(system, service.deps, { jobId, reason: 'x', message: 'x' }),
      () => runFiles.listRunFiles(person, service.deps, { runId }),
      () => runFiles.openRunFile(person, service.deps, { runFileId: listed?.id ?? '', ...HANDOVER }),
      () => imports.finishImport(system, service.deps, { jobId }),
    ]) {
      await expect(step()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    expect(await runs.listRuns(person, service.deps, {})).toEqual({ runs: [], total: 0 })
  })
})

describe('a result file', () => {
  it('is downloaded by those with the permission, and the download is recorded', async () => {
    const { runId } = await publishBatch(office, service.deps, { 'a.dat': small })
    const listed = await runFiles.listRunFiles(office.as('auditor'), service.deps, { runId })
    const runFileId = listed[0]?.id ?? ''
    const { name, mediaType, size, body } = await runFiles.openRunFile(office.as('analyst'), service.deps, {
      runFileId,
      ...HANDOVER,
    })
    const parts: Buffer[] = []
    for await (const part of body) parts.push(part)
    const text = Buffer.concat(parts).toString('latin1')
    expect({ name, mediaType, size }).toEqual({ name: 'All_Results.csv', mediaType: 'text/csv', size: text.length })
    const [header = '', row = ''] = text.split('\n')
    expect(header.startsWith('RECORD_ID,SUBJECT_STATUS,')).toBe(true)
    expect(row.length).toBeGreaterThan(small.split('\n')[1]?.length ?? 0)
    await service.expectAudit(office, { action: 'run-file.download', objectId: runFileId, actorKind: 'user' })
    await expect(
      runFiles.openRunFile(office.as('auditor'), service.deps, { runFileId, ...HANDOVER }),
    ).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })
})

/** The same store, whose writers fail at their `writes`th write. */
function brokenAfter(store: ObjectStore, writes: number): ObjectStore {
  return {
    ...store,
    create: async (tenantId, objectId) => {
      const writer = await store.create(tenantId, objectId)
      let count = 0
      return {
        get size() {
          return writer.size
        },
        write: (bytes) => (++count < writes ? writer.write(bytes) : Promise.reject(new Error('disk full'))),
        flush: () => writer.flush(),
        close: () => writer.close(),
      }
    },
  }
}
