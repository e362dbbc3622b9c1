import { withTenant } from '@cmr/db'
import { subjects } from '@cmr/db/schema'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { people, runs } from '../index.ts'
import { createService, type Office, type TestService } from '../test/create-office.ts'
import { dojFile } from '../test/doj-file.ts'
import { publishBatch, runEvaluation } from '../test/drive.ts'

let service: TestService
let office: Office
let published: { batchId: string; runId: string }
let subjectId: string

const text = dojFile([
  { SUBJECT_ID: '3', PRI_NAME: 'TESTPERSON,BERTA' },
  { SUBJECT_ID: '4', PRI_NAME: 'TESTPERSON,DORA' },
  {
    SUBJECT_ID: '3',
    OFFENSE_DESCR: '459 PC-TEST',
    STP_ORI_CNTY_NAME: 'YOLO',
    CNT_ORDER: '102001001000',
    OFN: 'J\xf3se',
  },
])

beforeAll(async () => {
  service = await createService({ chunkBytes: 500, subjectsPerPart: 1 })
  office = await service.createOffice()
  published = await publishBatch(office, service.deps, { 'a.dat': text })
  const [berta] = await withTenant(service.deps.db, office.tenantId, (tx) =>
    tx.select().from(subjects).where(eq(subjects.name, 'TESTPERSON,BERTA')),
  )
  subjectId = berta?.id ?? ''
})
afterAll(() => service.close())

describe('a person', () => {
  it('is shown with every conviction, its answer, the rule, the citations and the data used', async () => {
    const person = await people.getPerson(office.as('attorney'), service.deps, { subjectId })
    expect(person).toMatchObject({
      name: 'TESTPERSON,BERTA',
      bornOn: '1970-01-01',
      source: { batchId: published.batchId, files: [{ name: 'a.dat', rows: 2 }] },
      run: { id: published.runId, asOf: '2019-11-11' },
      policyVersion: 1,
      charges: [
        {
          literal: '11359 HS-TEST',
          file: 'a.dat',
          line: 2,
          county: 'Sacramento',
          caseLabel: 'TEST-1',
          disposedOn: '2010-01-01',
        },
        { literal: '459 PC-TEST', line: 4, county: 'Yolo', caseLabel: 'Jóse', given: { felony: true }, answer: null },
      ],
    })
    const answer = person.charges[0]?.answer
    expect(answer).toMatchObject({ outcome: { kind: 'eligible' }, relief: expect.any(String), procedure: null })
    const rule = answer?.floor.rule
    expect(rule).toMatchObject({
      summary: expect.any(String),
      citations: expect.arrayContaining([expect.objectContaining({ cite: expect.stringContaining('§') })]),
    })
    expect(answer?.policy).toBeNull()
    expect(answer?.explanation?.tried.filter(({ layer }) => layer === 'floor').at(-1)).toMatchObject({
      id: rule?.id,
      truth: 'met',
    })
    await service.expectAudit(office, { action: 'person.view', objectId: subjectId, actorKind: 'user' })
  })

  it('is shown with what the law presumed, whom that favors and on which authority', async () => {
    const person = await people.getPerson(office.as('analyst'), service.deps, { subjectId })
    const answer = person.charges[0]?.answer
    const [presumed] = answer?.floor.presumed ?? []
    expect(presumed).toMatchObject({
      label: expect.any(String),
      favors: 'person',
      citations: [{ cite: expect.any(String) }],
    })
    expect(answer?.explanation?.facts).toContainEqual(
      expect.objectContaining({ id: presumed?.id, label: presumed?.label, presumed: true }),
    )
  })

  it('is shown with the answers of the run asked for, once it is published', async () => {
    const attorney = office.as('attorney')
    const { runId } = await runs.requestRun(attorney, service.deps, { batchId: published.batchId, asOf: '2012-01-01' })
    const missing = { code: 'NOT_FOUND' }
    await expect(people.getPerson(attorney, service.deps, { subjectId, runId })).rejects.toMatchObject(missing)
    await runEvaluation(office, service.deps, runId)
    const person = await people.getPerson(attorney, service.deps, { subjectId, runId })
    expect(person.run).toMatchObject({ id: runId, asOf: '2012-01-01' })
    const before = await people.getPerson(attorney, service.deps, { subjectId, runId: published.runId })
    expect(before.run.asOf).toBe('2019-11-11')
  })

  it('is one person over all files of a batch, and every conviction says where it stands', async () => {
    const fresh = await service.createOffice()
    const own = { CII_NUMBER: 'A000000099', PRI_NAME: 'TESTPERSON,EDDA' }
    await publishBatch(fresh, service.deps, {
      'one.dat': dojFile([{ ...own, SUBJECT_ID: '8' }]),
      'two.dat': dojFile([{ ...own, SUBJECT_ID: '9', OFFENSE_DESCR: '11358 HS', OFN: 'TEST-2' }, { SUBJECT_ID: '10' }]),
    })
    const edda = await withTenant(service.deps.db, fresh.tenantId, (tx) =>
      tx.select().from(subjects).where(eq(subjects.name, 'TESTPERSON,EDDA')),
    )
    expect(edda).toHaveLength(1)
    const person = await people.getPerson(fresh.as('attorney'), service.deps, { subjectId: edda[0]?.id ?? '' })
    expect(person.source.files).toEqual([
      { name: 'one.dat', rows: 1 },
      { name: 'two.dat', rows: 1 },
    ])
    expect(person.charges).toMatchObject([
      { file: 'one.dat', line: 2, answer: { explanation: { tried: expect.any(Array) } } },
      { file: 'two.dat', line: 2, answer: { explanation: { tried: expect.any(Array) } } },
    ])
  })

  it('belongs to those with the permission and to their office', async () => {
    const nobody = { ...office.as('auditor'), actor: { kind: 'user', userId: '', roles: [] } } as const
    await expect(people.getPerson(nobody, service.deps, { subjectId })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const stranger = await service.createOffice()
    await expect(people.getPerson(stranger.as('admin'), service.deps, { subjectId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      details: { reason: 'unknown-person' },
    })
  })
})
