import type { Condition, Presumption, TraceNode, Truth } from '@cmr/jurisdiction'
import { type ConditionCompiler, MET, type Tri, UNKNOWN } from './compile-condition.ts'
import { PRESUMED } from './fact-reader.ts'

function truthOf(tri: Tri): Truth {
  return tri === MET ? 'met' : tri === UNKNOWN ? 'unknown' : 'not_met'
}

function groupTruth(kind: 'all' | 'any', children: readonly TraceNode[]): Truth {
  const decisive: Truth = kind === 'all' ? 'not_met' : 'met'
  if (children.some(({ truth }) => truth === decisive)) return decisive
  if (children.some(({ truth }) => truth === 'unknown')) return 'unknown'
  return kind === 'all' ? 'met' : 'not_met'
}

const OPPOSITE: Readonly<Record<Truth, Truth>> = { met: 'not_met', not_met: 'met', unknown: 'unknown' }

function presumptionOf({
  favors,
  citations,
}: Presumption<unknown>): Pick<Presumption<unknown>, 'favors' | 'citations'> {
  return { favors, citations }
}

/** Evaluates a condition where the reader stands, every part of it, and keeps for each check the facts it read. */
export function traceCondition(condition: Condition<unknown>, compiler: ConditionCompiler): TraceNode {
  switch (condition.kind) {
    case 'check': {
      const check = compiler.check(condition)
      const truth = truthOf(check.truth())
      const facts = check.slots.map(({ fact: { id, label, whenUnknown }, state, value }) => ({
        id,
        label,
        value,
        presumed: state === PRESUMED,
        ...(state === PRESUMED && whenUnknown !== undefined ? { presumption: presumptionOf(whenUnknown) } : {}),
      }))
      return { kind: 'check', id: condition.id, label: condition.label, truth, facts }
    }
    case 'not': {
      const child = traceCondition(condition.of, compiler)
      return { kind: 'not', truth: OPPOSITE[child.truth], children: [child] }
    }
    case 'all':
    case 'any': {
      const children = condition.of.map((child) => traceCondition(child, compiler))
      return { kind: condition.kind, truth: groupTruth(condition.kind, children), children }
    }
  }
}
