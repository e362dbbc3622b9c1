import { defineFact, law, type Condition, type Determination, type Fact, type Ruleset } from '@cmr/jurisdiction'
import type { Charge, Scalar, Subject } from '@cmr/record'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compile } from './compile.ts'
import { isWorse } from './compare-outcomes.ts'
import { citations, rules } from './test-rules.ts'

/*
 * Programs share answers, remember facts and checks, and decide at compile time what no fact decides. The plain
 * evaluation below does none of that; the two must agree over invented rulesets and records.
 */
type Truth = boolean | undefined
type AnyCondition = Condition<unknown>
const inForce = { from: '2000-01-01' }
const effective = inForce

const NAMES = ['a', 'b', 'c', 'd'] as const
const silences = fc.constantFrom('none', 'ask', 'value', 'from')

function invent(id: string, about: Fact['about'], silence: string): Fact<number> {
  const fact = defineFact<number>({
    id,
    label: `Fact ${id}`,
    about,
    get: ({ subject, charge }) => (about === 'person' ? subject : charge).given[id] as number | undefined,
    ...(silence === 'ask' ? { ask: `What is ${id}?` } : {}),
  })
  if (silence === 'value') return { ...fact, whenUnknown: { value: 1, favors: 'person', citations } }
  const from = ({ subject, charge }: { subject: Subject; charge: Charge }) =>
    (about === 'person' ? subject.charges.length > 1 : charge.literal === 'x') ? 0 : undefined
  return silence === 'from' ? { ...fact, whenUnknown: { from, favors: 'person', citations } } : fact
}

function anyCondition(facts: readonly Fact<number>[]): fc.Arbitrary<AnyCondition> {
  const check = fc
    .tuple(fc.subarray([...facts], { maxLength: 2 }), fc.integer({ min: 0, max: 2 }))
    .map(([read, limit]) =>
      law.check({
        id: 'sum',
        label: 'Sum',
        facts: read,
        holds: (values) => values.reduce((sum, value) => sum + value, 0) >= limit,
      }),
    )
  const { node } = fc.letrec<{ node: AnyCondition; check: AnyCondition; group: AnyCondition }>((tie) => ({
    check,
    group: fc
      .tuple(fc.constantFrom('all', 'any', 'not'), fc.array(tie('node'), { minLength: 1, maxLength: 3 }))
      .map(([kind, of]) =>
        kind === 'not' ? law.not(of[0] ?? law.all()) : kind === 'all' ? law.all(...of) : law.any(...of),
      ),
    node: fc.oneof({ maxDepth: 2, withCrossShrink: true }, tie('check'), tie('group')),
  }))
  return node
}

const outcomes = (on: Fact<string>) =>
  fc.constantFrom<Ruleset<never, 'seal' | 'reduce'>['otherwise']>(
    { kind: 'eligible', relief: 'seal' },
    { kind: 'eligible', relief: 'reduce' },
    { kind: 'not_yet', relief: 'seal', on },
    { kind: 'ineligible', because: 'barred' },
    { kind: 'needs_review', question: 'Why?' },
  )

const anyRuleset = fc
  .tuple(...NAMES.map((id, index) => fc.tuple(fc.constant(id), fc.constant(index < 2 ? 'person' : 'charge'), silences)))
  .chain((shapes) => {
    const facts = shapes.map(([id, about, silence]) => invent(id, about, silence))
    const on = {
      ...invent('on', 'charge', 'value'),
      get: facts[2]?.get,
      whenUnknown: facts[2]?.whenUnknown,
    } as Fact<never>
    const when = anyCondition(facts)
    const rule = fc.record({ when, outcome: outcomes(on) })
    const policy = fc.record({ when, outcome: outcomes(on), effect: fc.constantFrom('improve', 'hold', 'challenge') })
    return fc.record({
      appliesTo: when,
      floor: fc.array(rule, { maxLength: 4 }),
      policy: fc.array(policy, { maxLength: 3 }),
      procedures: fc.array(when, { maxLength: 2 }),
      otherwise: outcomes(on),
    })
  })
  .map(({ appliesTo, floor, policy, procedures, otherwise }) => {
    const named = <T>(layer: string, list: readonly T[]) =>
      list.map((part, index) => ({ ...part, id: `test/${layer}-${index}`, summary: 'A rule.', citations, effective }))
    const challenge = { isOn: () => true, ground: () => 'risk' }
    return {
      ...rules,
      appliesTo,
      otherwise,
      floor: named('floor', floor),
      policy: named('policy', policy).map((part) => (part.effect === 'challenge' ? { ...part, ...challenge } : part)),
      procedures: named(
        'procedure',
        procedures.map((when) => ({ when, label: 'P' })),
      ),
    } as unknown as Ruleset
  })

const value = fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined })
const given = fc
  .record({ a: value, b: value, c: value, d: value })
  .map(
    (values) =>
      Object.fromEntries(Object.entries(values).filter(([, known]) => known !== undefined)) as Record<string, Scalar>,
  )
const anyCharge = fc.record({ literal: fc.constantFrom('x', 'y'), given }).map(({ literal, given: known }): Charge => ({
  id: '0:0',
  caseId: '1',
  file: 0,
  row: 0,
  line: 1,
  literal,
  disposition: 'convicted',
  given: known,
}))
const anySubject = fc
  .record({ charges: fc.array(anyCharge, { maxLength: 4 }), given })
  .map((person): Subject => ({ key: 'k', name: 'TESTPERSON', ...person }))

/** Evaluates one charge the plain way. */
class PlainEvaluation {
  private presumed = new Set<string>()

  constructor(
    private readonly ruleset: Ruleset,
    private readonly subject: Subject,
    private readonly charge: Charge,
  ) {}

  determination(): Determination | undefined {
    if (this.truth(this.ruleset.appliesTo) === false) return undefined
    this.presumed.clear()
    const answer = this.policy(this.floor())
    const { kind } = answer.outcome
    const procedure = this.ruleset.procedures.find(({ when }) => this.truth(when) === true)
    const isGranted = kind === 'eligible' || kind === 'not_yet'
    return isGranted && procedure !== undefined ? { ...answer, procedure: procedure.id, citations } : answer
  }

  private floor(): Determination {
    const rule = this.ruleset.floor.find(({ when }) => this.truth(when) !== false)
    const outcome =
      rule !== undefined && this.truth(rule.when) === undefined
        ? this.askFor(rule.when)
        : this.resolve(rule?.outcome ?? this.ruleset.otherwise)
    const answered = rule === undefined ? {} : { rule: rule.id }
    return {
      floor: { ...answered, outcome, presumed: this.takePresumed() },
      outcome,
      citations: rule?.citations ?? [],
    }
  }

  private policy(answer: Determination): Determination {
    // Safe: the invented conditions read no options.
    const rule = this.ruleset.policy.find(({ when }) => this.truth(when as AnyCondition) === true)
    if (rule === undefined) return answer
    const { effect } = rule
    const outcome =
      effect === 'hold' ? { kind: 'needs_review' as const, question: rule.summary } : this.resolve(rule.outcome)
    if (effect === 'improve' && isWorse(outcome, answer.outcome, this.ruleset.relief))
      return { ...answer, refused: rule.id }
    const ground = effect === 'challenge' ? { ground: 'risk' } : {}
    const policy = { rule: rule.id, outcome, presumed: this.takePresumed(), effect, ...ground }
    return { floor: answer.floor, policy, outcome, citations }
  }

  /** Facts read are noted as presumed, unless the answer is already decided without any. */
  truth(condition: AnyCondition): Truth {
    const decided = withoutFacts(condition)
    if (decided !== undefined) return decided
    switch (condition.kind) {
      case 'check': {
        const values = condition.facts.map((fact) => this.read(fact))
        return values.includes(undefined) ? undefined : condition.holds(values, {} as never)
      }
      case 'not': {
        const truth = this.truth(condition.of)
        return truth === undefined ? undefined : !truth
      }
      case 'all':
      case 'any': {
        const decisive = condition.kind === 'any'
        let result: Truth = !decisive
        for (const child of condition.of) {
          const truth = this.truth(child)
          if (truth === decisive) return decisive
          if (truth === undefined) result = undefined
        }
        return result
      }
    }
  }

  private read(fact: Fact): unknown {
    const scope = { asOf: '2020-01-01', county: 'Test', subject: this.subject, charge: this.charge }
    const known = fact.get(scope)
    if (known !== undefined || fact.whenUnknown === undefined) return known
    const presumed = 'from' in fact.whenUnknown ? fact.whenUnknown.from(scope) : fact.whenUnknown.value
    if (presumed !== undefined) this.presumed.add(fact.id)
    return presumed
  }

  private resolve(outcome: Ruleset['otherwise']): Determination['outcome'] {
    if (outcome.kind !== 'not_yet') return outcome as Determination['outcome']
    const on = this.read(outcome.on)
    return on === undefined
      ? { kind: 'needs_review', question: `Not known: ${outcome.on.label}.` }
      : { kind: 'not_yet', relief: outcome.relief, on: String(on) }
  }

  private askFor(condition: AnyCondition): Determination['outcome'] {
    return this.quietly(() => {
      const missing = [...new Set(factsOf(condition))].filter((fact) => this.read(fact) === undefined)
      const [fact] = missing
      if (missing.length === 1 && fact?.ask !== undefined) return { kind: 'ask', fact: fact.id, question: fact.ask }
      const labels = missing.map(({ label }) => label).sort()
      return { kind: 'needs_review', question: `Not known: ${labels.join(', ')}.` }
    })
  }

  private quietly<T>(work: () => T): T {
    const kept = new Set(this.presumed)
    const result = work()
    this.presumed = kept
    return result
  }

  private takePresumed(): string[] {
    const ids = [...this.presumed].sort()
    this.presumed.clear()
    return ids
  }
}

function factsOf(condition: AnyCondition): readonly Fact[] {
  if (condition.kind === 'check') return condition.facts
  return (condition.kind === 'not' ? [condition.of] : condition.of).flatMap((child) => [...factsOf(child)])
}

/** What a condition comes to whatever the record says, as far as its checks without facts decide it. */
function withoutFacts(condition: AnyCondition): Truth {
  if (condition.kind === 'check') return condition.facts.length === 0 ? condition.holds([], {} as never) : undefined
  if (condition.kind === 'not') {
    const inner = withoutFacts(condition.of)
    return inner === undefined ? undefined : !inner
  }
  const decisive = condition.kind === 'any'
  const children = condition.of.map(withoutFacts)
  if (children.includes(decisive)) return decisive
  return children.includes(undefined) ? undefined : !decisive
}

function conditionsOf(ruleset: Ruleset, layer: 'floor' | 'policy' | 'procedure') {
  const layers = { floor: ruleset.floor, policy: ruleset.policy, procedure: ruleset.procedures }
  // Safe: the invented conditions read no options.
  return layers[layer] as readonly { readonly id: string; readonly when: AnyCondition }[]
}

const truthWord = (truth: Truth): string => (truth === undefined ? 'unknown' : truth ? 'met' : 'not_met')

/** Lists whose order says nothing, in one order. */
function ordered(answer: Determination | undefined): unknown {
  return JSON.parse(
    JSON.stringify(answer ?? null, (key, part: unknown) => {
      if (key === 'presumed') return [...(part as string[])].sort()
      if (key === 'question' && typeof part === 'string' && part.startsWith('Not known: ')) {
        return `Not known: ${part.slice(11, -1).split(', ').sort().join(', ')}.`
      }
      return part
    }),
  )
}

describe('Program', () => {
  it('answers as the plain evaluation does, whatever it answered before, and explains the same', () => {
    fc.assert(
      fc.property(anyRuleset, fc.array(anySubject, { minLength: 1, maxLength: 6 }), (ruleset, people) => {
        const program = compile(ruleset, { options: {}, asOf: '2020-01-01', county: 'Test' })
        for (const subject of [...people, ...people]) {
          const { determinations } = program.evaluate(subject)
          subject.charges.forEach((charge, index) => {
            const expected = new PlainEvaluation(ruleset, subject, charge).determination()
            expect(ordered(determinations[index])).toEqual(ordered(expected))
            const explanation = program.explain(subject, index)
            expect(explanation?.determination).toEqual(determinations[index])
            for (const { layer, rule, node } of explanation?.trace ?? []) {
              const { when } = conditionsOf(ruleset, layer).find(({ id }) => id === rule) ?? {}
              expect(node.truth).toBe(truthWord(new PlainEvaluation(ruleset, subject, charge).truth(when ?? law.all())))
            }
          })
        }
      }),
      { numRuns: 500 },
    )
  })
})
