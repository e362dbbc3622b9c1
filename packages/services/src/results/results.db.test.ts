import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { results } from '../index.ts'
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
      ...{ name: 'TESTPERSON,ÁNNE', literal: '11358 HS', county: 'Sacramento', disposedOn: '2011-03-01' },
      ...{ determination: 'Eligible for Dismissal', reason: 'Misdemeanor or Infraction', outcome: 'eligible' },
    })
    await service.expectAudit(office, { action: 'result.list', objectId: runId })
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
      ['TESTPERSON,ÁNNE', 'TESTPERSON,BERTA', 'TESTPERSON,CARLA', 'OTHERPERSON,DORA'],
    ],
  ] as const)('are sorted as asked: %j', async (input, expected) => {
    expect(await names(input)).toEqual(expected)
  })

  it.each([
    [{ name: 'testperson, anne' }, ['TESTPERSON,ÁNNE']],
    [{ name: 'Other' }, ['OTHERPERSON,DORA']],
    [{ literal: '11357 hs' }, ['OTHERPERSON,DORA', 'TESTPERSON,CARLA']],
    [{ reason: 'Misdemeanor or Infraction' }, ['TESTPERSON,ÁNNE']],
    [{ determination: 'Eligible for Reduction' }, []],
    [
      { outcome: 'eligible', disposedFrom: '2011-03-02', disposedTo: '2019-04-01' },
      ['TESTPERSON,BERTA', 'TESTPERSON,CARLA'],
    ],
    [{ county: 'Yolo' }, []],
    [
      { name: '', literal: '', disposedFrom: '', county: 'Sacramento' },
      ['OTHERPERSON,DORA', 'TESTPERSON,ÁNNE', 'TESTPERSON,BERTA', 'TESTPERSON,CARLA'],
    ],
  ])('are filtered as asked: %j', async (input, expected) => {
    const page = await list(input)
    expect(page.rows.map(({ name }) => name)).toEqual(expected)
    expect(page.total).toBe(expected.length)
  })

  it('count what each filter could be with the others on', async () => {
    const { facets, total } = await list({ reason: 'Misdemeanor or Infraction' })
    expect(total).toBe(1)
    expect(facets.determination).toEqual([{ value: 'Eligible for Dismissal', count: 1 }])
    expect(facets.reason).toEqual([
      { value: 'Dismiss all HS 11357 convictions', count: 2 },
      { value: 'Dismiss all HS 11359 convictions', count: 1 },
      { value: 'Misdemeanor or Infraction', count: 1 },
    ])
  })

  it('come in pages, as an address has them', async () => {
    const search = new URLSearchParams('page=2&pageSize=25&sort=name')
    const page = await list(Object.fromEntries(search))
    expect(page).toMatchObject({ rows: [], total: 4, query: { page: 2, pageSize: 25 } })
  })

  it.each([{ sort: 'ssn' }, { pageSize: 30 }, { page: 0 }, { color: 'red' }, { disposedFrom: 'yesterday' }])(
    'refuse a view they do not have: %j',
    async (input) => {
      // Safe: an address may say anything.
      const read = list(input as Parameters<typeof list>[0])
      await expect(read).rejects.toMatchObject({ code: 'VALIDATION', details: { reason: 'bad-input' } })
    },
  )

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
