import { expect, it } from 'vitest'
import { rulesetWords } from './ruleset-words.ts'

it.each([
  [{ ruleset: 'law-2019', profile: 'county', preset: 'default' }, 'law-2019, county, default'],
  [{ ruleset: 'law-2019', profile: null, preset: null }, 'law-2019'],
])('names %j', (used, words) => expect(rulesetWords(used)).toBe(words))
