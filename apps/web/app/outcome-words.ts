import type { Tone } from '@cmr/ui'

/** Every kind of answer, with the word, the color and the filter label screens use for it. */
export const OUTCOMES = {
  eligible: { tone: 'positive', word: 'Eligible' },
  not_yet: { tone: 'waiting', word: 'Not yet' },
  refer: { tone: 'waiting', word: 'Refer' },
  ask: { tone: 'attention', word: 'Needs a fact' },
  needs_review: { tone: 'attention', word: 'Needs a person' },
  ineligible: { tone: 'negative', word: 'Not eligible' },
} as const satisfies Readonly<Record<string, { tone: Tone; word: string }>>
export type OutcomeKind = keyof typeof OUTCOMES

export const isOutcomeKind = (kind: string): kind is OutcomeKind => kind in OUTCOMES

/** Color and word of an answer; one decided on a value the law presumes says so. */
export function outcomeWords(kind: string, presumed: boolean): { tone: Tone; word: string } {
  if (!isOutcomeKind(kind)) return { tone: 'attention', word: kind }
  const { tone, word } = OUTCOMES[kind]
  return { tone, word: presumed ? `${word}, presumed` : word }
}
