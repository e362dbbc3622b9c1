import type { Check, CheckContext, Condition } from '@cmr/jurisdiction'
import { type FactReader, pluginFailure } from './fact-reader.ts'

export const NOT_MET = 0
export const MET = 1
export const UNKNOWN = 2
/** Three-valued truth as a small number. */
export type Tri = typeof NOT_MET | typeof MET | typeof UNKNOWN
export type Test = () => Tri

function compileCheck<O>(check: Check<O>, reader: FactReader, context: CheckContext<O>): Test {
  const slots = check.facts.map((fact) => reader.slotOf(fact))
  const values = new Array<unknown>(slots.length)
  return () => {
    let known = true
    for (const slot of slots) if (!reader.has(slot)) known = false
    if (!known) return UNKNOWN
    for (let i = 0; i < slots.length; i++) values[i] = reader.value(slots[i] ?? -1)
    try {
      return check.holds(values, context) ? MET : NOT_MET
    } catch (error) {
      throw pluginFailure(`check ${check.id}`, error)
    }
  }
}

function compileGroup(tests: readonly Test[], decisive: Tri, otherwise: Tri): Test {
  return () => {
    let unknown = false
    for (const test of tests) {
      const truth = test()
      if (truth === decisive) return decisive
      if (truth === UNKNOWN) unknown = true
    }
    return unknown ? UNKNOWN : otherwise
  }
}

/** Turns a condition into a closure over numbered facts. */
export function compileCondition<O>(condition: Condition<O>, reader: FactReader, context: CheckContext<O>): Test {
  switch (condition.kind) {
    case 'check':
      return compileCheck(condition, reader, context)
    case 'all':
      return compileGroup(
        condition.of.map((child) => compileCondition(child, reader, context)),
        NOT_MET,
        MET,
      )
    case 'any':
      return compileGroup(
        condition.of.map((child) => compileCondition(child, reader, context)),
        MET,
        NOT_MET,
      )
    case 'not': {
      const inner = compileCondition(condition.of, reader, context)
      return () => {
        const truth = inner()
        return truth === UNKNOWN ? UNKNOWN : truth === MET ? NOT_MET : MET
      }
    }
  }
}

/** Facts a condition reads, each once. */
export function factsOf<O>(condition: Condition<O>): Set<Check<O>['facts'][number]> {
  if (condition.kind === 'check') return new Set(condition.facts)
  const children = condition.kind === 'not' ? [condition.of] : condition.of
  return new Set(children.flatMap((child) => [...factsOf(child)]))
}
