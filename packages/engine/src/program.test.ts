import {
  defineFact,
  defineParameter,
  law,
  conditionsFor,
  presuming,
  type Citations,
  type Ruleset,
} from '@cmr/jurisdiction'
import type { Charge, Scalar, Subject } from '@cmr/record'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { compile } from './compile.ts'

const citations: Citations = [{ cite: 'Test Code § 1', url: 'https://example.gov/1' }]
const inForce = { from: '2000-01-01' }

const grams = defineFact({
  id: 'grams',
  label: 'Weight',
  about: 'charge',
  get: ({ charge }) => charge.given.grams as number | undefined,
  ask: 'What did the lab weigh?',
})
const lightGrams = presuming(grams, { value: 0, favors: 'person', citations })
const age = defineFact({
  id: 'age',
  label: 'Age',
  about: 'person',
  get: ({ subject }) => subject.given.age as number | undefined,
})
const kind = defineFact({ id: 'kind', label: 'Kind', about: 'charge', get: ({ charge }) => charge.literal })
const lawfulGrams = defineParameter({
  id: 'lawful-grams',
  label: 'Lawful amount',
  values: [
    { from: '2000-01-01', to: '2017-01-01', value: 10, citations },
    { from: '2017-01-01', value: 28.5, citations },
  ],
})
const options = z.object({
  helpAdults: z.boolean().default(false),
  contest: z.boolean().default(false),
  look: z.boolean().default(false),
})
const office = conditionsFor(options)

const isLight = law.check({
  id: 'light',
  label: 'Not more than the lawful amount',
  facts: [grams],
  holds: ([weight], { parameter }) => weight <= parameter(lawfulGrams),
})
const isPresumedLight = law.check({
  id: 'presumed-light',
  label: 'Light, presumed where unknown',
  facts: [lightGrams],
  holds: ([weight]) => weight <= 5,
})

const rules: Ruleset<typeof options, 'seal' | 'reduce', 'risk'> = {
  id: 'test',
  title: 'Test',
  purpose: 'relief',
  format: 'none',
  relief: {
    seal: { label: 'Seal', effects: ['seal'], rank: 2 },
    reduce: { label: 'Reduce', effects: ['redesignate'], rank: 1 },
  },
  grounds: { risk: { label: 'Risk', citations } },
  options,
  presets: { none: { label: 'None', options: {} } },
  appliesTo: law.check({
    id: 'in-scope',
    label: 'Possession or sale',
    facts: [kind],
    holds: ([text]) => text !== 'theft',
  }),
  floor: [
    {
      id: 'test/light',
      summary: 'A lawful amount.',
      citations,
      effective: inForce,
      when: law.all(
        law.check({ id: 'possession', label: 'Possession', facts: [kind], holds: ([text]) => text === 'possession' }),
        isLight,
      ),
      outcome: { kind: 'eligible', relief: 'seal' },
    },
    {
      id: 'test/sale-light',
      summary: 'A sale of little.',
      citations,
      effective: inForce,
      when: law.all(
        law.check({ id: 'sale', label: 'Sale', facts: [kind], holds: ([text]) => text === 'sale' }),
        isPresumedLight,
      ),
      outcome: { kind: 'eligible', relief: 'reduce' },
    },
    {
      id: 'test/repealed',
      summary: 'No longer law.',
      citations,
      effective: { from: '2000-01-01', to: '2010-01-01' },
      when: law.all(),
      outcome: { kind: 'eligible', relief: 'seal' },
    },
  ],
  otherwise: { kind: 'ineligible', because: 'not_covered' },
  policy: [
    {
      id: 'test/contest',
      summary: 'The office contests.',
      citations,
      effective: inForce,
      effect: 'challenge',
      ground: 'risk',
      when: office.check({
        id: 'contested',
        label: 'Contested',
        facts: [],
        holds: (_, { options: { contest } }) => contest,
      }),
      outcome: { kind: 'ineligible', because: 'barred' },
    },
    {
      id: 'test/look',
      summary: 'A person looks first.',
      citations,
      effective: inForce,
      effect: 'hold',
      when: office.check({ id: 'looked', label: 'Look', facts: [], holds: (_, { options: { look } }) => look }),
      outcome: { kind: 'needs_review', question: 'Look.' },
    },
    {
      id: 'test/adults',
      summary: 'Adults get a reduction.',
      citations,
      effective: inForce,
      effect: 'improve',
      when: office.check({
        id: 'adult',
        label: 'Adult',
        facts: [age],
        holds: ([years], { options: { helpAdults } }) => helpAdults && years >= 21,
      }),
      outcome: { kind: 'eligible', relief: 'reduce' },
    },
  ],
  // The engine never reads what a run hands over.
  results: { files: [], headers: [], determination: 0, reason: 0, plainCells: () => [], cells: () => [] },
  summary: {
    fileName: 's',
    empty: () => 0,
    add: () => undefined,
    merge: () => undefined,
    report: () => ({}),
    figures: () => [],
  },
}

function charge(literal: string, given: Record<string, Scalar> = {}): Charge {
  return { id: literal, caseId: '1', row: 0, line: 1, literal, disposition: 'convicted', given }
}

function answer(subject: Omit<Subject, 'key' | 'name'>, chosen: z.input<typeof options> = {}, asOf = '2020-01-01') {
  const program = compile(rules as unknown as Ruleset, { options: chosen, asOf, county: 'Test' })
  return program.evaluate({ key: 'k', name: 'TESTPERSON', ...subject }).determinations[0]
}

describe('the floor', () => {
  it('answers with the first rule that is met', () => {
    expect(answer({ charges: [charge('possession', { grams: 20 })], given: {} })).toEqual({
      floor: { rule: 'test/light', outcome: { kind: 'eligible', relief: 'seal' }, presumed: [] },
      outcome: { kind: 'eligible', relief: 'seal' },
      citations,
    })
  })

  it('reads parameters and rules as they were in force', () => {
    expect(answer({ charges: [charge('possession', { grams: 20 })], given: {} }, {}, '2016-12-31')?.outcome.kind).toBe(
      'ineligible',
    )
    expect(answer({ charges: [charge('possession', { grams: 20 })], given: {} }, {}, '2017-01-01')?.outcome.kind).toBe(
      'eligible',
    )
    expect(answer({ charges: [charge('other')], given: {} }, {}, '2009-12-31')?.floor.rule).toBe('test/repealed')
    expect(answer({ charges: [charge('other')], given: {} }, {}, '2010-01-01')?.floor.rule).toBeUndefined()
  })

  it('stops at what it cannot know, and asks for the one fact that somebody can supply', () => {
    expect(answer({ charges: [charge('possession')], given: {} })?.floor).toEqual({
      rule: 'test/light',
      outcome: { kind: 'ask', fact: 'grams', question: 'What did the lab weigh?' },
      presumed: [],
    })
  })

  it('presumes what the law presumes, and says so', () => {
    const { floor } = answer({ charges: [charge('sale')], given: {} }) ?? {}
    expect(floor).toEqual({
      rule: 'test/sale-light',
      outcome: { kind: 'eligible', relief: 'reduce' },
      presumed: ['grams'],
    })
  })

  it('gives no answer out of scope', () => {
    expect(answer({ charges: [charge('theft')], given: {} })).toBeUndefined()
  })
})

describe('the policy', () => {
  const adult = { charges: [charge('other')], given: { age: 40 } }

  it('may be kinder than the floor', () => {
    expect(answer(adult, { helpAdults: true })).toMatchObject({
      floor: { outcome: { kind: 'ineligible' } },
      policy: { rule: 'test/adults', effect: 'improve' },
      outcome: { kind: 'eligible', relief: 'reduce' },
    })
  })

  it('takes silence as not met', () => {
    expect(answer({ charges: [charge('other')], given: {} }, { helpAdults: true })?.policy).toBeUndefined()
  })

  it('is refused below the floor without a ground', () => {
    const light = { charges: [charge('possession', { grams: 1 })], given: { age: 40 } }
    expect(answer(light, { helpAdults: true })).toMatchObject({
      refused: 'test/adults',
      outcome: { kind: 'eligible', relief: 'seal' },
    })
    expect(answer(light, { contest: true })).toMatchObject({
      policy: { effect: 'challenge', ground: 'risk' },
      outcome: { kind: 'ineligible', because: 'barred' },
    })
    expect(answer(light, { look: true })).toMatchObject({
      floor: { outcome: { kind: 'eligible' } },
      outcome: { kind: 'needs_review' },
    })
  })
})

describe('compile', () => {
  it('refuses stored options that no longer parse', () => {
    expect(() =>
      compile(rules as unknown as Ruleset, { options: { contest: 'yes' }, asOf: '2020-01-01', county: 'Test' }),
    ).toThrow(expect.objectContaining({ code: 'PRECONDITION' }))
  })

  it('fails the run, naming the rule’s check and no data, when a jurisdiction throws', () => {
    const broken = {
      ...rules,
      appliesTo: law.check({
        id: 'broken',
        label: 'Broken',
        facts: [kind],
        holds: () => {
          throw new Error('SECRET')
        },
      }),
    }
    const program = compile(broken as unknown as Ruleset, { options: {}, asOf: '2020-01-01', county: 'Test' })
    expect(() => program.evaluate({ key: '', name: '', charges: [charge('x')], given: {} })).toThrow(
      expect.objectContaining({ code: 'INTERNAL', message: 'The jurisdiction failed in check broken.' }),
    )
  })
})

describe('evaluate and explain', () => {
  const anyCharge = fc.record({
    literal: fc.constantFrom('possession', 'sale', 'theft', 'other'),
    grams: fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined }),
  })
  const anySubject = fc.record({
    charges: fc.array(anyCharge, { minLength: 1, maxLength: 5 }),
    age: fc.option(fc.integer({ min: 10, max: 90 }), { nil: undefined }),
  })
  const anyOptions = fc.record({ helpAdults: fc.boolean(), contest: fc.boolean(), look: fc.boolean() })

  it('agree on every charge, in any order of subjects, and never throw', () => {
    fc.assert(
      fc.property(fc.array(anySubject, { minLength: 1, maxLength: 4 }), anyOptions, (people, chosen) => {
        const program = compile(rules as unknown as Ruleset, { options: chosen, asOf: '2020-01-01', county: 'Test' })
        const subjects = people.map(({ charges, age: years }) => ({
          key: 'k',
          name: 'TESTPERSON',
          charges: charges.map(({ literal, grams: weight }) =>
            charge(literal, weight === undefined ? {} : { grams: weight }),
          ),
          given: years === undefined ? {} : { age: years },
        }))
        const once = subjects.map((subject) => program.evaluate(subject).determinations)
        const again = [...subjects].reverse().map((subject) => program.evaluate(subject).determinations)
        expect(again.reverse()).toEqual(once)
        subjects.forEach((subject, person) => {
          subject.charges.forEach((_, index) => {
            expect(program.explain(subject, index)?.determination).toEqual(once[person]?.[index])
          })
        })
      }),
    )
  })

  it('trace every rule tried, with labels, values and truth', () => {
    const program = compile(rules as unknown as Ruleset, {
      options: { helpAdults: true },
      asOf: '2020-01-01',
      county: 'Test',
    })
    const explanation = program.explain({ key: '', name: '', charges: [charge('sale')], given: { age: 30 } }, 0)
    expect(explanation?.trace.map(({ rule }) => rule)).toEqual([
      'test/light',
      'test/sale-light',
      'test/contest',
      'test/look',
      'test/adults',
    ])
    expect(explanation?.trace[1]?.node).toEqual({
      kind: 'all',
      truth: 'met',
      children: [
        {
          kind: 'check',
          id: 'sale',
          label: 'Sale',
          truth: 'met',
          facts: [{ id: 'kind', label: 'Kind', value: 'sale', presumed: false }],
        },
        {
          kind: 'check',
          id: 'presumed-light',
          label: 'Light, presumed where unknown',
          truth: 'met',
          facts: [{ id: 'grams', label: 'Weight', value: 0, presumed: true }],
        },
      ],
    })
  })
})
