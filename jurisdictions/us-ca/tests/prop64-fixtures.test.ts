import { checkPolicy, inventoryOf } from '@cmr/conformance'
import type { Determination, Explanation, Outcome, TraceNode } from '@cmr/jurisdiction'
import { describe, expect, it } from 'vitest'
import { type Expected, type Fixture, readFixtures } from './prop64-fixture.ts'
import { personOf } from './prop64-people.ts'
import { programFor, ruleset } from './prop64-program.ts'

const { fixtures, neverMissing, alwaysHolds } = readFixtures()
const NAMESPACE = `${ruleset.id}/`
const NO_ANSWER: Expected = { answer: 'out of scope' }

function answerWords(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'eligible':
    case 'not_yet':
      return `${outcome.kind} ${outcome.relief}`
    case 'refer':
      return `refer to ${outcome.to}`
    case 'ask':
      return `ask ${outcome.fact}`
    case 'needs_review':
      return 'needs_review'
    case 'ineligible':
      return `ineligible ${outcome.because}`
  }
}

function short(id: string | undefined): string | undefined {
  return id?.startsWith(NAMESPACE) === true ? id.slice(NAMESPACE.length) : id
}

/** The answer in the words of the fixtures. */
function inFixtureWords(determination: Determination | undefined): Expected {
  if (determination === undefined) return NO_ANSWER
  const { floor, policy, outcome, procedure, refused } = determination
  const presumed = [...new Set([...floor.presumed, ...(policy?.presumed ?? [])])].sort()
  const said = {
    answer: answerWords(outcome),
    floor: short(floor.rule),
    floorAnswer: policy === undefined ? undefined : answerWords(floor.outcome),
    policy: short(policy?.rule),
    ground: policy?.ground,
    presumed: presumed.length === 0 ? undefined : presumed,
    procedure: short(procedure),
    refused: short(refused),
  }
  // Safe: members that are undefined are left out, which is what the type says.
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as unknown as Expected
}

function optionsOf({ preset, options }: Fixture): unknown {
  if (preset === undefined) return options
  const found = ruleset.presets[preset]
  if (found === undefined) throw new Error(`there is no preset ${preset}`)
  return found.options
}

function explained(fixture: Fixture): Explanation | undefined {
  const subject = personOf(fixture.rows, fixture.also)
  const program = programFor({ options: optionsOf(fixture), asOf: fixture.asOf, county: fixture.county })
  const index = subject.charges.findIndex(({ row }) => row === 0)
  if (index === -1) return undefined
  const explanation = program.explain(subject, index)
  expect(program.evaluate(subject).determinations[index]).toEqual(explanation?.determination)
  return explanation
}

function factsMissing(node: TraceNode): string[] {
  if (node.kind !== 'check') return node.children.flatMap(factsMissing)
  return node.facts.filter(({ value, presumed }) => presumed || value === undefined).map(({ id }) => id)
}

/** Whether an explanation bears out what a fixture says it shows of its rule. */
function expectShown(fixture: Fixture, explanation: Explanation | undefined): void {
  const { rule, shows = '' } = fixture
  if (rule === `${NAMESPACE}scope`) {
    if (shows === 'holds') expect(explanation).toBeDefined()
    if (shows === 'does not hold') expect(explanation).toBeUndefined()
    return
  }
  const tried = explanation?.trace.find((step) => step.rule === rule)
  expect(tried, `${String(rule)} was not tried`).toBeDefined()
  if (tried === undefined) return
  if (shows === 'holds') expect(tried.node.truth).toBe('met')
  else if (shows === 'does not hold') expect(tried.node.truth).toBe('not_met')
  else expect(factsMissing(tried.node)).toContain(shows.replace(/^without /, ''))
}

const titled = fixtures.map((fixture) => [`${fixture.file}: ${fixture.rule ?? ''} ${fixture.name}`, fixture] as const)

describe('fixtures of the law', () => {
  it.each(titled)('%s', (_, fixture) => {
    const explanation = explained(fixture)
    const { presumed, ...rest } = fixture.expect
    const expected = presumed === undefined ? rest : { ...rest, presumed: [...presumed].sort() }
    expect(inFixtureWords(explanation?.determination)).toEqual(expected)
    const cites = explanation?.determination.citations.map(({ cite }) => cite) ?? []
    if (expected.answer !== 'out of scope') expect(cites).toContain(fixture.citation)
    if (fixture.rule !== undefined) expectShown(fixture, explanation)
  })

  it('are named once each', () => {
    const names = fixtures.map(({ rule, name }) => `${rule ?? ''} ${name}`)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })
})

describe('parity of rules and fixtures', () => {
  const inventory = inventoryOf(ruleset)

  it.each(inventory.map((entry) => [entry.id, entry] as const))('%s', (id, { facts }) => {
    const shown = new Set(fixtures.filter(({ rule }) => rule === id).map(({ shows }) => shows))
    const missing = facts.filter((fact) => !(fact.id in neverMissing)).map((fact) => `without ${fact.id}`)
    const fails = id in alwaysHolds ? [] : ['does not hold']
    const wanted = ['holds', ...fails, ...missing]
    expect(wanted.filter((what) => !shown.has(what))).toEqual([])
  })

  it('knows every rule a fixture names, and every fact that is never missing', () => {
    const ids = new Set(inventory.map(({ id }) => id))
    expect(fixtures.map(({ rule }) => rule).filter((rule) => rule !== undefined && !ids.has(rule))).toEqual([])
    const facts = new Set(inventory.flatMap((entry) => entry.facts.map((fact) => fact.id)))
    expect(Object.keys(neverMissing).filter((fact) => !facts.has(fact))).toEqual([])
    expect(Object.keys(alwaysHolds).filter((id) => !ids.has(id))).toEqual([])
  })
})

describe('policies', () => {
  it('has a fixture for each preset', () => {
    const shown = new Set(fixtures.map(({ preset }) => preset))
    expect(Object.keys(ruleset.presets).filter((id) => !shown.has(id))).toEqual([])
  })

  it.each(['serving', 'laterOffense', 'largeAmount'])('refuses to contest %s without a ground, and says so', (name) => {
    const contest = { [name]: true }
    expect(() => checkPolicy(ruleset, { contest })).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ reason: 'challenge-without-ground' }) }),
    )
    const withGround = { ...contest, [`${name}Ground`]: 'criteria-not-met' }
    expect(checkPolicy(ruleset, { contest: withGround })).toMatchObject({ contest: withGround })
  })

  it('lets danger be a ground only while a sentence is running', () => {
    const ground = 'unreasonable-risk'
    expect(() => checkPolicy(ruleset, { contest: { serving: true, servingGround: ground } })).not.toThrow()
    for (const name of ['laterOffense', 'largeAmount']) {
      expect(() => checkPolicy(ruleset, { contest: { [name]: true, [`${name}Ground`]: ground } })).toThrow(
        /must be one of/,
      )
    }
  })

  it.each([
    ['ageAtLeast', 40, 65],
    ['yearsSinceConviction', 1, 15],
    ['yearsWithoutConviction', 1, 15],
    ['yearsWithoutFelony', 1, 15],
  ])('takes %s from %i to %i, or 0', (name, least, most) => {
    const save = (years: number) => () => checkPolicy(ruleset, { dismissWhen: { [name]: years } })
    for (const years of [0, least, most]) expect(save(years)).not.toThrow()
    for (const years of [least - 1 || -1, most + 1, least + 0.5, -1]) expect(save(years)).toThrow(/whole number/)
  })

  it('starts with the statutory floor, which adds nothing', () => {
    const [first] = Object.keys(ruleset.presets)
    expect(first).toBe('statutory-floor')
    expect(checkPolicy(ruleset, ruleset.presets['statutory-floor']?.options)).toEqual(checkPolicy(ruleset, {}))
  })
})
