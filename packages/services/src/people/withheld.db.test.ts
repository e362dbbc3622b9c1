import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '../context.ts'
import { people, results, runs } from '../index.ts'
import { createService, type Office, type TestService } from '../test/create-office.ts'
import { dojFile } from '../test/doj-file.ts'
import { jobOfRun, publishBatch, runEvaluation } from '../test/drive.ts'

let service: TestService
let office: Office
let runId: string

const CANARIES = /CANARY|19(6[1-9]|70)-01-0|196\d/

beforeAll(async () => {
  service = await createService()
  office = await service.createOffice()
  const text = dojFile([
    { SUBJECT_ID: '1', PRI_NAME: 'CANARY,ZOE', PRI_DOB: '19610101', OFFENSE_DESCR: '11357 HS-TEST' },
    { SUBJECT_ID: '2', PRI_NAME: 'CANARY,ANN', PRI_DOB: '19620101', OFFENSE_DESCR: '11357.5 HS-TEST' },
  ])
  const { batchId } = await publishBatch(office, service.deps, { 'a.dat': text })
  const compare = { ruleset: 'prop64-reference', profile: 'configurable' }
  ;({ runId } = await runs.requestRun(office.as('analyst'), service.deps, { batchId, compare }))
  await jobOfRun(office, service.deps, runId)
  await runEvaluation(office, service.deps, runId)
})
afterAll(() => service.close())

const list = (ctx: Context, input = {}) => results.listResults(ctx, service.deps, { runId, ...input })
const differences = (ctx: Context) => runs.listDifferences(ctx, service.deps, { runId })
async function persons(ctx: Context) {
  const { rows } = await list(office.as('analyst'))
  return Promise.all(rows.map(({ subjectId }) => people.getPerson(ctx, service.deps, { subjectId, runId })))
}

describe('who may see answers and not whose they are', () => {
  it.each([
    ['results', list],
    ['differences', differences],
    ['persons', persons],
  ] as const)('gets %s without a name or a date of birth anywhere in them', async (_what, look) => {
    expect(JSON.stringify(await look(office.as('analyst')))).toMatch(CANARIES)
    const payload = JSON.stringify(await look(office.as('auditor')))
    expect(payload).toContain(people.NAME_WITHHELD)
    expect(payload).not.toMatch(CANARIES)
  })

  it('learns nothing from a search or the order of names', async () => {
    await expect(list(office.as('auditor'), { name: 'can' })).rejects.toMatchObject({
      details: { reason: 'missing-permission', permission: 'person:identify' },
    })
    const literals = async (ctx: Context) => (await list(ctx, { sort: 'name' })).rows.map(({ literal }) => literal)
    expect(await literals(office.as('analyst'))).toEqual(['11357.5 HS-TEST', '11357 HS-TEST'])
    expect(await literals(office.as('auditor'))).toEqual(['11357 HS-TEST', '11357.5 HS-TEST'])
  })
})
