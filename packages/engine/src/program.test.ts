import { defineFact, law, type Ruleset } from '@cmr/jurisdiction'
import type { Charge } from '@cmr/record'
import { describe, expect, it } from 'vitest'
import { compile } from './compile.ts'
import { answer, charge, citations, kind, procedureCitations, programOf, rules } from './test-rules.ts'

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

  it('presumes from what the record does say, and is silent where that says nothing', () => {
    expect(answer({ charges: [charge('grow', { indoors: true })], given: {} })?.floor).toEqual({
      rule: 'test/grow',
      outcome: { kind: 'eligible', relief: 'reduce' },
      presumed: ['plants'],
    })
    expect(answer({ charges: [charge('grow', { indoors: true, plants: 7 })], given: {} })?.floor).toEqual({
      outcome: { kind: 'ineligible', because: 'not_covered' },
      presumed: [],
    })
    expect(answer({ charges: [charge('grow')], given: {} })?.floor).toEqual({
      rule: 'test/grow',
      outcome: { kind: 'needs_review', question: 'Not known: Plants.' },
      presumed: [],
    })
  })

  it('says from when relief may be asked for, charge by charge', () => {
    const { determinations } = programOf().evaluate({
      key: 'k',
      name: 'TESTPERSON',
      charges: [charge('later', { ends: '2030-01-01' }), charge('later', { ends: '2031-02-28' }), charge('later')],
      given: {},
    })
    expect(determinations.map((determination) => determination?.outcome)).toEqual([
      { kind: 'not_yet', relief: 'seal', on: '2030-01-01' },
      { kind: 'not_yet', relief: 'seal', on: '2031-02-28' },
      { kind: 'needs_review', question: 'Not known: End of the sentence.' },
    ])
  })

  it('answers with one object where nothing differs, presumptions included', () => {
    const { determinations } = programOf().evaluate({
      key: 'k',
      name: 'TESTPERSON',
      charges: [charge('sale'), charge('sale'), charge('sale', { grams: 1 })],
      given: {},
    })
    expect(determinations[1]).toBe(determinations[0])
    expect(determinations[2]?.floor).toEqual({ ...determinations[0]?.floor, presumed: [] })
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

  const light = { charges: [charge('possession', { grams: 1 })], given: { age: 40 } }

  it('keeps the floor where an improvement would be worse', () => {
    expect(answer(light, { helpAdults: true })).toMatchObject({
      refused: 'test/adults',
      outcome: { kind: 'eligible', relief: 'seal' },
    })
  })

  it('holds for a person and leaves the floor recorded', () => {
    expect(answer(light, { look: true })).toMatchObject({
      floor: { outcome: { kind: 'eligible' } },
      policy: { effect: 'hold' },
      outcome: { kind: 'needs_review' },
    })
  })

  it('may end below the floor on a stated ground, and applies a challenge that does not as it is', () => {
    const contested = { contest: true, contestGround: 'risk' } as const
    expect(answer(light, contested)).toMatchObject({
      policy: { rule: 'test/contest', effect: 'challenge', ground: 'risk' },
      outcome: { kind: 'ineligible', because: 'barred' },
    })
    expect(answer(adult, contested)).toMatchObject({
      floor: { outcome: { because: 'not_covered' } },
      policy: { rule: 'test/contest', effect: 'challenge', ground: 'risk' },
      outcome: { kind: 'ineligible', because: 'barred' },
    })
  })

  it('does not try a challenge that the options leave off', () => {
    const person = { key: '', name: '', ...light }
    expect(
      programOf({ contestGround: 'risk' })
        .explain(person, 0)
        ?.trace.map(({ rule }) => rule),
    ).not.toContain('test/contest')
  })
})

describe('the procedure', () => {
  const serving = charge('possession', { grams: 1, serving: true })
  const procedureOf = (charged: Charge, chosen = {}) => {
    const determination = answer({ charges: [charged], given: {} }, chosen)
    return [determination?.procedure, determination?.citations]
  }

  it('is the first that is met, with its citations, where relief is granted', () => {
    expect(procedureOf(serving)).toEqual(['petition', [...citations, ...procedureCitations]])
    expect(procedureOf(charge('later', { ends: '2030-01-01', serving: true }))).toEqual([
      'petition',
      [...citations, ...procedureCitations],
    ])
  })

  it('is the ordinary way where none is met, none is known, or it is no longer law', () => {
    expect(procedureOf(charge('possession', { grams: 1, serving: false }))).toEqual([undefined, citations])
    expect(procedureOf(charge('possession', { grams: 1 }))).toEqual([undefined, citations])
    expect(answer({ charges: [charge('possession', { grams: 1 })], given: {} }, {}, '2009-12-31')?.procedure).toBe(
      'abolished',
    )
  })

  it('is none where no relief is granted', () => {
    expect(procedureOf(charge('possession', { grams: 60, serving: true }))).toEqual([undefined, []])
    expect(procedureOf(charge('possession', { serving: true }))).toEqual([undefined, citations])
    expect(procedureOf(serving, { look: true })).toEqual([undefined, citations])
  })

  it('is traced after floor and policy', () => {
    const trace = programOf().explain({ key: '', name: '', charges: [serving], given: {} }, 0)?.trace
    expect(trace?.at(-1)).toMatchObject({ layer: 'procedure', rule: 'petition', node: { truth: 'met' } })
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
    const program = programOf({}, '2020-01-01', broken)
    expect(() => program.evaluate({ key: '', name: '', charges: [charge('x')], given: {} })).toThrow(
      expect.objectContaining({ code: 'INTERNAL', message: 'The jurisdiction failed in check broken.' }),
    )
  })
})

describe('facts', () => {
  it('are read once for a charge, and once for a subject where they are about the person', () => {
    const reads = { person: 0, charge: 0 }
    const counted = (['person', 'charge'] as const).map((about) =>
      defineFact({ id: about, label: about, about, get: () => ++reads[about] }),
    )
    const asking = (id: string) => law.check({ id, label: id, facts: counted, holds: () => false })
    const [first] = rules.floor
    if (first === undefined) throw new Error('no rule')
    const floor = ['a', 'b', 'c'].map((id) => ({ ...first, id, when: asking(id) }))
    const program = programOf({}, '2020-01-01', { ...rules, floor })
    program.evaluate({ key: '', name: '', charges: [charge('x'), charge('y')], given: {} })
    expect(reads).toEqual({ person: 1, charge: 2 })
  })
})

describe('explain', () => {
  it('traces every rule tried, with labels, values and truth', () => {
    const program = programOf({ helpAdults: true })
    const explanation = program.explain({ key: '', name: '', charges: [charge('sale')], given: { age: 30 } }, 0)
    expect(explanation?.trace.map(({ rule }) => rule)).toEqual([
      'test/light',
      'test/sale-light',
      'test/look',
      'test/adults',
      'petition',
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
          facts: [
            { id: 'grams', label: 'Weight', value: 0, presumed: true, presumption: { favors: 'person', citations } },
          ],
        },
      ],
    })
  })
})
