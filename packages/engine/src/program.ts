import type {
  CheckContext,
  Determination,
  Evaluated,
  Explanation,
  LayerAnswer,
  Outcome,
  Rule,
  RuleOutcome,
  Ruleset,
  RunEnvironment,
  Scope,
} from '@cmr/jurisdiction'
import type { Charge, Subject } from '@cmr/record'
import { isWorse } from './compare-outcomes.ts'
import { compileCondition, factsOf, MET, NOT_MET, type Test, UNKNOWN } from './compile-condition.ts'
import { FactReader } from './fact-reader.ts'
import { traceCondition } from './trace-condition.ts'

// Safe: options were parsed by the ruleset's own schema before its rules see them.
type AnyRule = Rule<any> & { readonly effect?: 'improve' | 'hold' | 'challenge'; readonly ground?: string }
interface CompiledRule {
  readonly rule: AnyRule
  readonly test: Test
}
/** Which rule of a layer answered (-1: none), and whether the search stopped because it could not be known. */
interface Reached {
  readonly index: number
  readonly unknown: boolean
}

const NOBODY: Subject = { key: '', name: '', charges: [], given: {} }
const NOTHING: Charge = { id: '', caseId: '', row: 0, line: 1, literal: '', disposition: 'other', given: {} }

/**
 * A ruleset compiled for one set of options, one county and one day. Synchronous, holds no state between
 * subjects, and answers equal inputs equally. Not to be shared by interleaved callers of one `evaluate`.
 */
export class Program {
  private readonly reader = new FactReader()
  private readonly scope: { -readonly [K in keyof Scope]: Scope[K] }
  private readonly inScope: Test
  private readonly floor: readonly CompiledRule[]
  private readonly policy: readonly CompiledRule[]
  /** Answers that rest on no presumption and no fact: one object for all charges that reach the same rules. */
  private readonly shared = new Map<number, Determination>()

  constructor(
    readonly ruleset: Ruleset,
    readonly environment: RunEnvironment<Record<string, unknown>>,
    private readonly context: CheckContext<unknown>,
  ) {
    const { asOf, county } = environment
    this.scope = { asOf, county, subject: NOBODY, charge: NOTHING }
    const compiled = (rules: readonly AnyRule[]): CompiledRule[] =>
      rules
        .filter(({ effective }) => effective.from <= asOf && (effective.to === undefined || asOf < effective.to))
        .map((rule) => ({ rule, test: compileCondition(rule.when, this.reader, context) }))
    this.inScope = compileCondition(ruleset.appliesTo, this.reader, context)
    this.floor = compiled(ruleset.floor)
    this.policy = compiled(ruleset.policy)
    for (const { rule } of [...this.floor, ...this.policy]) this.registerOutcome(rule.outcome)
    this.registerOutcome(ruleset.otherwise)
  }

  /** What each charge came to; undefined where the ruleset does not apply. Throws INTERNAL when the jurisdiction fails. */
  evaluate(subject: Subject): Evaluated {
    const determinations = new Array<Determination | undefined>(subject.charges.length)
    for (let i = 0; i < subject.charges.length; i++) {
      this.moveTo(subject, i)
      determinations[i] = this.inScope() === NOT_MET ? undefined : this.determine()
    }
    return { subject, determinations }
  }

  /**
   * Why one charge came out as it did: every rule tried, in order, with the facts it read. Agrees with `evaluate`.
   * Undefined where the ruleset does not apply to the charge. `index` counts from 0 in `subject.charges`.
   */
  explain(subject: Subject, index: number): Explanation | undefined {
    this.scope.subject = NOBODY
    this.moveTo(subject, index)
    if (this.inScope() === NOT_MET) return undefined
    const determination = this.determine()
    const trace: Explanation['trace'][number][] = []
    for (const [layer, rules, answer] of [
      ['floor', this.floor, determination.floor.rule],
      ['policy', this.policy, determination.policy?.rule ?? determination.refused],
    ] as const) {
      for (const { rule, test } of rules) {
        trace.push({ layer, rule: rule.id, node: traceCondition(rule.when, this.reader, this.context) })
        if (rule.id === answer || (layer === 'floor' && test() === UNKNOWN)) break
      }
    }
    return { determination, trace }
  }

  private registerOutcome(outcome: RuleOutcome): void {
    if (outcome.kind === 'not_yet') this.reader.slotOf(outcome.on)
  }

  private moveTo(subject: Subject, index: number): void {
    const charge = subject.charges[index]
    if (charge === undefined) throw new RangeError('no such charge')
    const sameSubject = this.scope.subject === subject
    this.scope.subject = subject
    this.scope.charge = charge
    this.reader.moveTo(this.scope, sameSubject)
  }

  private search(rules: readonly CompiledRule[], stopAtUnknown: boolean): Reached {
    for (let index = 0; index < rules.length; index++) {
      const truth = rules[index]?.test()
      if (truth === MET) return { index, unknown: false }
      if (truth === UNKNOWN && stopAtUnknown) return { index, unknown: true }
    }
    return { index: -1, unknown: false }
  }

  private determine(): Determination {
    const { presumedSlots } = this.reader
    presumedSlots.length = 0
    const floor = this.search(this.floor, true)
    const floorPresumed = this.takePresumed()
    const policy = this.search(this.policy, false)
    const policyPresumed = this.takePresumed()
    const key = (floor.index + 1) * (this.policy.length + 1) + policy.index + 1
    const isShared = floorPresumed.length === 0 && policyPresumed.length === 0 && !floor.unknown
    const known = isShared ? this.shared.get(key) : undefined
    if (known !== undefined) return known
    const answer = this.answer(this.floorAnswer(floor, floorPresumed), policy.index, policyPresumed)
    const isConstant = answer.floor.outcome.kind !== 'not_yet' && answer.outcome.kind !== 'not_yet'
    if (isShared && isConstant) this.shared.set(key, answer)
    return answer
  }

  private takePresumed(): readonly string[] {
    const { presumedSlots, facts } = this.reader
    if (presumedSlots.length === 0) return []
    const ids = [...new Set(presumedSlots.map((slot) => facts[slot]?.id ?? ''))]
    presumedSlots.length = 0
    return ids
  }

  private floorAnswer(reached: Reached, presumed: readonly string[]): LayerAnswer {
    const rule = this.floor[reached.index]?.rule
    if (rule === undefined) return { outcome: this.resolve(this.ruleset.otherwise), presumed }
    return { rule: rule.id, outcome: reached.unknown ? this.askFor(rule) : this.resolve(rule.outcome), presumed }
  }

  /** Exactly one missing fact that someone can supply is asked for; anything else needs a person. */
  private askFor(rule: AnyRule): Outcome {
    const missing = [...factsOf(rule.when)].filter((fact) => !this.reader.has(this.reader.slotOf(fact)))
    const [fact] = missing
    return missing.length === 1 && fact?.ask !== undefined
      ? { kind: 'ask', fact: fact.id, question: fact.ask }
      : { kind: 'needs_review', question: `Not known: ${missing.map(({ label }) => label).join(', ')}.` }
  }

  private resolve(outcome: RuleOutcome): Outcome {
    if (outcome.kind === 'ask') return { kind: 'ask', fact: outcome.fact.id, question: outcome.question }
    if (outcome.kind !== 'not_yet') return outcome
    const slot = this.reader.slotOf(outcome.on)
    return this.reader.has(slot)
      ? { kind: 'not_yet', relief: outcome.relief, on: String(this.reader.value(slot)) }
      : { kind: 'needs_review', question: `Not known: ${outcome.on.label}.` }
  }

  private answer(floor: LayerAnswer, policyIndex: number, presumed: readonly string[]): Determination {
    const rule = this.policy[policyIndex]?.rule
    const floorCitations = this.floor.find((compiled) => compiled.rule.id === floor.rule)?.rule.citations ?? []
    if (rule?.effect === undefined) return { floor, outcome: floor.outcome, citations: floorCitations }
    const outcome: Outcome =
      rule.effect === 'hold' ? { kind: 'needs_review', question: rule.summary } : this.resolve(rule.outcome)
    if (rule.effect === 'improve' && isWorse(outcome, floor.outcome, this.ruleset.relief)) {
      return { floor, refused: rule.id, outcome: floor.outcome, citations: floorCitations }
    }
    const ground = rule.effect === 'challenge' && rule.ground !== undefined ? { ground: rule.ground } : {}
    return {
      floor,
      policy: { rule: rule.id, outcome, presumed, effect: rule.effect, ...ground },
      outcome,
      citations: [...floorCitations, ...rule.citations],
    }
  }
}
