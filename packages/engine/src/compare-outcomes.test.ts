import type { Outcome } from '@cmr/jurisdiction'
import { describe, expect, it } from 'vitest'
import { isWorse } from './compare-outcomes.ts'
import { rules } from './test-rules.ts'

describe('isWorse', () => {
  const reduced: Outcome = { kind: 'eligible', relief: 'reduce' }
  const open: Outcome[] = [
    { kind: 'not_yet', relief: 'seal', on: '2030-01-01' },
    { kind: 'refer', relief: 'seal', to: 'court' },
    { kind: 'ask', fact: 'grams', question: 'What did the lab weigh?' },
    { kind: 'needs_review', question: 'Why?' },
  ]
  // From the best for the person to the worst; within a row none is worse than another.
  const order: Outcome[][] = [
    [{ kind: 'eligible', relief: 'seal' }],
    [reduced],
    open,
    [
      { kind: 'ineligible', because: 'barred' },
      { kind: 'ineligible', because: 'already_done' },
    ],
  ]

  it('ranks granted relief by its rank, then open answers, then none', () => {
    order.forEach((better, above) => {
      order.forEach((worse, below) => {
        for (const a of better) for (const b of worse) expect(isWorse(b, a, rules.relief)).toBe(below > above)
      })
    })
  })

  it('ranks any granted relief above an open answer', () => {
    const lowest = { reduce: { label: 'Reduce', effects: [], rank: 0 } }
    for (const answer of open) expect(isWorse(answer, reduced, lowest)).toBe(true)
  })
})
