import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { evaluateFiles } from './evaluate/evaluate-files.ts'
import { Progress } from './progress.ts'

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
function locate(folder: string): { configurable: string; options: string } {
  const configurable = [join(folder, 'configurable'), join(folder, 'reference/configurable'), folder].find(
    (path) => existsSync(path) && readdirSync(path).some((name) => name.startsWith('seed_')),
  )
  if (configurable === undefined) throw new Error(`CMR_REFERENCE_CASES names ${folder}, which holds no cases.`)
  const options = [join(configurable, '../../options'), join(configurable, '../options')].find(existsSync)
  if (options === undefined) throw new Error(`There is no folder of options beside ${configurable}.`)
  return { configurable, options }
}

if (cases === undefined) {
  console.warn('The reference cases did NOT run: CMR_REFERENCE_CASES does not name their folder.')
  describe.skip('reference cases (not run: CMR_REFERENCE_CASES is not set)', () => {
    it.skip('compares every result file with the original tool, byte by byte', () => undefined)
  })
} else {
  const { configurable, options } = locate(cases)

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
      const request = { spec, now: asOf, anyCounty: false, threads: 0, files: [join(work, 'input.csv')], folder: out }
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
}
