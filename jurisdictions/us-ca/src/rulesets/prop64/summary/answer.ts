import type { Determination, Outcome } from '@cmr/jurisdiction'
import type { Relieved } from '../../../summaries/impact.ts'
import { wordsOf } from '../answer-words.ts'

/** What is counted of a determination. */
export interface Answer {
  /** What the office would file, and what the statute compels, in the words of the result files. */
  readonly outcome: string
  readonly floor: string
  /** Number of the rule of the layer that decided. */
  readonly rule: string
  /** What is granted under the office's policy, and by the statute alone. */
  readonly byOffice: Relieved
  readonly byFloor: Relieved
  readonly isByPetition: boolean
  /** Ids of the facts presumed, each once. */
  readonly presumed: readonly string[]
  /** What the office's policy did to it. */
  readonly policy: 'improved' | 'contested' | 'held' | undefined
  readonly isRefused: boolean
}

function grantedBy(outcome: Outcome): Relieved {
  if (outcome.kind !== 'eligible') return undefined
  return outcome.relief === 'dismiss-and-seal' ? 'dismissed' : 'reduced'
}

function policyOf({ policy }: Determination, isBetter: boolean): Answer['policy'] {
  switch (policy?.effect) {
    case 'improve':
      return isBetter ? 'improved' : undefined
    case 'challenge':
      return 'contested'
    case 'hold':
      return 'held'
    case undefined:
      return undefined
  }
}

function read(determination: Determination): Answer {
  const { floor, policy, outcome, procedure, refused } = determination
  const words = wordsOf(determination)
  return {
    outcome: words.outcome,
    floor: words.floor,
    rule: policy === undefined ? words.floorRule : words.policyRule,
    byOffice: grantedBy(outcome),
    byFloor: grantedBy(floor.outcome),
    isByPetition: procedure !== undefined && outcome.kind === 'eligible',
    presumed: [...new Set([...floor.presumed, ...(policy?.presumed ?? [])])],
    policy: policyOf(determination, words.outcome !== words.floor),
    isRefused: refused !== undefined,
  }
}

const known = new WeakMap<Determination, Answer>()

/** Equal determinations are one object, so each is read once. */
export function answerOf(determination: Determination): Answer {
  let answer = known.get(determination)
  if (answer === undefined) known.set(determination, (answer = read(determination)))
  return answer
}
