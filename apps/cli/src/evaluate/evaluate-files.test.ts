import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Progress } from '../progress.ts'
import { linesOf, OPTIONS, sampleFile } from '../test/sample-file.ts'
import { makeWorkFolder, type WorkFolder } from '../test/work-folder.ts'
import { evaluateFiles, type RunOutcome } from './evaluate-files.ts'

const spec = {
  ...{ jurisdiction: 'us-ca', ruleset: 'prop64-reference', profile: 'configurable' },
  ...{ county: 'San Joaquin', asOf: '2019-11-11', options: JSON.parse(OPTIONS) as unknown },
}
const SUBJECT_ID = 2

interface Evaluated {
  readonly results: Readonly<Record<string, readonly string[]>>
  readonly summary: Record<string, unknown>
}

async function run(work: WorkFolder, byteText: string): Promise<RunOutcome> {
  const files = [await work.write('input.csv', byteText)]
  const request = { spec, now: '2019-11-11', anyCounty: false, threads: 1, files, folder: work.path('out') }
  return evaluateFiles(request, new Progress({ write: () => true }), new AbortController().signal)
}

async function evaluate(byteText: string): Promise<Evaluated> {
  const work = await makeWorkFolder()
  await run(work, byteText)
  const results = Object.fromEntries(
    readdirSync(work.path('out'))
      .filter((name) => name.endsWith('.csv'))
      .map((name) => [name, linesOf(readFileSync(work.path(`out/${name}`), 'latin1'))]),
  )
  // Safe: a summary is a JSON object.
  const summary = JSON.parse(readFileSync(work.path('out/summary.json'), 'utf8')) as Record<string, unknown>
  return { results, summary: { ...summary, processingTimeInSeconds: 0 } }
}

/** The same rows with those of each person in their order, but dealt out over the whole file. */
function dealOut(rows: readonly string[]): string[] {
  const people = new Map<string, string[]>()
  for (const row of rows) {
    const key = row.split(',')[SUBJECT_ID] ?? ''
    people.set(key, [...(people.get(key) ?? []), row])
  }
  const queues = [...people.values()]
  const dealt: string[] = []
  for (let turn = 0; dealt.length < rows.length; turn++) {
    const row = queues[(turn * 7) % queues.length]?.shift()
    if (row !== undefined) dealt.push(row)
  }
  return dealt
}

describe('evaluateFiles', { timeout: 60_000 }, () => {
  const [header = '', ...rows] = linesOf(sampleFile('San Joaquin', 3001))

  it('comes to the same whether the rows of a person stand together or far apart', async () => {
    const dealt = dealOut(rows)
    expect(dealt).not.toEqual(rows)
    const together = await evaluate([header, ...rows].join('\n'))
    const apart = await evaluate([header, ...dealt].join('\n'))
    expect(apart.summary).toEqual(together.summary)
    for (const [name, lines] of Object.entries(together.results)) {
      expect(apart.results[name]?.[0]).toBe(lines[0])
      expect(apart.results[name]?.slice().sort()).toEqual(lines.slice().sort())
    }
    // Rows keep the order of the input.
    const written = apart.results['All_Results.csv']?.slice(1).map((line) => line.split(',')[0])
    expect(written).toEqual(dealt.map((line) => line.split(',')[0]))
  })

  it('takes a person whose rows fill many pieces as one person', async () => {
    const onePerson = rows.map((row) => row.replace(/^(\d+,FOUND),\d+,/, '$1,10000001,'))
    const { results, summary } = await evaluate([header, ...onePerson].join('\n'))
    expect(results['All_Results.csv']).toHaveLength(rows.length + 1)
    expect(summary['subjectsWithProp64ConvictionCountInCounty']).toBe(1)
  })

  it('reads a file without a header, with blank lines and without a last line end', async () => {
    const plain = await evaluate([header, ...rows].join('\n'))
    const odd = await evaluate(rows.join('\n\n'))
    expect(odd).toEqual(plain)
  })

  it('refuses with the first malformed row, also when a later one is met first, and leaves no results', async () => {
    const moved = dealOut(rows)
    const bad = (row: string): string => `${row},one more`
    const early = 1000
    const ofFirstPerson = moved.findLastIndex((row) => row.split(',')[SUBJECT_ID] === moved[0]?.split(',')[SUBJECT_ID])
    expect(ofFirstPerson).toBeGreaterThan(early)
    const lines = moved.map((row, i) => (i === early || i === ofFirstPerson ? bad(row) : row))
    const work = await makeWorkFolder()
    const { files } = await run(work, [header, ...lines].join('\n'))
    expect(files[0]).toMatchObject({ refused: { reason: 'wrong-field-count', line: early + 2 } })
    expect(readdirSync(work.path('out'))).toEqual(['errors.json'])
  })
})
