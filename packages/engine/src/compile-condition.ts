import type { Check, CheckContext, Condition } from '@cmr/jurisdiction'
import { type Clock, type FactReader, pluginFailure, SILENT, type Slot } from './fact-reader.ts'

export const NOT_MET = 0
export const MET = 1
export const UNKNOWN = 2
/** Three-valued truth as a small number. */
export type Tri = typeof NOT_MET | typeof MET | typeof UNKNOWN
export type Test = () => Tri

/** Tests that read nothing: what the options alone decide. */
const ALWAYS: Readonly<Record<Tri, Test>> = [() => NOT_MET, () => MET, () => UNKNOWN]
export const NEVER = ALWAYS[NOT_MET]

/** A check bound to the facts it reads. Worked out once for a charge, or once for a subject where it reads only of the person. */
export class CompiledCheck {
  readonly slots: readonly Slot[]
  private readonly values: unknown[]
  private readonly clock: Clock
  private heldAt = -1
  private code = 0

  constructor(
    private readonly check: Check<unknown>,
    private readonly reader: FactReader,
    private readonly context: CheckContext<unknown>,
  ) {
    this.slots = check.facts.map((fact) => reader.slotOf(fact))
    this.values = new Array<unknown>(this.slots.length)
    const isPersonal = check.facts.every(({ about }) => about === 'person')
    this.clock = isPersonal ? reader.personClock : reader.chargeClock
  }

  /** The truth, and which facts were given, presumed or missing, as one number from 0. */
  outcome(): number {
    if (this.heldAt === this.clock.now) return this.code
    let states = 0
    let isKnown = true
    const { slots } = this
    for (let i = 0; i < slots.length; i++) {
      const slot = slots[i]
      if (slot === undefined) continue
      this.reader.look(slot)
      if (slot.state === SILENT) isKnown = false
      states = states * 3 + slot.state
    }
    this.code = states * 2 + (isKnown && this.holds() ? 1 : 0)
    this.heldAt = this.clock.now
    return this.code
  }

  /** What the check comes to where the reader stands. */
  truth(): Tri {
    if (this.outcome() % 2 === 1) return MET
    return this.slots.some(({ state }) => state === SILENT) ? UNKNOWN : NOT_MET
  }

  private holds(): boolean {
    const { slots, values } = this
    for (let i = 0; i < slots.length; i++) values[i] = slots[i]?.value
    try {
      return this.check.holds(values, this.context)
    } catch (error) {
      throw pluginFailure(`check ${this.check.id}`, error)
    }
  }
}

/** Turns conditions into closures over numbered facts. A check used in several places is one. */
export class ConditionCompiler {
  /** Checks that tests have asked, in order, since it was last emptied. */
  readonly asked: CompiledCheck[] = []
  private readonly checks = new Map<Check<unknown>, CompiledCheck>()

  constructor(
    private readonly reader: FactReader,
    private readonly context: CheckContext<unknown>,
  ) {}

  check(check: Check<unknown>): CompiledCheck {
    const known = this.checks.get(check)
    if (known !== undefined) return known
    const compiled = new CompiledCheck(check, this.reader, this.context)
    this.checks.set(check, compiled)
    return compiled
  }

  /** A test of the condition where the reader stands. What no fact decides is decided now; `NEVER` when it cannot be met. */
  compile(condition: Condition<unknown>): Test {
    switch (condition.kind) {
      case 'check': {
        const check = this.check(condition)
        return check.slots.length === 0 ? ALWAYS[this.ask(check)] : () => this.ask(check)
      }
      case 'all':
        return this.group(condition.of, NOT_MET, MET)
      case 'any':
        return this.group(condition.of, MET, NOT_MET)
      case 'not':
        return negate(this.compile(condition.of))
    }
  }

  /** Asks every check of a condition, those included that cannot decide it any more. */
  askAll(condition: Condition<unknown>): void {
    if (condition.kind === 'check') this.ask(this.check(condition))
    else for (const child of condition.kind === 'not' ? [condition.of] : condition.of) this.askAll(child)
  }

  private ask(check: CompiledCheck): Tri {
    this.asked.push(check)
    return check.truth()
  }

  private group(conditions: readonly Condition<unknown>[], decisive: Tri, otherwise: Tri): Test {
    const tests = conditions.map((child) => this.compile(child)).filter((test) => test !== ALWAYS[otherwise])
    if (tests.includes(ALWAYS[decisive])) return ALWAYS[decisive]
    const [only] = tests
    if (only === undefined) return ALWAYS[otherwise]
    return tests.length === 1 ? only : combine(tests, decisive, otherwise)
  }
}

function combine(tests: readonly Test[], decisive: Tri, otherwise: Tri): Test {
  return () => {
    let isUnknown = false
    for (const test of tests) {
      const truth = test()
      if (truth === decisive) return decisive
      if (truth === UNKNOWN) isUnknown = true
    }
    return isUnknown ? UNKNOWN : otherwise
  }
}

function negate(test: Test): Test {
  if (test === ALWAYS[MET]) return ALWAYS[NOT_MET]
  if (test === ALWAYS[NOT_MET]) return ALWAYS[MET]
  return () => {
    const truth = test()
    return truth === UNKNOWN ? UNKNOWN : truth === MET ? NOT_MET : MET
  }
}
