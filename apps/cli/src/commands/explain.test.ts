import { describe, expect, it } from 'vitest'
import { dojFile, type Row } from '../test/doj-file.ts'
import { runAtTerminal } from '../test/run-at-terminal.ts'
import { runBin } from '../test/run-bin.ts'
import { runMain } from '../test/run-main.ts'
import { linesOf, sampleFile } from '../test/sample-file.ts'
import { makeWorkFolder } from '../test/work-folder.ts'
import type { ConvictionView, PersonView } from '../explain/explanation-view.ts'

const SPAWN = 30_000
const CALL = ['explain', '--jurisdiction', 'us-ca', '--county', 'San Joaquin', '--as-of', '2024-07-01']

interface Explained {
  readonly run: Record<string, unknown>
  readonly people: readonly PersonView[]
}

/** The one person an explanation is about. */
function personIn(out: string): PersonView {
  // Safe: the command prints one JSON object of this shape.
  const [person, ...others] = (JSON.parse(out) as Explained).people
  if (person === undefined || others.length > 0) throw new Error('not one person')
  return person
}

const cells: Row = { CYC_DATE: '20020101', CNT_ORDER: '102001001000', OFN: 'TEST-2', STP_EVENT_DATE: '20020203' }
const possession: Row = {
  ...cells,
  OFFENSE_DESCR: '11357(C) HS-TEST',
  CONV_STAT_DESCR: 'MISDEMEANOR',
  OFFENSE_TOC: 'M',
}
const other: Row = { SUBJECT_ID: '10000002', CII_NUMBER: 'A000000002', PRI_NAME: 'TESTPERSON,BRUNO' }

async function prepare(rows: readonly Row[], more?: readonly Row[]) {
  const work = await makeWorkFolder()
  const files = [await work.write('one.csv', dojFile(rows))]
  if (more !== undefined) files.push(await work.write('two.csv', dojFile(more)))
  return { work, files }
}

describe('cmr explain', { timeout: SPAWN }, () => {
  it('says what the statute compels, by which rule and citation, and what was presumed in whose favor', async () => {
    const { files } = await prepare([other, {}, { ...possession, OFFENSE_DESCR: '11357 HS-TEST' }])
    const { code, out, err } = await runBin(...CALL, '--subject', '10000001', ...files)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const { person, convictions } = personIn(out)
    expect(person).toMatchObject({ key: '10000001', bornOn: '1970-01-01', lines: [{ file: files[0], lines: ['3–4'] }] })
    expect(convictions).toHaveLength(2)
    const [sale, second] = convictions
    expect(sale).toMatchObject({ line: 3, case: 'TEST-1', convictedOn: '2010-01-01', policy: null, procedure: null })
    expect(sale?.statute).toMatchObject({
      answer: 'Redesignate as a misdemeanor',
      rule: {
        id: 'prop64/s-30-for-sale',
        citations: expect.arrayContaining([
          expect.objectContaining({ cite: 'Health & Safety Code § 11361.8(e)' }),
        ]) as unknown,
      },
    })
    expect(sale?.tried.at(-1)).toMatchObject({ layer: 'procedure', truth: 'not_met' })
    const floor = sale?.tried.filter(({ layer }) => layer === 'floor') ?? []
    expect(floor.filter(({ truth }) => truth !== 'not_met').map(({ id }) => id)).toEqual(['prop64/s-30-for-sale'])
    expect(floor.length).toBeGreaterThan(10)
    expect(second?.statute.presumed).toContain('Weight in grams')
    const presumed = JSON.stringify(second?.tried).includes('"presumed":{"favors":"person","citations":[{"cite":"')
    expect(presumed).toBe(true)
  })

  it('finds a person by either key, with the rows of all files', async () => {
    const again: Row = { SUBJECT_ID: '20000001', CII_NUMBER: '000000001', ...possession }
    const { files } = await prepare([{ CII_NUMBER: 'A12345678' }, other], [other, { ...again, CII_NUMBER: '12345678' }])
    const found = await Promise.all(
      ['10000001', '20000001'].map(async (key) => personIn((await runMain(...CALL, '--subject', key, ...files)).out)),
    )
    for (const { person, convictions } of found) {
      expect(person.lines).toEqual([
        { file: files[0], lines: ['2'] },
        { file: files[1], lines: ['3'] },
      ])
      expect(person.joinedBy).toContain('CII number')
      expect(convictions.map(({ file, line }) => [file, line])).toEqual([
        [files[0], 2],
        [files[1], 3],
      ])
    }
  })

  it('finds all rows of a person wherever they stand in a file of many people', async () => {
    const [header = '', ...lines] = linesOf(sampleFile('San Joaquin', 2000))
    const key = lines[0]?.split(',')[2] ?? ''
    const own = lines.filter((line) => line.split(',')[2] === key)
    const rest = lines.filter((line) => line.split(',')[2] !== key)
    const step = Math.floor(rest.length / own.length)
    const dealt = own.flatMap((line, i) => [line, ...rest.slice(i * step, (i + 1) * step)])
    const work = await makeWorkFolder()
    const file = await work.write('dealt.csv', [header, ...dealt].join('\n'))
    const { person } = personIn((await runMain(...CALL, '--subject', key, file)).out)
    expect(own.length).toBeGreaterThan(2)
    expect(person.lines[0]?.lines).toEqual(own.map((_, i) => String(2 + i * (step + 1))))
  })

  it('shows what the office adds, how relief is asked for, and which rules it did not choose', async () => {
    const { files } = await prepare([
      {
        STP_EVENT_DATE: '20160101',
        CYC_DATE: '20151201',
        SENT_LENGTH: '20',
        SENT_TIME_CODE: 'Y',
        SENT_LOC_DESCR: 'PRISON',
      },
    ])
    const args = [...CALL, '--subject', '10000001', '--preset', 'everything-the-statute-allows', ...files]
    const [conviction] = personIn((await runMain(...args)).out).convictions
    expect(conviction).toMatchObject({
      answer: 'Dismiss and seal',
      statute: { answer: 'Redesignate as a misdemeanor' },
      policy: { answer: 'Dismiss and seal', effect: 'improve', rule: { id: 'prop64/office-section' } },
      procedure: { id: 'prop64/s-95-petition' },
    })
    expect(conviction?.tried.map(({ layer }) => layer)).toContain('procedure')
    const floor = personIn((await runMain(...CALL, '--subject', '10000001', ...files)).out).convictions[0]
    expect(floor?.tried.find(({ id }) => id === 'prop64/office-age')).toMatchObject({ switchedOff: true })
  })

  it('explains one case alone, and names convictions out of scope', async () => {
    const robbery: Row = { ...cells, CNT_ORDER: '103001001000', OFN: 'TEST-3', OFFENSE_DESCR: '211 PC-TEST' }
    const { files } = await prepare([{}, possession, robbery])
    const all = personIn((await runMain(...CALL, '--subject', '10000001', ...files)).out)
    const numbers = (found: readonly Pick<ConvictionView, 'case'>[]): string[] => found.map((view) => view.case)
    expect([numbers(all.convictions), numbers(all.outOfScope)]).toEqual([['TEST-1', 'TEST-2'], ['TEST-3']])
    const one = personIn((await runMain(...CALL, '--subject', '10000001', '--case', 'TEST-2', ...files)).out)
    expect([numbers(one.convictions), numbers(one.outOfScope)]).toEqual([['TEST-2'], []])
  })

  it('explains earlier rulesets file by file, with their defects', async () => {
    const { files } = await prepare([{ OFFENSE_DESCR: '11357.5 HS-TEST' }], [{}])
    const args = ['--ruleset', 'prop64-reference', '--profile', 'los-angeles', '--option', 'individualAge=65']
    const { out } = await runMain(...CALL, ...args, '--subject', '10000001', ...files)
    // Safe: as in `personIn`.
    const { people, run } = JSON.parse(out) as Explained
    expect(run).toMatchObject({ ruleset: 'prop64-reference', profile: 'los-angeles' })
    expect(run['options']).toContain('individualAge=65')
    expect(people.map(({ person }) => person.lines)).toEqual(files.map((file) => [{ file, lines: ['2'] }]))
    const quirks = people.flatMap(({ convictions }) =>
      convictions.flatMap(({ tried }) => tried.flatMap((rule) => rule.quirks)),
    )
    expect(quirks.map(({ id }) => id)).toContain('D9')
  })

  it('is text at a terminal, no wider than it', async () => {
    const { files } = await prepare([{}, possession])
    const { code, out } = await runAtTerminal(60, ...CALL, '--subject', '10000001', ...files)
    expect(code).toBe(0)
    expect(
      Math.max(
        ...out
          .split('\n')
          .filter((line) => !line.includes(files[0] ?? ''))
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(60)
    const words = out.replace(/\s+/g, ' ')
    expect(words).toContain('The statute compels: Redesignate as a misdemeanor. By prop64/s-30-for-sale:')
    expect(words).toContain('Presumed, because the record does not say: Age at the offense')
    expect(words).toContain('in favor of the person [Health & Safety Code')
    expect(words).toContain('The office’s policy adds nothing.')
    expect((await runAtTerminal(60, ...CALL, '--json', '--subject', '10000001', ...files)).out).toMatch(/^\{"result"/)
  })

  it('says so when nobody has the key, without repeating it', async () => {
    const { files } = await prepare([{}])
    const { code, out, err } = await runBin(...CALL, '--subject', 'TEST-NOBODY', ...files)
    expect({ code, out }).toEqual({ code: 3, out: '' })
    expect(err).toBe('cmr: no row of these files has the key given with --subject. Check the key and the files.\n')
  })

  it.each([
    ['a file that is not there', [], 'nowhere.csv', 3, 'There is no file at this path.'],
    ['a file of another county', ['--county', 'Yolo'], 'one.csv', 3, 'No row of the file names Yolo.'],
    ['an unknown preset', ['--preset', 'none'], 'one.csv', 2, 'There is no preset none. There are: statutory-floor,'],
    ['an unknown option', ['--option', 'age=1'], 'one.csv', 2, 'There is no option age. There are: dismiss.sections,'],
    ['a wrong value', ['--option', 'dismissWhen.ageAtLeast=39'], 'one.csv', 2, 'dismissWhen.ageAtLeast'],
    ['no key', ['--subject', ''], 'one.csv', 2, '--subject is empty.'],
  ])('refuses %s', async (_what, wrong, name, expected, message) => {
    const { work } = await prepare([{}])
    const { code, out, err } = await runMain(...CALL, '--subject', '10000001', ...wrong, work.path(name))
    expect({ code, out }).toEqual({ code: expected, out: '' })
    expect(err).toContain(message)
  })
})
