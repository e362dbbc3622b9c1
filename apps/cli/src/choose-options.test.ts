import { defineRuleset, law, type Ruleset } from '@cmr/jurisdiction'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { chooseOptions } from './choose-options.ts'
import { makeWorkFolder } from './test/work-folder.ts'

// Safe: option types are erased in every list of rulesets.
const ruleset = defineRuleset({
  ...{ id: 'test', title: 'Test', purpose: 'relief', format: 'test', gathers: 'file', relief: {}, grounds: {} },
  options: z.strictObject({
    age: z.number().max(99).default(50),
    inner: z.strictObject({ on: z.boolean().default(false), word: z.string().default('') }).prefault({}),
  }),
  presets: { first: { label: 'First', options: {} }, second: { label: 'Second', options: { inner: { on: true } } } },
  appliesTo: law.all(),
  ...{ floor: [], otherwise: { kind: 'ineligible', because: 'not_covered' }, policy: [], procedures: [] },
  results: { files: [], headers: [], plainCells: () => [], cells: () => [], determination: 0, reason: 0 },
  summary: {
    fileName: 'x',
    empty: () => 0,
    add: () => undefined,
    merge: () => undefined,
    report: () => ({}),
    figures: () => [],
  },
}) as unknown as Ruleset

describe('chooseOptions', () => {
  it('takes a preset, the first one by default, and single values on top', async () => {
    expect(await chooseOptions('x', ruleset, {})).toEqual({ label: 'first', raw: {} })
    const option = ['age=40', 'inner.word=two words', 'inner.on=false']
    expect(await chooseOptions('x', ruleset, { preset: 'second', option })).toEqual({
      label: 'second, age=40, inner.word=two words, inner.on=false',
      raw: { age: 40, inner: { on: false, word: 'two words' } },
    })
    expect(ruleset.presets['second']?.options).toEqual({ inner: { on: true } })
  })

  it('reads a file, with a byte order mark or without', async () => {
    const work = await makeWorkFolder()
    const options = await work.write('options.json', '\xef\xbb\xbf{"age": 41}')
    expect(await chooseOptions('x', ruleset, { options })).toEqual({ label: options, raw: { age: 41 } })
  })

  it.each([
    [{ preset: 'third' }, 'There is no preset third. There are: first, second.'],
    [{ preset: 'toString' }, 'There is no preset toString.'],
    [{ preset: 'first', options: 'x.json' }, 'Give --options or a preset, not both.'],
    [{ options: 'nowhere.json' }, '--options nowhere.json: There is no file at this path.'],
    [{ option: ['age'] }, 'Write it as key=value.'],
    [{ option: ['inner=1'] }, 'There is no option inner. There are: age, inner.on, inner.word.'],
    [{ option: ['age=100'] }, 'The options are not valid: age:'],
  ])('refuses %j', async (call, message) => {
    await expect(chooseOptions('x', ruleset, call)).rejects.toThrow(message)
  })
})
