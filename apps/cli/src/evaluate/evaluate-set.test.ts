import { evaluateText } from '@cmr/conformance'
import { getJurisdiction } from '@cmr/registry'
import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { linesOf, sampleFile } from '../test/sample-file.ts'
import { makeWorkFolder } from '../test/work-folder.ts'
import { type EvaluatedSet, evaluateSet, type SetStage } from './evaluate-set.ts'
import { LocalLane } from './lane.ts'
import { runLedger } from './ledger.ts'
import { loadProgram } from './program-spec.ts'
import { resultPaths } from './result-files.ts'

const jurisdiction = getJurisdiction('us-ca')
const spec = {
  ...{ jurisdiction: 'us-ca', ruleset: 'prop64', county: 'San Joaquin', asOf: '2025-07-01' },
  options: { dismiss: { sections: ['11357', '11359'], nonFelonies: true } },
}
const { program, format } = loadProgram(spec)
const { files: RESULTS } = program.ruleset.results

interface Split {
  readonly lanes: number
  readonly rangeBytes: number
}

/** Evaluates texts on several lanes that take turns in this thread. Gives the result files of each, by id, and the stages. */
async function evaluateSplit(texts: readonly string[], { lanes: count, rangeBytes }: Split) {
  const work = await makeWorkFolder()
  const folder = work.path('.')
  const inputs = await Promise.all(
    texts.map(async (text, i) => ({
      path: await work.write(`input-${i}.txt`, text),
      outputs: resultPaths(folder, RESULTS, i + 1, 2),
    })),
  )
  const lanes = Array.from({ length: count }, () => new LocalLane(spec, spec.asOf, async () => setImmediate()))
  const [local] = lanes
  if (local === undefined) throw new Error('a set needs a lane')
  const stages: string[] = []
  const host = { local, lanesFor: () => lanes, begin: ({ name }: SetStage) => void stages.push(name), rangeBytes }
  const set: EvaluatedSet = await evaluateSet({ inputs, program, format, anyCounty: true }, host)
  const files = inputs.map(({ outputs }) =>
    Object.fromEntries(outputs.map((path, i) => [RESULTS[i]?.id, readFileSync(path, 'latin1')])),
  )
  return { set, files, stages }
}

function plainly(text: readonly string[]) {
  return evaluateText({ ...spec, jurisdiction, text })
}

const [header = '', ...rows] = linesOf(sampleFile('San Joaquin', 400, 11))

/** What happens to a row of a real file. */
const damage = fc.constantFrom<(row: string) => string>(
  ...[(row: string) => row, (row: string) => row, (row: string) => row, (row: string) => row],
  (row) => `${row}\r`,
  (row) => `\n${row}`,
  (row) => `${row},one more`,
  (row) => row.replace(',', ',"'),
  (row) => row.replace(/,(\d{8}),/, ',"$1",'),
  (row) => row.replace(/[^,]*$/, '"on two\nlines"'),
  (row) => row.replace(/[^,]*$/, '"on two\n\nand "" lines\n"'),
  (row) => row.replace(/FOUND,\d+,/, 'FOUND,,'),
  (row) => row.replace(/FOUND,\d+,/, 'FOUND,10000001,'),
  (row) => row.replace('FOUND', 'FO\0ND'),
)

/** Rows dealt out to two files, some of them in both, some damaged. */
const twoFiles = fc
  .array(fc.tuple(damage, fc.constantFrom('first', 'first', 'second', 'both')), {
    minLength: rows.length,
    maxLength: rows.length,
  })
  .map((fates) => {
    const texts = { first: [header], second: [header] }
    fates.forEach(([change, place], i) => {
      const row = change(rows[i] ?? '')
      if (place !== 'second') texts.first.push(row)
      if (place !== 'first') texts.second.push(row)
    })
    return [texts.first.join('\n'), texts.second.join('\n') + '\n']
  })

const split = fc.record({ lanes: fc.integer({ min: 1, max: 3 }), rangeBytes: fc.integer({ min: 300, max: 60_000 }) })

describe('evaluateSet', { timeout: 120_000 }, () => {
  it('comes to what the plain way comes to, however the work is split', async () => {
    await fc.assert(
      fc.asyncProperty(twoFiles, split, async (texts, how) => {
        const expected = plainly(texts)
        const { set, files } = await evaluateSplit(texts, how)
        expect(runLedger(set.files, set.tally)).toEqual(expected.runLedger)
        expect(set.files.map(({ setAside }) => setAside)).toEqual(expected.inputs.map(({ setAside }) => setAside))
        expect(files).toEqual(expected.inputs.map((input) => input.files))
        const report = program.ruleset.summary.report(
          [{ state: set.tally.summary, rows: set.files.reduce((sum, { ledger }) => sum + ledger.loadedRows, 0) }],
          { ...program.environment, now: spec.asOf, seconds: 0 },
        )
        expect(report).toEqual(expected.report)
      }),
      { numRuns: 12 },
    )
  })

  it('notices malformed rows that it skimmed at first, without reading anything again', async () => {
    const bad = (row: string): string => `${row},one more`
    const damaged = [header, ...rows.map((row, i) => (i % 9 === 4 ? bad(row) : row))].join('\n')
    const { set, files, stages } = await evaluateSplit([damaged], { lanes: 2, rangeBytes: 150_000 })
    const expected = plainly([damaged])
    expect(expected.runLedger.files[0]?.setAsideRows).toBe(rows.filter((_, i) => i % 9 === 4).length)
    expect(set.tally.setAside.length).toBeGreaterThan(0)
    expect(runLedger(set.files, set.tally)).toEqual(expected.runLedger)
    expect(set.files.map(({ setAside }) => setAside)).toEqual(expected.inputs.map(({ setAside }) => setAside))
    expect(files).toEqual(expected.inputs.map((input) => input.files))
    expect(stages).toEqual(['indexing', 'evaluating'])
  })

  it('refuses a file of which most rows turn out to be malformed, with how many they are', async () => {
    const damaged = [header, ...rows.map((row, i) => (i % 3 === 0 ? row : `${row},one more`))].join('\n')
    const refused = evaluateSplit([damaged], { lanes: 2, rangeBytes: 150_000 })
    const bad = rows.filter((_, i) => i % 3 !== 0).length
    const message = expect.stringContaining(`${bad} of the ${rows.length} rows cannot be read`) as string
    await expect(refused).rejects.toMatchObject({ file: 0, cause: { message } })
  })

  it('finds columns by their names where they have moved, and takes a person in two files as one', async () => {
    const fields = (line: string): string[] => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    const moved = (line: string): string => [...fields(line).slice(40), ...fields(line).slice(0, 40)].join(',')
    const halves = [rows.filter((_, i) => i % 2 === 0), rows.filter((_, i) => i % 2 === 1)]
    const texts = [
      [header, ...(halves[0] ?? [])].join('\n'),
      '\u00ef\u00bb\u00bf' + [header, ...(halves[1] ?? [])].map(moved).join('\r\n'),
    ]
    const { set, files } = await evaluateSplit(texts, { lanes: 2, rangeBytes: 20_000 })
    const whole = plainly([[header, ...rows].join('\n')])
    expect(set.tally.people).toBe(whole.runLedger.subjects)
    expect(set.tally.determinations).toBe(whole.runLedger.determinations)
    expect(files).toEqual(plainly(texts).inputs.map((input) => input.files))
    expect(files[1]?.['all-results']?.split('\n')[0]).toBe(whole.files['all-results']?.split('\n')[0])
  })
})
