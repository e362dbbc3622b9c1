import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { runBin } from '../test/run-bin.ts'
import { runMain } from '../test/run-main.ts'
import { evaluateArgs, linesOf, OPTIONS, sampleFile } from '../test/sample-file.ts'
import { makeWorkFolder, type WorkFolder } from '../test/work-folder.ts'

const SPAWN = 30_000
const sample = sampleFile('San Joaquin', 120)

async function prepare(): Promise<{ work: WorkFolder; good: string; args: string[] }> {
  const work = await makeWorkFolder()
  const good = await work.write('good.csv', sample)
  const options = await work.write('options.json', OPTIONS)
  return { work, good, args: evaluateArgs(options, work.path('out')) }
}

function readJson(path: string): Record<string, unknown> {
  // Safe: the command writes JSON objects.
  return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
}

describe('cmr evaluate', { timeout: SPAWN }, () => {
  it('writes the result files and the summary, and ends with one JSON line', async () => {
    const { work, good, args } = await prepare()
    const ended = await runBin(...args, good)
    expect(ended).toMatchObject({ code: 0, err: '' })
    expect(readdirSync(work.path('out')).sort()).toEqual([
      'All_Results.csv',
      'All_Results_Condensed.csv',
      'Prop64_Results.csv',
      'ledger.json',
      'summary.json',
    ])
    expect(JSON.parse(ended.out)).toMatchObject({ result: 'done', rows: 120, files: [{ position: 1, rows: 120 }] })
    expect(linesOf(readFileSync(work.path('out/All_Results.csv'), 'latin1'))).toHaveLength(121)
    expect(readJson(work.path('out/summary.json'))).toMatchObject({ county: 'SAN JOAQUIN', lineCount: 120 })
  })

  it('numbers the results of several files and counts a file named twice, with a warning', async () => {
    const { work, good, args } = await prepare()
    const { code, err } = await runBin(...args, good, good)
    expect(code).toBe(0)
    expect(err).toBe(`cmr: warning: ${good} is named more than once.\n`)
    expect(readFileSync(work.path('out/All_Results_1.csv'))).toEqual(readFileSync(work.path('out/All_Results_2.csv')))
    expect(readJson(work.path('out/summary.json'))).toMatchObject({ lineCount: 240 })
  })

  it('names the counties of a file for another county, and goes on with --any-county', async () => {
    const { work, args } = await prepare()
    const other = await work.write('yolo.csv', sampleFile('Yolo', 20))
    const refused = await runBin(...args, other)
    expect(refused.code).toBe(3)
    expect(refused.err).toContain('Its rows name Yolo')
    expect(refused.err).toContain('--any-county')
    expect((await runBin(...args, '--any-county', other)).code).toBe(0)
    expect(readJson(work.path('out/summary.json'))).toMatchObject({ lineCount: 20 })
    expect(existsSync(work.path('out/errors.json'))).toBe(false)
  })

  it('removes what an earlier run left under the names of a refused file', async () => {
    const { work, good, args } = await prepare()
    await runBin(...args, good)
    await work.write('good.csv', sample.slice(0, -200))
    expect((await runBin(...args, good)).code).toBe(3)
    expect(readdirSync(work.path('out'))).toEqual(['errors.json'])
  })
})

const lines = linesOf(sample)
const withLine6 = (text: string): string => [...lines.slice(0, 5), text, ...lines.slice(5)].join('\n')

describe('a bad file', { timeout: SPAWN }, () => {
  it.each([
    ['a wrong number of fields', withLine6(`${lines[3]},one more`), 6, 'Line 6 has 96 fields where 95 are expected'],
    ['a stray quote', withLine6('1,2"3,4'), 6, 'Line 6 has a quote mark in a place where none may be'],
    ['text behind a closing quote', withLine6('1,"2"3,4'), 6, 'Line 6 has a quote mark in a place where none may be'],
    ['a quote never closed', sample + '1,2,"3', 122, 'Line 122 opens a quote mark that is never closed'],
    ['an end in the middle of a row', sample.slice(0, -200), 121, 'Line 121 has'],
    ['binary data', '\x1f\x8b\x08\0' + sample, 1, 'Line 1 holds binary data'],
  ])('with %s is refused with its line and what to do', async (_what, text, line, message) => {
    const { work, args } = await prepare()
    const bad = await work.write('bad.csv', text)
    const { code, err, out } = await runMain(...args, bad)
    expect(code).toBe(3)
    expect(err).toContain(`cmr: ${bad}: ${message}`)
    expect(JSON.parse(out)).toMatchObject({ result: 'refused', files: [{ refused: { line } }] })
    expect(readdirSync(work.path('out'))).toEqual(['errors.json'])
    expect(readJson(work.path('out/errors.json'))).toEqual({
      [bad]: { errorType: 'PARSING', errorMessage: expect.stringContaining(message) as string },
    })
  })

  it.each([
    ['empty', '', 'The file is empty.'],
    ['shorter than a record', 'RECORD_ID,SUBJECT', 'The file holds only 17 bytes'],
    ['of another county', sampleFile('Yolo', 20), 'No row of the file names San Joaquin. Its rows name Yolo'],
  ])('that is %s is refused', async (_what, text, message) => {
    const { work, args } = await prepare()
    const bad = await work.write('bad.csv', text)
    const { code, err } = await runMain(...args, bad)
    expect(code).toBe(3)
    expect(err).toContain(`cmr: ${bad}: ${message}`)
    expect(readJson(work.path('out/errors.json'))).toMatchObject({ [bad]: { errorType: 'OTHER' } })
  })

  it('does not stop the others, which keep their numbers; there is no summary', async () => {
    const { work, good, args } = await prepare()
    const bad = await work.write('bad.csv', withLine6('too,few'))
    const { code, err } = await runBin(...args, good, bad, work.path('missing.csv'), good)
    expect(code).toBe(3)
    expect(err).toContain(`cmr: ${bad}: Line 6 has 2 fields`)
    expect(err).toContain(`cmr: ${work.path('missing.csv')}: There is no file at this path.`)
    expect(Object.keys(readJson(work.path('out/errors.json')))).toEqual([bad, work.path('missing.csv')])
    expect(readdirSync(work.path('out')).sort()).toEqual([
      'All_Results_1.csv',
      'All_Results_4.csv',
      'All_Results_Condensed_1.csv',
      'All_Results_Condensed_4.csv',
      'Prop64_Results_1.csv',
      'Prop64_Results_4.csv',
      'errors.json',
    ])
  })

  it('may be a folder', async () => {
    const { work, args } = await prepare()
    const { code, err } = await runMain(...args, work.path('.'))
    expect(code).toBe(3)
    expect(err).toContain('This is a folder. Name the files in it.')
  })
})

describe('a wrong call of cmr evaluate', { timeout: SPAWN }, () => {
  it.each([
    ['an unknown option', ['--conty', 'YOLO'], '--conty'],
    ['no such day', ['--as-of', '2019-02-29'], '--as-of is not a date. Write it as YYYY-MM-DD'],
    ['no such day for --now', ['--now', 'today'], '--now is not a date. Write it as YYYY-MM-DD'],
    ['no such county', ['--county', 'NARNIA'], 'has no county of that name'],
    ['no such jurisdiction', ['--jurisdiction', 'us-zz'], 'There is no jurisdiction us-zz.'],
    ['no such ruleset', ['--ruleset', 'prop99'], 'has no ruleset prop99'],
    ['no options file', ['--options', 'nowhere.json'], '--options nowhere.json: There is no file at this path.'],
  ])('is refused for %s, before anything is written', async (_what, wrong, message) => {
    const { work, good, args } = await prepare()
    const { code, err, out } = await runMain(...args, ...wrong, good)
    expect(code).toBe(2)
    expect(err).toContain(message)
    expect(out).toBe('')
    expect(existsSync(work.path('out'))).toBe(false)
  })

  it.each([
    ['{"additionalRelief":{"subjectAgeThreshold":39}}', 'additionalRelief.subjectAgeThreshold'],
    ['{"baselineEligibility":{"dismiss":["11361"]}}', 'baselineEligibility.dismiss.0'],
    ['{"additionalRelief":{"subjectIsDeceased":"yes"}}', 'additionalRelief.subjectIsDeceased'],
    ['{"baselineEligibility"', 'is not JSON'],
    ['[]', 'The options are not valid'],
  ])('is refused for the options %s, naming the field', async (json, field) => {
    const { work, good, args } = await prepare()
    const options = await work.write('wrong.json', json)
    const { code, err } = await runMain(...args, '--options', options, good)
    expect(code).toBe(2)
    expect(err).toContain(`--options ${options}`)
    expect(err).toContain(field)
    expect(existsSync(work.path('out'))).toBe(false)
  })

  it('is refused when no file is named, or the output folder cannot be made', async () => {
    const { good, args } = await prepare()
    const none = await runMain(...args)
    expect(none).toMatchObject({ code: 2 })
    expect(none.err).toContain('FILE is missing')
    const inTheWay = await runMain(...args, '--out', good, good)
    expect(inTheWay).toMatchObject({ code: 2 })
    expect(inTheWay.err).toContain(`Cannot write ${good}`)
  })

  it('is refused when a result would replace an input', async () => {
    const { work, args } = await prepare()
    const input = await work.write('All_Results.csv', sample)
    const { code, err } = await runMain(...args, '--out', work.path('.'), input)
    expect(code).toBe(2)
    expect(err).toContain('would be replaced by a result file')
    expect(readFileSync(input, 'latin1')).toBe(sample)
  })
})
