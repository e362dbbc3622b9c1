import type {
  CheckContext,
  Citation,
  Determination,
  Evaluated,
  Explanation,
  LayerAnswer,
  Outcome,
  Procedure,
  Rule,
  RuleOutcome,
  Ruleset,
  RunEnvironment,
  Scope,
} from '@cmr/jurisdiction'
import type { Charge, Subject } from '@cmr/record'
import { AnswerPaths } from './answer-paths.ts'
import type { ChosenRule } from './check-policy.ts'
import { isWorse } from './compare-outcomes.ts'
import { ConditionCompiler, MET, NEVER, NOT_MET, type Test, UNKNOWN } from './compile-condition.ts'
import { FactReader, PRESUMED, SILENT } from './fact-reader.ts'
import { traceCondition } from './trace-condition.ts'

/** Anything with a condition and a period. */
type Conditional = Pick<Rule<unknown>, 'id' | 'when' | 'effective'>
interface Compiled<T> {
  readonly rule: T
  readonly test: Test
}

const NOBODY: Subject = { key: '', name: '', charges: [], given: {} }
const NOTHING: Charge = { id: '', caseId: '', file: 0, row: 0, line: 1, literal: '', disposition: 'other', given: {} }

/**
 * A ruleset compiled for one set of options, one county and one day. Synchronous, holds no state between
 * subjects, and answers equal inputs equally. Not to be shared by interleaved callers of one `evaluate`.
 * Equal answers are mostly one object; callers must not change them.
 */
export class Program {
  private readonly scope: { -readonly [K in keyof Scope]: Scope[K] }
  private readonly reader: FactReader
  private readonly compiler: ConditionCompiler
  private readonly inScope: Test
  private readonly floor: readonly Compiled<Rule<unknown>>[]
  private readonly policy: readonly Compiled<ChosenRule['rule']>[]
  private readonly procedures: readonly Compiled<Procedure>[]
  private readonly grounds: ReadonlyMap<string, string>
  private readonly paths: AnswerPaths
  /** Whether the answer being worked out holds something of the charge itself. */
  private varies = false

  constructor(
    readonly ruleset: Ruleset,
    readonly environment: RunEnvironment<Record<string, unknown>>,
    context: CheckContext<unknown>,
    private readonly chosen: readonly ChosenRule[],
  ) {
    const { asOf, county } = environment
    this.scope = { asOf, county, subject: NOBODY, charge: NOTHING }
    this.reader = new FactReader(this.scope)
    this.paths = new AnswerPaths(this.reader)
    this.compiler = new ConditionCompiler(this.reader, context)
    this.inScope = this.compiler.compile(ruleset.appliesTo)
    this.floor = this.compiled(ruleset.floor)
    this.policy = this.compiled(chosen.map(({ rule }) => rule))
    this.procedures = this.compiled(ruleset.procedures)
    this.grounds = new Map(chosen.flatMap(({ rule, ground }) => (ground === undefined ? [] : [[rule.id, ground]])))
  }

  /** What each charge came to; undefined where the ruleset does not apply. Throws INTERNAL when the jurisdiction fails. */
  evaluate(subject: Subject): Evaluated {
    const { charges } = subject
    const determinations = new Array<Determination | undefined>(charges.length)
    this.toSubject(subject)
    for (let i = 0; i < charges.length; i++) {
      this.toCharge(i)
      const end = this.paths.follow()
      determinations[i] = end === undefined ? this.learn() : end.varies ? this.determine() : end.answer
    }
    return { subject, determinations }
  }

  /**
   * Why one charge came out as it did: every rule tried, in order, with the facts it read. Agrees with `evaluate`.
   * Undefined where the ruleset does not apply to the charge. `index` counts from 0 in `subject.charges`.
   */
  explain(subject: Subject, index: number): Explanation | undefined {
    this.toSubject(subject)
    this.toCharge(index)
    const determination = this.determine()
    if (determination === undefined) return undefined
    const { floor, policy, refused, procedure, outcome } = determination
    return {
      determination,
      trace: [
        ...this.trace('floor', this.ruleset.floor, floor.rule),
        ...this.trace(
          'policy',
          this.chosen.map(({ rule }) => rule),
          policy?.rule ?? refused,
        ),
        ...(isGranted(outcome) ? this.trace('procedure', this.ruleset.procedures, procedure) : []),
      ],
    }
  }

  private trace(layer: Explanation['trace'][number]['layer'], rules: readonly Conditional[], answered?: string) {
    const tried = rules.filter((rule) => this.isInForce(rule))
    const last = answered === undefined ? tried.length : tried.findIndex(({ id }) => id === answered) + 1
    return tried.slice(0, last).map(({ id, when }) => ({ layer, rule: id, node: traceCondition(when, this.compiler) }))
  }

  private isInForce({ effective: { from, to } }: Conditional): boolean {
    const { asOf } = this.environment
    return from <= asOf && (to === undefined || asOf < to)
  }

  /** Rules in force that can be met at all under these options. */
  private compiled<T extends Conditional>(rules: readonly T[]): Compiled<T>[] {
    return rules
      .filter((rule) => this.isInForce(rule))
      .map((rule) => ({ rule, test: this.compiler.compile(rule.when) }))
      .filter(({ test }) => test !== NEVER)
  }

  private toSubject(subject: Subject): void {
    this.scope.subject = subject
    this.reader.subjectMoved()
  }

  private toCharge(index: number): void {
    const charge = this.scope.subject.charges[index]
    if (charge === undefined) throw new RangeError('no such charge')
    this.scope.charge = charge
    this.reader.chargeMoved()
  }

  private learn(): Determination | undefined {
    const determination = this.determine()
    return this.paths.learn(this.compiler.asked, determination, this.varies)
  }

  /** Works the answer out where the scope stands, whatever was answered before. */
  private determine(): Determination | undefined {
    this.varies = false
    this.compiler.asked.length = 0
    if (this.inScope() === NOT_MET) return undefined
    const answer = this.applyPolicy(this.reachFloor())
    if (!isGranted(answer.outcome)) return answer
    const procedure = this.procedures.find(({ test }) => test() === MET)?.rule
    if (procedure === undefined) return answer
    return { ...answer, procedure: procedure.id, citations: joined(answer.citations, procedure.citations) }
  }

  private reachFloor(): Determination {
    const since = this.compiler.asked.length
    let isUnknown = false
    const rule = this.floor.find(({ test }) => {
      const truth = test()
      isUnknown = truth === UNKNOWN
      return truth !== NOT_MET
    })?.rule
    const presumed = this.presumedSince(since)
    if (rule === undefined) return floorOnly(undefined, this.resolve(this.ruleset.otherwise, presumed), presumed)
    const outcome = isUnknown ? this.askFor(rule) : this.resolve(rule.outcome, presumed)
    return floorOnly(rule, outcome, presumed)
  }

  private applyPolicy(answer: Determination): Determination {
    const { floor, citations } = answer
    const since = this.compiler.asked.length
    const rule = this.policy.find(({ test }) => test() === MET)?.rule
    if (rule === undefined) return answer
    const presumed = this.presumedSince(since)
    const outcome: Outcome =
      rule.effect === 'hold' ? { kind: 'needs_review', question: rule.summary } : this.resolve(rule.outcome, presumed)
    if (rule.effect === 'improve' && isWorse(outcome, floor.outcome, this.ruleset.relief)) {
      return { ...answer, refused: rule.id }
    }
    const ground = this.grounds.get(rule.id)
    const policy = { rule: rule.id, outcome, presumed: [...presumed], effect: rule.effect }
    return {
      floor,
      policy: ground === undefined ? policy : { ...policy, ground },
      outcome,
      citations: joined(citations, rule.citations),
    }
  }

  /** Ids of the facts presumed by the checks asked from there on, in the order they were read. */
  private presumedSince(index: number): Set<string> {
    const slots = this.compiler.asked.slice(index).flatMap((check) => check.slots)
    return new Set(slots.filter(({ state }) => state === PRESUMED).map(({ fact }) => fact.id))
  }

  /** Exactly one missing fact that someone can supply is asked for; anything else needs a person. */
  private askFor(rule: Rule<unknown>): Outcome {
    const since = this.compiler.asked.length
    this.compiler.askAll(rule.when)
    const slots = this.compiler.asked.slice(since).flatMap((check) => check.slots)
    const missing = [...new Set(slots.filter(({ state }) => state === SILENT).map(({ fact }) => fact))]
    const [fact] = missing
    return missing.length === 1 && fact?.ask !== undefined
      ? { kind: 'ask', fact: fact.id, question: fact.ask }
      : { kind: 'needs_review', question: `Not known: ${missing.map(({ label }) => label).join(', ')}.` }
  }

  /** Adds to `presumed` what the outcome itself presumes. */
  private resolve(outcome: RuleOutcome, presumed: Set<string>): Outcome {
    if (outcome.kind === 'ask') return { kind: 'ask', fact: outcome.fact.id, question: outcome.question }
    if (outcome.kind !== 'not_yet') return outcome
    this.varies = true
    const slot = this.reader.slotOf(outcome.on)
    this.reader.look(slot)
    if (slot.state === SILENT) return { kind: 'needs_review', question: `Not known: ${outcome.on.label}.` }
    if (slot.state === PRESUMED) presumed.add(slot.fact.id)
    return { kind: 'not_yet', relief: outcome.relief, on: String(slot.value) }
  }
}

/** Each authority once: rules share their constants. */
function joined(citations: readonly Citation[], more: readonly Citation[]): readonly Citation[] {
  return [...new Set([...citations, ...more])]
}

function floorOnly(rule: Rule<unknown> | undefined, outcome: Outcome, presumed: Set<string>): Determination {
  const answered = { outcome, presumed: [...presumed] }
  const floor: LayerAnswer = rule === undefined ? answered : { rule: rule.id, ...answered }
  return { floor, outcome, citations: rule?.citations ?? [] }
}

/** Whether relief is granted, so that there is a procedure to ask for it. */
function isGranted({ kind }: Outcome): boolean {
  return kind === 'eligible' || kind === 'not_yet'
}
