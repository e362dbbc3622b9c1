import { StatusMark } from '@cmr/ui'
import { outcomeWords, POLICY_EFFECTS } from '../outcome-words.ts'
import type { OutcomeKind, PolicyEffect } from '../outcome-words.ts'

/** The answer for one conviction as icon, word and color. */
export function OutcomeMark({ kind, presumed = false }: { readonly kind: OutcomeKind; readonly presumed?: boolean }) {
  const { tone, word } = outcomeWords(kind, presumed)
  return <StatusMark tone={tone}>{word}</StatusMark>
}

/** What the office's policy did, as icon, word and color. */
export function EffectMark({ effect }: { readonly effect: PolicyEffect }) {
  const { tone, word } = POLICY_EFFECTS[effect]
  return <StatusMark tone={tone}>{word}</StatusMark>
}
