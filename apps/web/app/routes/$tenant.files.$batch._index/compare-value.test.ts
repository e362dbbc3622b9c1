import { describe, expect, it } from 'vitest'
import { compareChoices, readCompare } from './compare-value.ts'

describe('the choice of a comparison', () => {
  it('names each preset, and is read back as it was given', () => {
    const presets = [
      { id: 'first', label: 'As delivered' },
      { id: 'second', label: 'As run' },
    ]
    const choices = compareChoices([
      { ruleset: 'old', profile: 'north', title: 'North, 2019', presets },
      { ruleset: 'older', profile: null, title: 'South', presets: presets.slice(0, 1) },
    ])
    expect(choices.map(({ label }) => label)).toEqual(['North, 2019: As delivered', 'North, 2019: As run', 'South'])
    expect(choices.map(({ value }) => readCompare(value))).toEqual([
      { ruleset: 'old', profile: 'north', preset: 'first' },
      { ruleset: 'old', profile: 'north', preset: 'second' },
      { ruleset: 'older', preset: 'first' },
    ])
  })

  it.each([null, '', 'x', '[]', '["a"]', '[1,2,3]'])('reads %j as no comparison', (sent) => {
    expect(readCompare(sent)).toBeUndefined()
  })
})
