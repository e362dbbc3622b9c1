import { describe, expect, it } from 'vitest'
import { dojFile, type RowColumns } from './doj-rows.ts'
import { type Cells, describeBoundaries, evaluateReference, fixture } from './reference-fixtures.ts'

interface GoldenTable {
  county: string
  asOf: string
  options: unknown
  rows: { row: RowColumns; expect?: Cells }[]
  report: Record<string, unknown>
}

describe('the golden table of Contra Costa', () => {
  const golden = fixture('contra-costa-golden-table.yaml') as GoldenTable
  const run = evaluateReference('contra-costa', dojFile(golden.rows.map(({ row }) => row)), golden)
  const lines = (run.files['doj-results'] ?? '').trimEnd().split('\n').slice(1)

  it.each(golden.rows.map(({ expect: cells }, row) => [row, cells ?? {}] as const))('row %i', (row, cells) => {
    const nothing = Object.fromEntries(run.headers.map((header) => [header, '']))
    expect(run.cellsIn(lines[row] ?? '')).toEqual({ ...nothing, ...cells })
  })

  it('reports the figures of the original', () => {
    const { county, processingTimeInSeconds, ...report } = structuredClone(run.report)
    expect(county).toBe('CONTRA COSTA')
    expect(processingTimeInSeconds).toBe(0)
    const inCounty = report.prop64ConvictionsInCounty as Record<string, unknown>
    expect(inCounty.earliestConviction).toBe('1979-06-01T00:00:00Z')
    delete inCounty.earliestConviction
    expect(report).toEqual(golden.report)
  })
})

for (const [profile, county] of [
  ['san-joaquin', 'San Joaquin'],
  ['contra-costa', 'Contra Costa'],
] as const) {
  describeBoundaries({
    title: `boundaries of ${county}`,
    file: 'related-charge-boundaries.yaml',
    profile,
    county,
    asOf: '2019-11-11',
  })
}

describeBoundaries({
  title: 'boundaries of Sacramento',
  file: 'sacramento-boundaries.yaml',
  profile: 'sacramento',
  county: 'Sacramento',
  asOf: '2019-11-11',
})

describe.each([
  ['dismiss-all', 'Dismiss all Prop 64 charges', null],
  ['dismiss-all-related', 'Dismiss all Prop 64 and related charges', 'related'],
] as const)('%s', (profile, reason, related) => {
  const row = { SUBJECT_ID: '1', STP_ORI_CNTY_NAME: 'LAKE', DISP_DESCR: 'CONVICTED', CONV_STAT_DESCR: 'FELONY' }
  const text = dojFile([
    { ...row, CNT_ORDER: '101001001000', OFFENSE_DESCR: '11360 HS-TEST', STP_EVENT_DATE: '20190101' },
    { ...row, CNT_ORDER: '101001002000', OFFENSE_DESCR: '148 PC-TEST' },
    { ...row, CNT_ORDER: '101001003000', OFFENSE_DESCR: '187 PC-TEST' },
    { ...row, CNT_ORDER: '102001001000', OFFENSE_DESCR: '11357 HS-TEST', STP_ORI_CNTY_NAME: 'YOLO' },
  ])

  it('dismisses whatever is in its scope, whenever it was', () => {
    const run = evaluateReference(profile, text, { options: {}, county: 'Lake', asOf: '2020-07-01' })
    const answer = `Eligible for Dismissal | ${reason}`
    expect([0, 1, 2, 3].map((index) => run.answerOf(index))).toEqual([answer, related && answer, null, null])
  })
})
