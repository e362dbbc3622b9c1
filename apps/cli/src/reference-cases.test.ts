import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { evaluateFiles } from './evaluate/evaluate-files.ts'
import { Progress } from './progress.ts'
import { readPilotTextReport } from './test/pilot-text-report.ts'

/** A folder of files with what the original tool made of them; see its README. */
const cases = process.env['CMR_REFERENCE_CASES']
const RESULTS = ['All_Results.csv', 'All_Results_Condensed.csv', 'Prop64_Results.csv']

function readJson(path: string): Record<string, unknown> {
  // Safe: the files of the cases are JSON objects.
  return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
}

function unzip(path: string): Buffer {
  return gunzipSync(readFileSync(path))
}

/** Where two files first differ, in words short enough to read. */
function firstDifference(ours: Buffer, theirs: Buffer): string | undefined {
  if (ours.equals(theirs)) return undefined
  const ourLines = ours.toString('latin1').split('\n')
  const theirLines = theirs.toString('latin1').split('\n')
  const line = theirLines.findIndex((text, i) => text !== ourLines[i])
  return `line ${line + 1}\n  ours:   ${ourLines[line]}\n  theirs: ${theirLines[line]}`
}

/** `cases` is the folder itself or the one above it; its options stand beside it. */
function locate(folder: string): { configurable: string; options: string; pilots: string } {
  const configurable = [join(folder, 'configurable'), join(folder, 'reference/configurable'), folder].find(
    (path) => existsSync(path) && readdirSync(path).some((name) => name.startsWith('seed_')),
  )
  if (configurable === undefined) throw new Error(`CMR_REFERENCE_CASES names ${folder}, which holds no cases.`)
  const options = [join(configurable, '../../options'), join(configurable, '../options')].find(existsSync)
  if (options === undefined) throw new Error(`There is no folder of options beside ${configurable}.`)
  const pilots = [join(configurable, '../pilots'), join(folder, 'pilots')].find(existsSync)
  if (pilots === undefined) throw new Error(`There is no folder of pilots beside ${configurable}.`)
  return { configurable, options, pilots }
}

/** Where a case holds what a pilot wrote, and under which profile we do the same. */
const PILOTS: Readonly<Record<string, string>> = {
  los_angeles: 'los-angeles',
  sacramento: 'sacramento',
  san_joaquin: 'san-joaquin',
  contra_costa: 'contra-costa',
}
const SUPERSTRIKES = 'Superstrike Code Section(s)'

/** A result file with the superstrikes of each row in order of text: the original's own order is one of chance (D22). */
function withSortedSuperstrikes(file: Buffer): Buffer {
  const records = parseCsv(file.toString('latin1'))
  const column = records[0]?.indexOf(SUPERSTRIKES) ?? -1
  const sorted = records.map((fields, row) =>
    fields.map((field, index) => (row > 0 && index === column ? field.split(';').sort().join(';') : field)),
  )
  return Buffer.from(
    sorted.map((fields) => fields.map((field) => JSON.stringify(field)).join(',')).join('\n'),
    'latin1',
  )
}

/** Fields of each record; the files hold quoted fields with line ends in them. */
function parseCsv(text: string): string[][] {
  const fields = /("(?:[^"]|"")*"|[^,\n]*)(,|\n)/g
  const records: string[][] = [[]]
  for (const [, field = '', end] of text.matchAll(fields)) {
    records.at(-1)?.push(field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field)
    if (end === '\n') records.push([])
  }
  records.pop()
  return records
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** "2016-11-09T00:00:00Z" as the text report says it: "November 2016". */
function monthOf(instant: unknown): string {
  const [year = '', month = ''] = String(instant).split('-')
  return `${MONTHS[Number(month) - 1] ?? ''} ${year}`
}

if (cases === undefined) {
  console.warn('The reference cases did NOT run: CMR_REFERENCE_CASES does not name their folder.')
  describe.skip('reference cases (not run: CMR_REFERENCE_CASES is not set)', () => {
    it.skip('compares every result file with the original tool, byte by byte', () => undefined)
  })
} else {
  const { configurable, options, pilots } = locate(cases)

  describe.each(readdirSync(configurable).filter((name) => name.startsWith('seed_')))('%s', (seed) => {
    const folder = join(configurable, seed)
    const meta = readJson(join(folder, 'meta.json'))
    let work = ''

    beforeAll(async () => {
      work = await mkdtemp(join(tmpdir(), 'cmr-reference-'))
      await writeFile(join(work, 'input.csv'), unzip(join(folder, 'input.csv.gz')))
    })
    afterAll(async () => {
      await rm(work, { recursive: true })
    })

    it.each(['A', 'B', 'C', 'D'])('comes to what the original tool made of it with options %s', async (set) => {
      const asOf = String(meta['computeAt'])
      const spec = {
        ...{ jurisdiction: 'us-ca', ruleset: 'prop64-reference', profile: 'configurable' },
        ...{ county: String(meta['county']), asOf, options: readJson(join(options, `${set}.json`)) },
      }
      const out = join(work, set)
      const request = { spec, now: asOf, anyCounty: false, threads: 1, files: [join(work, 'input.csv')], folder: out }
      await evaluateFiles(request, new Progress({ write: () => true }), new AbortController().signal)

      for (const name of RESULTS) {
        const difference = firstDifference(readFileSync(join(out, name)), unzip(join(folder, set, `${name}.gz`)))
        expect(difference, name).toBeUndefined()
      }
      const { processingTimeInSeconds, ...summary } = readJson(join(out, 'summary.json'))
      const { processingTimeInSeconds: _, ...expected } = readJson(join(folder, set, 'summary_now.json'))
      expect(processingTimeInSeconds).toBeTypeOf('number')
      expect(summary).toEqual(expected)
    })
  })

  describe.each(readdirSync(pilots))('%s', (name) => {
    const folder = join(pilots, name)
    const meta = readJson(join(folder, 'meta.json'))
    const profile = PILOTS[String(meta['flow'])]
    const out = join(tmpdir(), `cmr-reference-${process.pid}-${name}`)
    const results = readdirSync(folder).filter((file) => file.startsWith('doj_results'))
    let summary: Record<string, unknown> = {}

    beforeAll(async () => {
      const input = `${out}.csv`
      await writeFile(input, unzip(join(folder, 'input.csv.gz')))
      const spec = {
        ...{ jurisdiction: 'us-ca', ruleset: 'prop64-reference', profile, options: {} },
        ...{ county: String(meta['county']), asOf: String(meta['computeAt']) },
      }
      // The originals count the last seven years back from the day they ran (D1).
      const now = String(meta['runAtUTC']).slice(0, 10)
      const request = { spec, now, anyCounty: false, threads: 1, files: [input], folder: out }
      await evaluateFiles(request, new Progress({ write: () => true }), new AbortController().signal)
      summary = readJson(join(out, 'summary.json'))
    })
    afterAll(async () => {
      await rm(out, { recursive: true, force: true })
      await rm(`${out}.csv`, { force: true })
    })

    it('has three result files', () => {
      expect(results).toHaveLength(3)
    })

    it.each(results)('comes to the same %s', (zipped) => {
      const file = zipped.replace(/\.gz$/, '')
      const [ours, theirs] = [readFileSync(join(out, file)), unzip(join(folder, zipped))]
      if (meta['csvDeterministicOver4Runs'] === true) expect(firstDifference(ours, theirs), file).toBeUndefined()
      else {
        expect(firstDifference(withSortedSuperstrikes(ours), withSortedSuperstrikes(theirs)), file).toBeUndefined()
        expect(ours.length).toBe(theirs.length)
      }
    })

    it('reports the figures of its text report', () => {
      const { figures, earliest, ...expected } = readPilotTextReport(
        readFileSync(join(folder, 'stdout_summary.txt'), 'utf8'),
      )
      expect(figures).toBeGreaterThan(50)
      const { county: _, processingTimeInSeconds, originalSummary: _own, ...ours } = structuredClone(summary)
      const inCounty = ours['prop64ConvictionsInCounty'] as Record<string, unknown>
      if (earliest !== undefined) expect(monthOf(inCounty['earliestConviction'])).toBe(earliest)
      delete inCounty['earliestConviction']
      expect(ours).toEqual(expected)
      expect(processingTimeInSeconds).toBeTypeOf('number')
    })

    if (existsSync(join(folder, 'summary.json'))) {
      it('repeats its own JSON report', () => {
        expect(summary['originalSummary']).toEqual(readJson(join(folder, 'summary.json')))
      })
    }
  })
}
