import { describe, expect, it } from 'vitest'
import { configurable } from '../src/rulesets/prop64-reference/configurable/ruleset.ts'
import { dojFile, type RowColumns } from './doj-rows.ts'
import { type Cells, describeBoundaries, evaluateReference, fixture } from './reference-fixtures.ts'

interface GoldenTable {
  county: string
  asOf: string
  options: unknown
  rows: { row: RowColumns; expect?: Cells }[]
  summary: Record<string, unknown>
  variants: { name: string; options: unknown; reasons: Record<string, number>; impact: Record<string, number> }[]
}

describe('the golden table of the 58-county tool', () => {
  const golden = fixture('configurable-golden-table.yaml') as GoldenTable
  const text = dojFile(golden.rows.map(({ row }) => row))
  const run = evaluateReference('configurable', text, golden)
  const lines = (run.files['all-results'] ?? '').trimEnd().split('\n').slice(1)

  it.each(golden.rows.map(({ expect: cells }, row) => [row, cells ?? {}] as const))('row %i', (row, cells) => {
    const nothing = Object.fromEntries(run.headers.map((header) => [header, '']))
    expect(run.cellsIn(lines[row] ?? '')).toEqual({ ...nothing, ...cells })
  })

  it('sums up as the original did', () => {
    expect(run.report).toEqual({ ...golden.summary, processingTimeInSeconds: 0 })
  })

  it.each(golden.variants.map((variant) => [variant.name, variant] as const))(
    'with %s',
    (_, { options, reasons, impact }) => {
      const variant = evaluateReference('configurable', text, { ...golden, options, asOf: '2020-07-01' })
      const counted: Record<string, number> = {}
      for (const cells of variant.cells.values()) {
        const reason = cells[configurable.results.reason] ?? ''
        counted[reason] = (counted[reason] ?? 0) + 1
      }
      expect(counted).toEqual(reasons)
      expect(variant.report.reliefWithCurrentEligibilityChoices).toEqual(impact)
    },
  )

  it('reports the day it is made where no conviction is in the county', () => {
    expect(evaluateReference('configurable', text, { ...golden, county: 'Lake' }).report).toMatchObject({
      county: 'LAKE',
      earliestConviction: '2019-11-11T00:00:00Z',
    })
  })
})

describeBoundaries({
  title: 'boundaries of the 58-county tool',
  file: 'configurable-boundaries.yaml',
  profile: 'configurable',
  county: 'San Joaquin',
  asOf: '2020-07-01',
})
