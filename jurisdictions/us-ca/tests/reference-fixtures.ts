import { evaluateText } from '@cmr/conformance'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { california } from '../src/index.ts'
import { convictionFile, type RowColumns } from './doj-rows.ts'

type Profile =
  'configurable' | 'los-angeles' | 'sacramento' | 'san-joaquin' | 'contra-costa' | 'dismiss-all' | 'dismiss-all-related'
export type Cells = Record<string, string>

/** Days and texts at the edge of a rule. See the head of any of the files. */
interface Boundary {
  name: string
  given: { columns: RowColumns; more?: RowColumns[] }
  options?: unknown
  asOf?: string
  expect: { answer?: string | null; answers?: (string | null)[]; cells?: Cells }
}

export function fixture(name: string): unknown {
  return parse(readFileSync(new URL(`../fixtures/prop64-reference/${name}`, import.meta.url), 'utf8'))
}

/** Evaluates a file under a profile, with its computed cells by header. */
export function evaluateReference(
  profile: Profile,
  text: string,
  run: { options: unknown; county: string; asOf: string },
) {
  const evaluated = evaluateText({ jurisdiction: california, ruleset: 'prop64-reference', profile, text, ...run })
  const { results } = california.rulesets.find((ruleset) => ruleset.profile === profile) ?? {}
  const headers = results?.headers ?? []
  const named = (cells: readonly string[] | undefined): Cells =>
    Object.fromEntries((cells ?? []).map((cell, index) => [headers[index] ?? '', cell]))
  const cellsOf = (row: number): Cells => named(evaluated.cells.get(row))
  return {
    ...evaluated,
    headers,
    cellsOf,
    /** The computed cells of a line of a result file; golden rows hold no commas or quotes in them. */
    cellsIn: (line: string): Cells => named(line.split(',').slice(-headers.length)),
    /** "determination | reason", or null for a row without an answer. */
    answerOf(row: number): string | null {
      const { 'Eligibility Determination': determination = '', 'Eligibility Reason': reason = '' } = cellsOf(row)
      return evaluated.cells.has(row) ? `${determination} | ${reason}` : null
    },
  }
}

interface BoundaryRun {
  readonly title: string
  readonly file: string
  readonly profile: Profile
  readonly county: string
  readonly asOf: string
}

/** One test for each boundary of a file. */
export function describeBoundaries({ title, file, profile, county, asOf: day }: BoundaryRun): void {
  describe(title, () => {
    it.each((fixture(file) as Boundary[]).map((boundary) => [boundary.name, boundary] as const))(
      '%s',
      (_, { given, options = {}, asOf = day, expect: wanted }) => {
        const first = { STP_ORI_CNTY_NAME: county.toUpperCase(), ...given.columns }
        const rows = [first, ...(given.more ?? []).map((more) => ({ ...first, ...more }))]
        const run = evaluateReference(profile, convictionFile(rows), { options, asOf, county })
        if (wanted.answer !== undefined) expect(run.answerOf(0)).toBe(wanted.answer)
        if (wanted.answers !== undefined) expect(rows.map((_row, row) => run.answerOf(row))).toEqual(wanted.answers)
        expect(wanted.answer !== undefined || wanted.answers !== undefined).toBe(true)
        expect(run.cellsOf(0)).toMatchObject(wanted.cells ?? {})
      },
    )
  })
}
