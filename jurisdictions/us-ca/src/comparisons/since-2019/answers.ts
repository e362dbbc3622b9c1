import type { Determination } from '@cmr/jurisdiction'

/** Answers of both rulesets in the words they share. */
const WORDS = {
  none: 'No answer',
  dismissed: 'Dismissed',
  reduced: 'Reduced',
  review: 'A person looks',
  referred: 'Left to others',
  refused: 'Not eligible',
} as const

/** What the 2019 tools answered. A conviction in none of their lists, or out of their scope, has no answer. */
export function answerThen(determination: Determination | undefined): string {
  if (determination?.policy === undefined) return WORDS.none
  const { outcome } = determination
  switch (outcome.kind) {
    case 'eligible':
    case 'not_yet':
      return outcome.relief === 'dismiss' ? WORDS.dismissed : WORDS.reduced
    case 'refer':
      return WORDS.referred
    case 'ask':
    case 'needs_review':
      return WORDS.review
    case 'ineligible':
      return WORDS.refused
  }
}

/** What today's ruleset answers. */
export function answerNow(determination: Determination | undefined): string {
  if (determination === undefined) return WORDS.none
  const { outcome } = determination
  switch (outcome.kind) {
    case 'eligible':
    case 'not_yet':
      return outcome.relief === 'dismiss-and-seal' ? WORDS.dismissed : WORDS.reduced
    case 'refer':
    case 'ask':
    case 'needs_review':
      return WORDS.review
    case 'ineligible':
      return WORDS.refused
  }
}
