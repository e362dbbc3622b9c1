import type { people } from '@cmr/services'
import type { Tone } from '@cmr/ui'
import { day } from './format.ts'

type Outcome = people.LayerView['outcome']
export type OutcomeKind = Outcome['kind']

interface Words {
  readonly tone: Tone
  readonly word: string
}

/** Every kind of answer, with the word, the color and the filter label screens use for it. */
export const OUTCOMES: Readonly<Record<OutcomeKind, Words>> = {
  eligible: { tone: 'positive', word: 'Eligible' },
  not_yet: { tone: 'waiting', word: 'Not yet' },
  refer: { tone: 'waiting', word: 'Refer' },
  ask: { tone: 'attention', word: 'Needs a fact' },
  needs_review: { tone: 'attention', word: 'Needs a person' },
  ineligible: { tone: 'negative', word: 'Not eligible' },
}

export const isOutcomeKind = (kind: string): kind is OutcomeKind => kind in OUTCOMES

/** Color and word of an answer; one decided on a value the law presumes says so. */
export function outcomeWords(kind: OutcomeKind, presumed: boolean): Words {
  const { tone, word } = OUTCOMES[kind]
  return { tone, word: presumed ? `${word}, presumed` : word }
}

const BECAUSE: Readonly<Record<Extract<Outcome, { kind: 'ineligible' }>['because'], string>> = {
  barred: 'barred',
  not_covered: 'not covered',
  not_a_conviction: 'not a conviction',
  already_done: 'already done',
  no_change: 'no change',
}

/** What an answer adds to its word: the relief, a date, an addressee, a question, a reason. */
export function outcomeDetail(outcome: Outcome, relief: string | null): string | null {
  switch (outcome.kind) {
    case 'eligible':
      return relief
    case 'not_yet':
      return `${relief ?? 'eligible'} on ${day(outcome.on)}`
    case 'refer':
      return `to the ${outcome.to}`
    case 'ask':
    case 'needs_review':
      return outcome.question
    case 'ineligible':
      return BECAUSE[outcome.because]
    default:
      return outcome satisfies never
  }
}

/** What the office's policy did to an answer. `none`: no rule of it answered, so the floor stands. */
export const POLICY_EFFECTS = {
  improve: { tone: 'positive', word: 'Granted by policy' },
  hold: { tone: 'attention', word: 'Held for a person' },
  challenge: { tone: 'waiting', word: 'Contested' },
  refused: { tone: 'attention', word: 'Refused: below the floor' },
  none: { tone: 'negative', word: 'The floor stands' },
} as const satisfies Readonly<Record<string, Words>>
export type PolicyEffect = keyof typeof POLICY_EFFECTS

export const isPolicyEffect = (effect: string): effect is PolicyEffect => effect in POLICY_EFFECTS

/** The same for one answer: what the policy grants is kinder than the floor, or what the floor gives already. */
export function effectWords(effect: PolicyEffect, differs: boolean): Words {
  if (effect !== 'improve') return POLICY_EFFECTS[effect]
  return { tone: POLICY_EFFECTS.improve.tone, word: differs ? 'Kinder than the floor' : 'Same as the floor' }
}
