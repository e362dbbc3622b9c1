import {
  defineFact,
  defineParameter,
  defineRuleset,
  law,
  optionUi,
  presuming,
  type Jurisdiction,
} from '@cmr/jurisdiction'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { rulePage } from './rule-inventory-page.ts'
import { inventoryOf } from './rule-inventory.ts'

const authority = { cite: 'Test Code § 1', url: 'https://example.gov/1' }
const weight = presuming(
  defineFact({ id: 'weight', label: 'Weight', about: 'charge', get: () => undefined as number | undefined }),
  { value: 0, favors: 'person', citations: [authority] },
)
const age = defineFact({
  id: 'age',
  label: 'Age',
  about: 'charge',
  get: () => undefined as number | undefined,
  ask: 'Age',
})
const lawful = defineParameter({
  id: 'lawful',
  label: 'Lawful weight',
  values: [
    { from: '2016-01-01', to: '2017-01-01', value: 4, citations: [authority] },
    { from: '2017-01-01', value: 8, citations: [authority] },
  ],
})
const light = law.check({
  id: 'light',
  label: 'Not more than the lawful weight',
  facts: [weight],
  holds: ([grams], { parameter }) => grams <= parameter(lawful),
})
const adult = law.check({ id: 'adult', label: 'An adult', facts: [age], holds: ([years]) => years >= 18 })
const effective = { from: '2016-01-01' }

const ruleset = defineRuleset({
  id: 'test',
  title: 'Test relief',
  purpose: 'relief',
  format: 'none',
  gathers: 'file',
  relief: { dismiss: { label: 'Dismiss', effects: ['dismiss'], rank: 1 } },
  grounds: {},
  options: z.strictObject({
    years: z
      .number()
      .refine((years) => years === 0 || (years >= 40 && years <= 65))
      .default(0)
      .register(optionUi, { label: 'Age | years', group: 'Dismiss', control: 'number' }),
  }),
  presets: { floor: { label: 'The floor', options: {}, source: authority } },
  appliesTo: adult,
  floor: [
    {
      id: 'test/light',
      summary: 'It is light.',
      citations: [authority],
      effective,
      when: law.all(light, law.not(law.any(adult, light))),
      outcome: { kind: 'eligible', relief: 'dismiss' },
      quirks: [{ id: 'D1', note: 'Heavy counts as light.' }],
    },
  ],
  otherwise: { kind: 'needs_review', question: 'Which?' },
  policy: [],
  procedures: [],
  results: { files: [], headers: [], plainCells: () => [], cells: () => [], determination: 0, reason: 0 },
  summary: {
    fileName: 'summary',
    empty: () => ({}),
    add: () => undefined,
    merge: () => undefined,
    report: () => ({}),
    figures: () => [],
  },
})

const jurisdiction: Jurisdiction = {
  contract: 1,
  id: 'us-zz',
  name: 'Testland',
  version: '2026.1.0',
  timeZone: 'UTC',
  terms: { prosecutor: 'Prosecutor', subject: 'person' },
  counties: [],
  intake: [],
  rulesets: [ruleset],
  comparisons: [],
}

describe('the inventory of rules', () => {
  it('lists each condition with its facts once, and the parameters its checks ask for', () => {
    const [scope, rule] = inventoryOf(jurisdiction.rulesets[0] ?? expect.fail('no ruleset'))
    expect(scope).toMatchObject({ layer: 'scope', id: 'test/scope', facts: [age], parameters: [] })
    expect(rule).toMatchObject({ layer: 'floor', id: 'test/light', facts: [weight, age], parameters: [lawful] })
  })

  it('is written as a page that names every rule, what it reads, its defects and its fixtures', () => {
    const page = rulePage(jurisdiction, [
      { ruleset: 'test', file: 'a.yaml', rule: 'test/light', shows: 'holds', name: 'Four grams' },
      { ruleset: 'test', file: 'a.yaml', name: 'Another' },
      { ruleset: 'other', file: 'b.yaml', name: 'Of another ruleset' },
    ])
    for (const line of [
      '| `years` | Dismiss: Age \\| years | 0, 40–65 | 0 |',
      '#### 1. test/light',
      '- Answer: Dismiss',
      '- Authority: [Test Code § 1](https://example.gov/1)',
      '    - not: any of',
      '  - Weight (`weight`): presumed when the record is silent: 0; favors the person ([Test Code § 1](https://example.gov/1))',
      '  - Age (`age`): unknown when the record is silent; can be asked for: Age',
      '  - Lawful weight (`lawful`): 4, 2016-01-01 until before 2017-01-01 ([Test Code § 1](https://example.gov/1))',
      '  - D1: Heavy counts as light.',
      '  - holds: Four grams',
      '- Another (a.yaml)',
    ]) {
      expect(page.split('\n')).toContain(line)
    }
    expect(page).not.toContain('Of another ruleset')
  })
})
