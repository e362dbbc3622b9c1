import type { ComparisonCounts } from '@cmr/engine'
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { dojFile, dojLine, type Row } from '../test/doj-file.ts'
import { runAtTerminal } from '../test/run-at-terminal.ts'
import { runBin } from '../test/run-bin.ts'
import { runMain } from '../test/run-main.ts'
import { linesOf, sampleFile } from '../test/sample-file.ts'
import { makeWorkFolder, type WorkFolder } from '../test/work-folder.ts'

const SPAWN = 60_000
const RULES = ['--jurisdiction', 'us-ca', '--county', 'San Joaquin', '--as-of', '2024-07-01']

type Report = ComparisonCounts & {
  readonly before: Record<string, unknown>
  readonly after: Record<string, unknown>
  readonly files: readonly { readonly rows: number; readonly setAside: number }[]
}

function callOf(work: WorkFolder, before: string): string[] {
  return ['compare', '--before', before, ...RULES, '--out', work.path('out')]
}

function reportIn(work: WorkFolder): Report {
  // Safe: the command writes a JSON object of this shape.
  return JSON.parse(readFileSync(work.path('out/comparison.json'), 'utf8')) as Report
}

/** The lines of `differences.csv` without their header. No cell before the explanation holds a comma. */
function differencesIn(work: WorkFolder): string[][] {
  const [header, ...lines] = linesOf(readFileSync(work.path('out/differences.csv'), 'utf8'))
  expect(header).toBe('file,line,case,before,after,cause,kind,explanation,citations')
  return lines.map((line) => line.split(','))
}

async function compare(work: WorkFolder, before: string, files: readonly string[], expected = 0): Promise<Report> {
  const { code, err } = await runMain(...callOf(work, before), ...files)
  const warning = 'cmr: warning: 1 row was set aside. cmr evaluate writes which and why to set-aside.csv.\n'
  expect({ code, err }).toEqual({ code: expected, err: expected === 0 ? '' : warning })
  return reportIn(work)
}

const person = (number: number): Row => ({
  SUBJECT_ID: `1000000${number}`,
  CII_NUMBER: `A0000000${number}`,
  OFN: `TEST-${number}`,
})
const sum = (counts: readonly { readonly count: number }[]): number =>
  counts.reduce((total, { count }) => total + count, 0)

describe('cmr compare', { timeout: SPAWN }, () => {
  it('explains every conviction with another answer, once, and accounts for all', async () => {
    const work = await makeWorkFolder()
    const file = await work.write('people.csv', sampleFile('San Joaquin', 3000))
    const { code, out } = await runBin(
      ...callOf(work, 'prop64-reference/los-angeles'),
      '--before-as-of',
      '2020-01-01',
      file,
    )
    expect(code).toBe(0)
    const report = reportIn(work)
    expect(JSON.parse(out)).toMatchObject({ result: 'done', convictions: report.convictions, people: report.people })
    expect(report.before).toMatchObject({ ruleset: 'prop64-reference', profile: 'los-angeles', asOf: '2020-01-01' })
    expect(report.after).toMatchObject({ ruleset: 'prop64', asOf: '2024-07-01', options: 'statutory-floor' })
    const { compared, same, different } = report.convictions
    expect(different).toBeGreaterThan(50)
    expect(same + different).toBe(compared)
    expect(sum(report.answers)).toBe(compared)
    expect(sum(report.answers.filter(({ before, after }) => before === after))).toBe(same)
    for (const { convictions, answers } of report.causes) expect(sum(answers)).toBe(convictions)
    const rows = differencesIn(work)
    const places = rows.map(([path, line]) => `${path}:${line}`)
    expect(new Set(places).size).toBe(different)
    for (const { id, convictions } of report.causes) {
      expect(rows.filter(([, , , , , cause]) => cause === id)).toHaveLength(convictions)
    }
    expect(rows.every(([, , , before, after]) => before !== after)).toBe(true)
  })

  it('names the defect, or the law, behind each answer', async () => {
    const work = await makeWorkFolder()
    const rows: Row[] = [
      { ...person(1), OFFENSE_DESCR: '664-11359 HS-TEST' },
      { ...person(2), OFFENSE_DESCR: '11357.5 HS-TEST' },
      { ...person(3), OFFENSE_DESCR: '211 PC-TEST' },
    ]
    const file = await work.write('people.csv', dojFile(rows))
    const report = await compare(work, 'prop64-reference/los-angeles', [file])
    expect(report.causes.map(({ id, kind, convictions, people }) => [id, kind, convictions, people])).toEqual([
      ['D8', 'defect', 1, 1],
      ['D9', 'defect', 1, 1],
    ])
    expect(report.people).toEqual({ compared: 2, withDifferences: 2 })
    expect(
      differencesIn(work).map(([path, line, number, before, , cause]) => [path, line, number, before, cause]),
    ).toEqual([
      [file, '2', 'TEST-1', 'No answer', 'D8'],
      [file, '3', 'TEST-2', expect.not.stringMatching('No answer'), 'D9'],
    ])
  })

  it('counts a conviction once that stood in two files, and takes answers by file and line', async () => {
    const work = await makeWorkFolder()
    const one = await work.write('one.csv', dojFile([person(1), person(2)]))
    const two = await work.write('two.csv', '\n' + dojLine(person(3)) + '\n' + dojLine(person(1)))
    const report = await compare(work, 'prop64-reference/dismiss-all', [one, two])
    expect(report.files).toMatchObject([{ rows: 2 }, { rows: 2 }])
    expect(report.convictions.compared).toBe(4)
    const rows = differencesIn(work).map(([path, line, , before, after, cause]) => [path, line, before, after, cause])
    expect(rows.slice(0, 3).map(([path, line]) => [path, line])).toEqual([
      [one, '2'],
      [one, '3'],
      [two, '2'],
    ])
    expect(rows.at(-1)).toEqual([two, '4', 'Dismissed', 'No answer', 'repeated'])
  })

  it('accounts for answers on rows that are set aside today', async () => {
    const work = await makeWorkFolder()
    const nobody: Row = { SUBJECT_ID: '', CII_NUMBER: '', PRI_DOB: '' }
    const file = await work.write('people.csv', dojFile([person(1), nobody, person(2)]))
    const report = await compare(work, 'prop64-reference/dismiss-all', [file], 5)
    expect(report.files).toMatchObject([{ rows: 2, setAside: 1 }])
    expect(differencesIn(work).at(-1)?.slice(1, 7)).toEqual(['3', '', 'Dismissed', 'No answer', 'set-aside', 'record'])
    expect(report.causes.at(-1)).toMatchObject({ id: 'set-aside', convictions: 1, people: 0 })
  })

  it('refuses a file the earlier tools refused, with its line, and leaves no report of an earlier run', async () => {
    const work = await makeWorkFolder()
    const good = await work.write('good.csv', dojFile([person(1)]))
    await compare(work, 'prop64-reference/los-angeles', [good])
    const bad = await work.write('bad.csv', dojFile([person(1), person(2), person(3)]) + 'too,few\n')
    const { code, out, err } = await runMain(...callOf(work, 'prop64-reference/los-angeles'), good, bad)
    expect({ code, out }).toEqual({ code: 3, out: '' })
    expect(err).toContain(`cmr: ${bad}: Line 5 has 2 fields`)
    expect(existsSync(work.path('out/comparison.json'))).toBe(false)
    expect(existsSync(work.path('out/differences.csv'))).toBe(false)
  })

  it('says in words at a terminal what changed', async () => {
    const work = await makeWorkFolder()
    const file = await work.write('people.csv', dojFile([{ ...person(1), OFFENSE_DESCR: '664-11359 HS-TEST' }]))
    const { out } = await runAtTerminal(80, ...callOf(work, 'prop64-reference/los-angeles'), file)
    expect(out).toContain('1 convictions compared: 0 with the same answer, 1 with another.')
    expect(out).toContain('  1  D8: ')
  })

  it.each([
    ['no earlier ruleset', ['--before', ''], '--before is empty.'],
    ['a ruleset there is not', ['--before', 'prop99'], 'has no ruleset prop99'],
    ['rulesets that are not compared', ['--before', 'prop64'], 'It compares: prop64-reference with prop64.'],
    ['a wrong earlier option', ['--before-option', 'individualAge=old'], 'individualAge'],
    [
      'a file and a preset',
      ['--before-preset', 'final', '--before-options', 'x.json'],
      'Give --before-options or a preset',
    ],
  ])('refuses %s', async (_what, wrong, message) => {
    const work = await makeWorkFolder()
    const file = await work.write('people.csv', dojFile([person(1)]))
    const { code, out, err } = await runMain(...callOf(work, 'prop64-reference/los-angeles'), ...wrong, file)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(message)
    expect(existsSync(work.path('out'))).toBe(false)
  })

  it('refuses to replace an input', async () => {
    const work = await makeWorkFolder()
    const file = await work.write('differences.csv', dojFile([person(1)]))
    const call = [...callOf(work, 'prop64-reference/los-angeles'), '--out', work.path('.')]
    expect(await runMain(...call, file)).toMatchObject({ code: 2 })
    expect(readFileSync(file, 'latin1')).toBe(dojFile([person(1)]))
  })
})
