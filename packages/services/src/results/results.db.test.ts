import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { policies, results } from '../index.ts'
import { createService, type Office, type TestService } from '../test/create-office.ts'
import { dojFile } from '../test/doj-file.ts'
import { publishBatch } from '../test/drive.ts'

let service: TestService
let office: Office
let stranger: Office
let runId: string

const text = dojFile([
  { SUBJECT_ID: '1', PRI_NAME: 'TESTPERSON,CARLA', OFFENSE_DESCR: '11357 HS-TEST', STP_EVENT_DATE: '20120301' },
  {
    SUBJECT_ID: '2',
    PRI_NAME: 'TESTPERSON,ÁNNE',
    OFFENSE_DESCR: '11358 HS-TEST',
    STP_EVENT_DATE: '20110301',
    CONV_STAT_DESCR: 'MISDEMEANOR',
  },
  { SUBJECT_ID: '3', PRI_NAME: 'TESTPERSON,BERTA', OFFENSE_DESCR: '11359 HS-TEST', STP_EVENT_DATE: '20190401' },
  {
    SUBJECT_ID: '3',
    PRI_NAME: 'TESTPERSON,BERTA',
    OFFENSE_DESCR: '459 PC-TEST',
    STP_ORI_CNTY_NAME: 'YOLO',
    CNT_ORDER: '102001001000',
  },
  { SUBJECT_ID: '4', PRI_NAME: 'OTHERPERSON,DORA', OFFENSE_DESCR: '11357 HS-TEST', STP_EVENT_DATE: '' },
])

beforeAll(async () => {
  service = await createService()
  office = await service.createOffice()
  stranger = await service.createOffice()
  ;({ runId } = await publishBatch(office, service.deps, { 'a.dat': text }))
})
afterAll(() => service.close())

const PLANTS = 'An adult of 21 may grow this number of plants today.'
const AMOUNT = 'An adult of 21 may possess this amount today.'

const list = (input: Parameters<typeof results.listResults>[2]) =>
  results.listResults(office.as('attorney'), service.deps, input)
const names = async (input: Parameters<typeof results.listResults>[2]) =>
  (await list(input)).rows.map(({ name }) => name)

describe('the results', () => {
  it('show every answer of the run published last, by name', async () => {
    const page = await list({})
    expect(page.run.id).toBe(runId)
    expect(page.total).toBe(4)
    expect(page.rows[1]).toMatchObject({
      ...{ name: 'TESTPERSON,ÁNNE', literal: '11358 HS-TEST', county: 'Sacramento', disposedOn: '2011-03-01' },
      ...{ determination: 'Dismiss and seal', reason: PLANTS, outcome: 'eligible' },
    })
    await service.expectAudit(office, { action: 'result.list', objectId: runId })
  })

  it('show both layers of each answer, and what was presumed in words', async () => {
    const { rows } = await list({ name: 'Testperson,Carla' })
    expect(rows).toMatchObject([
      {
        presumed: ['Weight in grams', 'Age at the offense'],
        floor: { outcome: { kind: 'eligible' }, relief: 'Dismiss and seal', presumed: true },
        policy: null,
        refused: false,
      },
    ])
  })

  it('show what the office’s policy did', async () => {
    const kind = await service.createOffice()
    const options = { dismiss: { sections: ['11359'] } }
    await policies.savePolicy(kind.as('attorney'), service.deps, { options })
    await publishBatch(kind, service.deps, { 'b.dat': dojFile([{}, { SUBJECT_ID: '2', OFFENSE_DESCR: '11360 HS' }]) })
    const ask = (input: Parameters<typeof results.listResults>[2]) =>
      results.listResults(kind.as('attorney'), service.deps, input)
    const { rows } = await ask({ policy: 'improve' })
    expect(rows).toMatchObject([
      {
        literal: '11359 HS-TEST',
        determination: 'Dismiss and seal',
        floor: { relief: 'Redesignate as an infraction' },
        policy: { effect: 'improve', relief: 'Dismiss and seal', differs: true },
      },
    ])
    expect((await ask({ policy: 'none' })).rows).toMatchObject([{ literal: '11360 HS', policy: null }])
  })

  it.each([
    [{}, ['OTHERPERSON,DORA', 'TESTPERSON,ÁNNE', 'TESTPERSON,BERTA', 'TESTPERSON,CARLA']],
    [{ direction: 'desc' }, ['TESTPERSON,CARLA', 'TESTPERSON,BERTA', 'TESTPERSON,ÁNNE', 'OTHERPERSON,DORA']],
    [{ sort: 'disposed_on' }, ['TESTPERSON,ÁNNE', 'TESTPERSON,CARLA', 'TESTPERSON,BERTA', 'OTHERPERSON,DORA']],
    [
      { sort: 'disposed_on', direction: 'desc' },
      ['TESTPERSON,BERTA', 'TESTPERSON,CARLA', 'TESTPERSON,ÁNNE', 'OTHERPERSON,DORA'],
    ],
    [{ sort: 'literal' }, ['TESTPERSON,CARLA', 'OTHERPERSON,DORA', 'TESTPERSON,ÁNNE', 'TESTPERSON,BERTA']],
    [
      { sort: 'reason', direction: 'desc' },
      ['OTHERPERSON,DORA', 'TESTPERSON,BERTA', 'TESTPERSON,CARLA', 'TESTPERSON,ÁNNE'],
    ],
  ] as const)('are sorted as asked: %j', async (input, expected) => {
    expect(await names(input)).toEqual(expected)
  })

  it.each([
    [{ name: 'testperson, anne' }, ['TESTPERSON,ÁNNE']],
    [{ name: 'Other' }, ['OTHERPERSON,DORA']],
    [{ literal: '11357 hs' }, ['OTHERPERSON,DORA', 'TESTPERSON,CARLA']],
    [{ reason: PLANTS }, ['TESTPERSON,ÁNNE']],
    [{ determination: 'Redesignate as a misdemeanor' }, []],
    [{ determination: 'Needs review', floor: 'ask' }, ['TESTPERSON,BERTA']],
    [{ presumed: 'yes' }, ['TESTPERSON,ÁNNE', 'TESTPERSON,CARLA']],
    [{ presumed: 'no', floor: 'needs_review' }, ['OTHERPERSON,DORA']],
    [{ policy: 'improve' }, []],
    [{ policy: 'none', presumed: '', floor: 'eligible' }, ['TESTPERSON,ÁNNE', 'TESTPERSON,CARLA']],
    [{ disposedFrom: '2011-03-02', disposedTo: '2019-04-01' }, ['TESTPERSON,BERTA', 'TESTPERSON,CARLA']],
    [{ county: 'Yolo' }, []],
    [
      { name: '', literal: '', disposedFrom: '', county: 'Sacramento' },
      ['OTHERPERSON,DORA', 'TESTPERSON,ÁNNE', 'TESTPERSON,BERTA', 'TESTPERSON,CARLA'],
    ],
  ] as const)('are filtered as asked: %j', async (input, expected) => {
    const page = await list(input)
    expect(page.rows.map(({ name }) => name)).toEqual(expected)
    expect(page.total).toBe(expected.length)
  })

  it('count what each filter could be with the others on', async () => {
    const { facets, total } = await list({ reason: PLANTS, presumed: 'yes' })
    expect(total).toBe(1)
    expect(facets.determination).toEqual([{ value: 'Dismiss and seal', count: 1 }])
    expect(facets.reason).toEqual([
      { value: PLANTS, count: 1 },
      { value: AMOUNT, count: 1 },
    ])
  })

  it('say how often each fact was presumed, whom that favors and on which authority', async () => {
    const facts = await results.listPresumptions(office.as('auditor'), service.deps, { runId })
    expect(facts[0]).toMatchObject({ label: 'Age at the offense', favors: 'person', count: 2 })
    expect(facts[0]?.citations[0]?.cite).toContain('11361.8')
    await expect(results.listPresumptions(stranger.as('admin'), service.deps, { runId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('come in pages, as an address has them', async () => {
    const search = new URLSearchParams('page=2&pageSize=25&sort=name')
    const page = await list(Object.fromEntries(search))
    expect(page).toMatchObject({ rows: [], total: 4, query: { page: 2, pageSize: 25 } })
  })

  it.each([
    { sort: 'ssn' },
    { pageSize: 30 },
    { page: 0 },
    { color: 'red' },
    { policy: 'unkind' },
    { disposedFrom: 'yesterday' },
  ])('refuse a view they do not have: %j', async (input) => {
    // Safe: an address may say anything.
    const read = list(input as Parameters<typeof list>[0])
    await expect(read).rejects.toMatchObject({ code: 'VALIDATION', details: { reason: 'bad-input' } })
  })

  it('belong to those with the permission and to their office', async () => {
    const nobody = { ...office.as('auditor'), actor: { kind: 'user', userId: '', roles: [] } } as const
    await expect(results.listResults(nobody, service.deps, {})).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(results.listResults(stranger.as('admin'), service.deps, { runId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(results.listResults(stranger.as('admin'), service.deps, {})).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})
