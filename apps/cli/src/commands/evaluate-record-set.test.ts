import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { runMain } from '../test/run-main.ts'
import { linesOf, sampleFile } from '../test/sample-file.ts'
import { makeWorkFolder, type WorkFolder } from '../test/work-folder.ts'

const [header = '', ...rows] = linesOf(sampleFile('San Joaquin', 300))

async function prepare(): Promise<{ work: WorkFolder; args: string[] }> {
  const work = await makeWorkFolder()
  const out = ['--out', work.path('out')]
  return {
    work,
    args: ['evaluate', '--jurisdiction', 'us-ca', '--county', 'San Joaquin', '--as-of', '2025-07-01', ...out],
  }
}

function readJson(path: string): Record<string, unknown> {
  // Safe: the command writes JSON objects.
  return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
}

describe('cmr evaluate over a record set', { timeout: 60_000 }, () => {
  it('sets lines aside that cannot be read, names them, and accounts for every line', async () => {
    const { work, args } = await prepare()
    const first = await work.write(
      'first.csv',
      [header, ...rows.slice(0, 100), 'too,few', ...rows.slice(100)].join('\n'),
    )
    const second = await work.write('second.csv', [header, '', ...rows.slice(0, 50), '1,2"3,4\n'].join('\r\n'))
    const { code, out } = await runMain(...args, first, second)
    expect(code).toBe(5)
    const ended = JSON.parse(out) as { people: number; setAside: number; files: unknown[]; reports: object }
    expect(ended).toMatchObject({ result: 'done', rows: 350, setAside: 2, files: [{ rows: 300 }, { rows: 50 }] })
    expect(linesOf(readFileSync(work.path('out/set-aside.csv'), 'utf8')).slice(1)).toEqual([
      `${first},102,102,wrong-field-count,It has another number of fields than the file has columns.`,
      `${second},53,53,bad-quote,It has a quote mark in a place where none may be.`,
    ])
    expect(readJson(work.path('out/ledger.json'))).toMatchObject({
      files: [
        { file: first, lines: 302, headerLines: 1, blankLines: 0, loadedLines: 300, setAsideLines: 1 },
        { file: second, lines: 53, headerLines: 1, blankLines: 1, loadedLines: 50, setAsideLines: 1 },
      ],
      ...{ subjects: ended.people, rowsHeld: 350 },
    })
    const quality = readJson(work.path('out/quality.json'))
    expect(quality).toMatchObject({ lines: { lines: 355, loadedRows: 350, setAsideRows: 2 } })
    const presumptions = Object.entries(quality['presumptions'] as Record<string, { fact: string }>)
    expect(presumptions.length).toBeGreaterThan(0)
    for (const [id, { fact }] of presumptions) expect(fact).not.toBe(id)
    expect(Object.keys(ended.reports)).toEqual(['summary', 'ledger', 'setAside', 'quality'])
  })

  it('counts a person of two files once', async () => {
    const { work, args } = await prepare()
    const once = await work.write('once.csv', [header, ...rows].join('\n'))
    const again = await work.write('again.csv', [header, ...rows].join('\n'))
    await runMain(...args, once)
    const alone = readJson(work.path('out/ledger.json'))
    await runMain(...args, once, again)
    const { subjects, determinations, outcomes } = alone
    expect(readJson(work.path('out/ledger.json'))).toMatchObject({ subjects, determinations, outcomes, rowsHeld: 600 })
  })

  it.each([
    ['is of another county', sampleFile('Yolo', 40), 'No row of the file names San Joaquin. Its rows name Yolo'],
    ['is mostly something else', [header, ...rows.map((_, i) => `note ${i}`), rows[0]].join('\n'), 'cannot be read'],
    ['lacks a column', sampleFile('San Joaquin', 20).replace('DISP_DESCR', 'SOMETHING'), 'DISP_DESCR'],
    ['has a header and no rows', header.padEnd(200, ' '), 'no records'],
    ['is empty', '', 'The file is empty.'],
    ['is UTF-16', `\u00ff\u00fe${[...rows.join('\n')].join('\0')}`, 'UTF-16'],
  ])('evaluates nothing when one file %s', async (_what, text, message) => {
    const { work, args } = await prepare()
    const good = await work.write('good.csv', [header, ...rows].join('\n'))
    await runMain(...args, good)
    const bad = await work.write('bad.csv', text)
    const { code, err, out } = await runMain(...args, good, bad)
    expect(code).toBe(3)
    expect(err).toContain(`cmr: ${bad}: `)
    expect(err).toContain(message)
    expect(JSON.parse(out)).toMatchObject({ result: 'refused', files: [{ heldBack: true }, { refused: {} }] })
    const left = readdirSync(work.path('out')).filter((name) => !/^(All|Prop64)_Results(_Condensed)?\.csv$/.test(name))
    expect(left).toEqual(['errors.json'])
  })
})

describe('the options of cmr evaluate', { timeout: 60_000 }, () => {
  const conflict = 'not both.'
  it.each([
    ['a preset and a file', ['--preset', 'statutory-floor', '--options', 'x.json'], conflict],
    ['no such preset', ['--preset', 'generous'], 'There is no preset generous. There are: statutory-floor, '],
    ['no such option', ['--option', 'age=50'], 'There is no option age. There are: '],
    ['an option without a value', ['--option', 'age'], 'Write it as key=value'],
  ])('are refused for %s', async (_what, wrong, message) => {
    const { work, args } = await prepare()
    const file = await work.write('good.csv', [header, ...rows].join('\n'))
    const { code, err } = await runMain(...args, ...wrong, file)
    expect(code).toBe(2)
    expect(err).toContain(message)
  })

  it('may be given one by one for a variant that has no file of options, whose results are always numbered', async () => {
    const { work, args } = await prepare()
    const file = await work.write('good.csv', [header, ...rows].join('\n'))
    const options = ['--profile', 'los-angeles', '--option', 'individualAge=50', '--option', 'yearsConvictionFree=10']
    expect(await runMain(...args, ...options, file)).toMatchObject({ code: 0 })
    expect(readdirSync(work.path('out'))).toContain('doj_results_1.csv')
    const other = options.map((option) => option.replace('=50', '=20'))
    const before = readFileSync(work.path('out/doj_results_1.csv'))
    await runMain(...args, ...other, file)
    expect(readFileSync(work.path('out/doj_results_1.csv')).equals(before)).toBe(false)
  })
})
