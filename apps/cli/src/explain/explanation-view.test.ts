import { compile, findFormat, findRuleset } from '@cmr/engine'
import { getJurisdiction } from '@cmr/registry'
import { describe, expect, it } from 'vitest'
import { Progress } from '../progress.ts'
import { withPeople } from '../record-set/with-people.ts'
import { sampleFile } from '../test/sample-file.ts'
import { makeWorkFolder } from '../test/work-folder.ts'
import { explanationText } from './explanation-text.ts'
import { explainPerson } from './explanation-view.ts'

const state = getJurisdiction('us-ca')
const reading = { progress: new Progress({ write: () => true }), signal: new AbortController().signal }
const WIDTH = 72

describe('explainPerson', { timeout: 60_000 }, () => {
  it.each([
    ['prop64', undefined],
    ['prop64-reference', 'los-angeles'],
    ['prop64-reference', 'configurable'],
  ])('gives for everybody the answers %s %s gives, each with the rule that answered last', async (id, profile) => {
    const ruleset = findRuleset(state, id, profile)
    const { gathers } = ruleset
    const format = findFormat(state, ruleset)
    const work = await makeWorkFolder()
    const paths = [await work.write('people.csv', sampleFile('San Joaquin', 1000, 3))]
    const run = { county: 'San Joaquin', asOf: '2024-07-01' }
    let explained = 0
    for (const [name, { options }] of Object.entries(ruleset.presets)) {
      const program = compile(ruleset, { ...run, options })
      const spec = { jurisdiction: state.id, ruleset: id, profile, options, ...run }
      const source = { spec, gathers, format, paths, anyCounty: false, threads: 1 }
      await withPeople(source, reading, async (people) =>
        people.visit((entries) => {
          const view = explainPerson({ program, format, paths }, entries)
          const { determinations } = program.evaluate(format.assemble(entries, gathers))
          const answers = determinations.flatMap((determination) => determination ?? [])
          expect(view.convictions.map(({ outcome }) => outcome)).toEqual(answers.map(({ outcome }) => outcome))
          expect(view.convictions.length + view.outOfScope.length).toBe(determinations.length)
          for (const { statute, policy, tried } of view.convictions) {
            expect(tried.filter(({ layer }) => layer === 'floor').at(-1)?.id).toBe(
              statute.rule?.id ?? ruleset.floor.at(-1)?.id,
            )
            if (policy === null) continue
            expect(tried.filter(({ layer }) => layer === 'policy').at(-1)).toMatchObject({
              id: policy.rule?.id,
              truth: 'met',
            })
          }
          const about = {
            ...run,
            jurisdiction: 'us-xx',
            version: '1',
            ruleset: id,
            profile: null,
            title: 'Test',
            options: name,
          }
          const text = explanationText(about, [view], WIDTH)
          const wide = text.split('\n').filter((line) => line.length > WIDTH && !line.includes(paths[0] ?? ''))
          expect(wide).toEqual([])
          explained += view.convictions.length
        }),
      )
    }
    expect(explained).toBeGreaterThan(50)
  })
})
