import type { CheckContext, Condition, TraceNode, Truth } from '@cmr/jurisdiction'
import { compileCondition, MET, type Tri, UNKNOWN } from './compile-condition.ts'
import type { FactReader } from './fact-reader.ts'

function truthOf(tri: Tri): Truth {
  return tri === MET ? 'met' : tri === UNKNOWN ? 'unknown' : 'not_met'
}

/** Evaluates a condition where the reader stands and keeps, for each check, the facts it read. */
export function traceCondition(
  condition: Condition<unknown>,
  reader: FactReader,
  context: CheckContext<unknown>,
): TraceNode {
  const truth = truthOf(compileCondition(condition, reader, context)())
  if (condition.kind !== 'check') {
    const children = condition.kind === 'not' ? [condition.of] : condition.of
    return { kind: condition.kind, truth, children: children.map((child) => traceCondition(child, reader, context)) }
  }
  const facts = condition.facts.map((fact) => {
    const slot = reader.slotOf(fact)
    const known = reader.has(slot)
    return {
      id: fact.id,
      label: fact.label,
      value: known ? reader.value(slot) : undefined,
      presumed: reader.isPresumed(slot),
    }
  })
  return { kind: 'check', id: condition.id, label: condition.label, truth, facts }
}
