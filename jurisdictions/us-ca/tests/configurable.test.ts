import { evaluateText } from '@cmr/conformance'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { california } from '../src/index.ts'
import { configurable } from '../src/rulesets/prop64-reference/configurable/ruleset.ts'
import { convictionFile, dojFile, type RowColumns } from './doj-rows.ts'

type Cells = Record<string, string>
interface GoldenTable {
  county: string
  asOf: string
  options: unknown
  rows: { row: RowColumns; expect?: Cells }[]
  summary: Record<string, unknown>
  variants: { name: string; options: unknown; reasons: Record<string, number>; impact: Record<string, number> }[]
}
interface Boundary {
  name: string
  given: { columns: RowColumns; more?: RowColumns[] }
  options?: unknown
  asOf?: string
  expect: { answer: string | null; cells?: Cells }
}

function fixture(name: string): unknown {
  return parse(readFileSync(new URL(`../fixtures/prop64-reference/${name}`, import.meta.url), 'utf8'))
}

const { headers } = configurable.results

function evaluate(text: string, run: { options: unknown; county: string; asOf: string }) {
  return evaluateText({ jurisdiction: california, ruleset: 'prop64-reference', profile: 'configurable', text, ...run })
}

function named(cells: readonly string[] | undefined): Cells {
  return Object.fromEntries((cells ?? []).map((cell, index) => [headers[index] ?? '', cell]))
}

/** The last cells of a line of the full result file, by header. Golden rows hold no commas or quotes in them. */
function computedCells(line: string): Cells {
  return named(line.split(',').slice(-headers.length))
}

describe('the golden table of the 58-county tool', () => {
  const golden = fixture('configurable-golden-table.yaml') as GoldenTable
  const text = dojFile(golden.rows.map(({ row }) => row))
  const run = evaluate(text, golden)
  const lines = (run.files['all-results'] ?? '').trimEnd().split('\n').slice(1)

  it.each(golden.rows.map(({ expect: cells }, row) => [row, cells ?? {}] as const))('row %i', (row, cells) => {
    const nothing = Object.fromEntries(headers.map((header) => [header, '']))
    expect(computedCells(lines[row] ?? '')).toEqual({ ...nothing, ...cells })
  })

  it('sums up as the original did', () => {
    expect(run.report).toEqual({ ...golden.summary, processingTimeInSeconds: 0 })
  })

  it.each(golden.variants.map((variant) => [variant.name, variant] as const))(
    'with %s',
    (_, { options, reasons, impact }) => {
      const variant = evaluate(text, { ...golden, options, asOf: '2020-07-01' })
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
    expect(evaluate(text, { ...golden, county: 'Lake' }).report).toMatchObject({
      county: 'LAKE',
      earliestConviction: '2019-11-11T00:00:00Z',
    })
  })
})

describe('boundaries of the 58-county tool', () => {
  it.each(
    (fixture('configurable-boundaries.yaml') as Boundary[]).map((boundary) => [boundary.name, boundary] as const),
  )('%s', (_, { given, options = {}, asOf = '2020-07-01', expect: wanted }) => {
    const text = convictionFile([given.columns, ...(given.more ?? []).map((more) => ({ ...given.columns, ...more }))])
    const run = evaluate(text, { options, asOf, county: 'San Joaquin' })
    const cells = named(run.cells.get(0))
    const answer = run.cells.has(0) ? `${cells['Eligibility Determination']} | ${cells['Eligibility Reason']}` : null
    expect(answer).toBe(wanted.answer)
    expect(cells).toMatchObject(wanted.cells ?? {})
  })
})
