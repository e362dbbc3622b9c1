import type { Outcome, Relief } from '@cmr/jurisdiction'

function rankOf(outcome: Outcome, relief: Readonly<Record<string, Relief>>): number {
  switch (outcome.kind) {
    case 'eligible':
      return 2 + (relief[outcome.relief]?.rank ?? 0)
    case 'not_yet':
    case 'refer':
    case 'ask':
    case 'needs_review':
      return 1
    case 'ineligible':
      return 0
  }
}

/** Whether `answer` is worse for the person than `floor`: eligible by rank, then open answers, then ineligible. */
export function isWorse(answer: Outcome, floor: Outcome, relief: Readonly<Record<string, Relief>>): boolean {
  return rankOf(answer, relief) < rankOf(floor, relief)
}
