import { getJurisdiction } from '@cmr/registry'
import type { Figure } from '@cmr/jurisdiction'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { dojFile } from '../test/doj-file.ts'
import { runAtTerminal } from '../test/run-at-terminal.ts'
import { runBin } from '../test/run-bin.ts'
import { runMain } from '../test/run-main.ts'
import { linesOf, sampleFile } from '../test/sample-file.ts'
import { makeWorkFolder } from '../test/work-folder.ts'

const SPAWN = 60_000
const RULES = ['--jurisdiction', 'us-ca', '--county', 'San Joaquin', '--as-of', '2024-07-01']

interface Report {
  readonly subjects: number
  readonly variants: readonly { readonly id: string; readonly label: string }[]
  readonly figures: readonly {
    readonly id: string
    readonly values: readonly number[]
    readonly differences: number[]
  }[]
}

/** Two files of one record set: some people stand in both. */
async function prepare() {
  const work = await makeWorkFolder()
  const [header = '', ...lines] = linesOf(sampleFile('San Joaquin', 1500))
  const files = [
    await work.write('one.csv', [header, ...lines.slice(0, 900)].join('\n')),
    await work.write('two.csv', [header, ...lines.slice(500)].join('\n')),
  ]
  return { work, files }
}

/** The figures of a run's own summary. */
function figuresOf(ruleset: string, profile: string | undefined, path: string): Figure[] {
  const found = getJurisdiction('us-ca').rulesets.find((known) => known.id === ruleset && known.profile === profile)
  // Safe: a summary is a JSON object.
  return [...(found?.summary.figures(JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>) ?? [])]
}

function columnOf({ figures }: Report, column: number): Record<string, number> {
  return Object.fromEntries(figures.map(({ id, values }) => [id, values[column] ?? NaN]))
}

describe('cmr what-if', { timeout: SPAWN }, () => {
  it.each([
    ['prop64', undefined, 'everything-the-statute-allows', { dismissWhen: { ageAtLeast: 60 } }],
    ['prop64-reference', 'los-angeles', 'final', { individualAge: 65 }],
  ])('comes to what a run of %s under the same options comes to', async (id, profile, preset, options) => {
    const { work, files } = await prepare()
    const file = await work.write('options.json', JSON.stringify(options))
    const rules = [...RULES, '--ruleset', id, ...(profile === undefined ? [] : ['--profile', profile])]
    const { code, out } = await runBin('what-if', ...rules, '--preset', preset, '--options', file, ...files)
    expect(code).toBe(0)
    // Safe: the command prints one JSON object of this shape.
    const report = JSON.parse(out) as Report
    const presets = getJurisdiction('us-ca').rulesets.find(
      (known) => known.id === id && known.profile === profile,
    )?.presets
    const wanted = [...new Set([Object.keys(presets ?? {})[0] ?? '', preset])]
    expect(report.variants.map((variant) => variant.id)).toEqual([...wanted, file])
    for (const [column, variant] of [...wanted, file].entries()) {
      const raw = variant === file ? options : presets?.[variant]?.options
      const path = await work.write(`options-${column}.json`, JSON.stringify(raw))
      const folder = work.path(`out-${column}`)
      const ended = await runMain('evaluate', ...rules, '--options', path, '--out', folder, ...files)
      expect([0, 5]).toContain(ended.code)
      const expected = figuresOf(id, profile, work.path(`out-${column}/summary.json`))
      expect(columnOf(report, column)).toMatchObject(
        Object.fromEntries(expected.map((figure) => [figure.id, figure.value])),
      )
    }
    const [first, ...others] = [...wanted, file].map((_, column) => columnOf(report, column))
    expect(others.some((column) => JSON.stringify(column) !== JSON.stringify(first))).toBe(true)
    for (const { values, differences } of report.figures) {
      expect(differences).toEqual(values.map((value) => value - (values[0] ?? 0)))
    }
  })

  it('is a table at a terminal, the statutory floor first, and writes nothing', async () => {
    const { work, files } = await prepare()
    const { code, out } = await runAtTerminal(100, 'what-if', ...RULES, '--preset', 'los-angeles-2020', ...files)
    expect(code).toBe(0)
    expect(out).toMatch(/^A {2}The statutory floor \(statutory-floor\)\nB {2}Los Angeles, 2020 \(los-angeles-2020\)\n/)
    expect(out).toMatch(/Dismiss and seal +[\d,]+ +[\d,]+ \(\+[\d,]+\)\n/)
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
    expect(readdirSync(work.path('.')).sort()).toEqual(['one.csv', 'two.csv'])
  })

  it('says how many rows were set aside', async () => {
    const work = await makeWorkFolder()
    const file = await work.write('people.csv', dojFile([{}, { OFN: 'TEST-2' }]) + 'too,few\n')
    const { code, out, err } = await runMain('what-if', ...RULES, file)
    expect({ code, err }).toEqual({ code: 5, err: expect.stringContaining('1 row was set aside') as string })
    expect(JSON.parse(out)).toMatchObject({ setAside: 1, subjects: 1 })
  })

  it.each([
    ['an unknown preset', ['--preset', 'none'], 2, 'There is no preset none.'],
    ['options that are no JSON', ['--options', 'FILE'], 2, 'is not JSON'],
    ['a file of another county', ['--county', 'Yolo'], 3, 'No row of the file names Yolo.'],
  ])('refuses %s', async (_what, wrong, expected, message) => {
    const work = await makeWorkFolder()
    const file = await work.write('people.csv', dojFile([{}]))
    const args = wrong.map((word) => (word === 'FILE' ? file : word))
    const { code, out, err } = await runMain('what-if', ...RULES, ...args, file)
    expect({ code, out }).toEqual({ code: expected, out: '' })
    expect(err).toContain(message)
  })
})
